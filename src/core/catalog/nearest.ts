import { distance } from "fastest-levenshtein";
import { type Permission, partsOf } from "../permission";
import type { Operation } from "./operation";
import { segmentsOf } from "./path-index";

/** The permissions that a misremembered name most likely means, best first. */
export function nearestPermissions(name: string, known: Iterable<Permission>, count: number): Permission[] {
  const [domain = "", entity = "", action = ""] = name.toLowerCase().split(":");
  return best(known, count, (candidate) => {
    const parts = partsOf(candidate.toLowerCase());
    if (!parts) return likeness(name.toLowerCase(), candidate);
    // People name the API family as the entity (routing:externalcontact:view): what was typed as an entity may be a domain.
    const meant = Math.max(likeness(entity, parts.entity), 0.95 * likeness(entity, parts.domain));
    const contained = entity.includes(parts.entity) || parts.entity.includes(entity) ? 0.3 : 0;
    return (
      2 * meant +
      contained +
      0.5 * likeness(domain, parts.domain) +
      0.5 * likeness(entity, parts.entity) +
      likeness(action, parts.action)
    );
  });
}

/** The operations that a misremembered request most likely means, best first. */
export function nearestOperations(
  method: string,
  path: string,
  known: Iterable<Operation>,
  count: number,
): Operation[] {
  const asked = words(path);
  return best(known, count, (operation) => {
    const offered = words(operation.path);
    const covered = mean(
      asked.map((word) => Math.max(0, ...offered.map((other) => resemblance(word, other)))),
    );
    const used = mean(offered.map((word) => Math.max(0, ...asked.map((other) => resemblance(word, other)))));
    return covered + 0.5 * used + (operation.method === method ? 0.2 : 0);
  });
}

/** What a path says: its literal segments, without `/api/v2`, hyphens and plurals. */
function words(path: string): string[] {
  return segmentsOf(path.toLowerCase())
    .slice(2)
    .filter((segment) => !/[{$]/.test(segment))
    .map((segment) => segment.replace(/[^a-z0-9]/g, "").replace(/s$/, ""))
    .filter((segment) => segment.length > 1);
}

/** Likeness, where containing a whole word counts: `lookup` in `reversewhitepageslookup`. */
function resemblance(a: string, b: string): number {
  const contained = Math.min(a.length, b.length) >= 4 && (a.includes(b) || b.includes(a)) ? 0.7 : 0;
  return Math.max(contained, likeness(a, b));
}

/** 1 for equal texts, 0 for texts that share nothing. */
function likeness(a: string, b: string): number {
  const longest = Math.max(a.length, b.length);
  return longest === 0 ? 0 : 1 - distance(a, b) / longest;
}

const mean = (values: number[]) =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value) / values.length;

function best<T>(candidates: Iterable<T>, count: number, score: (candidate: T) => number): T[] {
  return [...candidates]
    .map((candidate, at) => ({ candidate, at, score: score(candidate) }))
    .sort((a, b) => b.score - a.score || a.at - b.at)
    .slice(0, count)
    .map(({ candidate }) => candidate);
}
