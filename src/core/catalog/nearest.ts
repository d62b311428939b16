import { distance } from "fastest-levenshtein";
import { type Permission, partsOf } from "../permission";
import type { Operation } from "./operation";
import { segmentsOf } from "./path-index";

/** What is longer than any path of the API is not compared to its end. */
const LONGEST_WORD = 64;
const MOST_WORDS = 16;

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
  const asked = words(path).map((word) => ({ word, to: new Map<string, number>() }));
  /** Paths are made of few words, again and again. */
  const resembles = ({ word, to }: (typeof asked)[number], other: string): number => {
    const known = to.get(other) ?? resemblance(word, other);
    to.set(other, known);
    return known;
  };
  return best(known, count, (operation) => {
    const offered = wordsOf(operation);
    const covered = mean(asked.map((each) => Math.max(0, ...offered.map((other) => resembles(each, other)))));
    const used = mean(offered.map((other) => Math.max(0, ...asked.map((each) => resembles(each, other)))));
    return covered + 0.5 * used + (operation.method === method ? 0.2 : 0);
  });
}

const wordsKnown = new WeakMap<Operation, readonly string[]>();

function wordsOf(operation: Operation): readonly string[] {
  const known = wordsKnown.get(operation) ?? words(operation.path);
  wordsKnown.set(operation, known);
  return known;
}

/** What a path says: its literal segments, without `/api/v2`, hyphens and plurals. */
function words(path: string): string[] {
  return segmentsOf(path.toLowerCase())
    .slice(2)
    .filter((segment) => !/[{$]/.test(segment))
    .map((segment) =>
      segment
        .slice(0, LONGEST_WORD)
        .replace(/[^a-z0-9]/g, "")
        .replace(/s$/, ""),
    )
    .filter((segment) => segment.length > 1)
    .slice(0, MOST_WORDS);
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
