import { isNarrower, type Limits } from "../plan/policy-limits";
import type { ReadRule } from "../plan/policy-text";

/*
 * Which rule of a Vault policy decides over a path, and on which paths two policies differ. Sources: Vault's
 * documentation, "Policies", and `vault/acl.go` of hashicorp/vault 1.21 (`NewACL`, `CheckAllowedFromNonExactPaths`).
 */

/** A path of a policy: its segments, the last of which may go on. */
interface Pattern {
  readonly segments: readonly Segment[];
  /** Whether anything may follow, in further segments too. */
  readonly isPrefix: boolean;
}

/** A segment, or only its beginning. `+` is the beginning of any. */
interface Segment {
  readonly text: string;
  readonly isOpen: boolean;
}

/** What a policy allows on a path: each capability, under any of these limits. */
export type Allowed = ReadonlyMap<string, readonly Limits[]>;

/** Most patterns that are compared: beyond, nobody can say in a second what differs. */
const MOST_PATTERNS = 3000;

/** A text that no policy holds. */
const FRESH = "\u0001";

/** The rules of a policy, those of one path put together as Vault does: a `deny` wins over all others. */
export function rulesByPath(rules: readonly ReadRule[]): ReadonlyMap<string, readonly ReadRule[]> {
  const found = new Map<string, ReadRule[]>();
  for (const rule of rules) found.set(rule.path, [...(found.get(rule.path) ?? []), rule]);
  return found;
}

/** What a policy allows on a path. */
export function allowedOn(rules: ReadonlyMap<string, readonly ReadRule[]>, path: string): Allowed {
  const exact = rules.get(path);
  const patterns = [...rules.keys()].filter((pattern) => isWild(pattern) && covers(pattern, path));
  const [best] = exact && !patterns.includes(path) ? [path] : patterns.sort(byPrecedence);
  const deciding = best === undefined ? [] : (rules.get(best) ?? []);
  if (deciding.some(({ capabilities }) => capabilities.includes("deny"))) return new Map();
  const allowed = new Map<string, readonly Limits[]>();
  for (const { capabilities, limits } of deciding)
    for (const capability of capabilities)
      allowed.set(capability, [...(allowed.get(capability) ?? []), limits]);
  return allowed;
}

/** Whether a rule's path covers a path: `+` stands for one segment, `*` at the end for whatever follows. */
export function covers(rule: string, path: string): boolean {
  const pattern = rule
    .replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
    .replace(/(^|\/)\\\+(?=\/|$|\\\*$)/g, "$1[^/]+")
    .replace(/\\\*$/, "[\\s\\S]*");
  return new RegExp(`^${pattern}$`).test(path);
}

const isWild = (path: string) => path.endsWith("*") || path.split("/").includes("+");

/** The rule that Vault prefers comes first. */
function byPrecedence(a: string, b: string): number {
  const first = (path: string) => {
    const at = path.split("/").indexOf("+");
    const plus =
      at === -1 ? Number.POSITIVE_INFINITY : path.split("/").slice(0, at).join("/").length + Math.min(at, 1);
    const star = path.endsWith("*") ? path.length - 1 : Number.POSITIVE_INFINITY;
    return Math.min(plus, star);
  };
  const plusses = (path: string) => path.split("/").filter((segment) => segment === "+").length;
  const order = [
    first(b) - first(a) || 0,
    Number(a.endsWith("*")) - Number(b.endsWith("*")),
    plusses(a) - plusses(b),
    b.length - a.length,
  ].find((each) => each !== 0 && !Number.isNaN(each));
  return order ?? (a < b ? 1 : -1);
}

/** Paths of a policy, and an instance of each that the policies treat alike. */
export interface Difference {
  /** As a policy would name it. */
  readonly path: string;
  /** Capabilities that only the first policy allows there, or under other limits. */
  readonly capabilities: readonly string[];
}

/**
 * On which paths one policy allows what another does not. Every intersection of their patterns is tried with paths that
 * match nothing narrower, so nothing is missed; what an earlier entry covers is not repeated.
 * @param places further paths that matter
 * @returns `undefined` where there are too many patterns to be compared
 */
export function allowedMore(
  first: readonly ReadRule[],
  second: readonly ReadRule[],
  places: readonly string[] = [],
): readonly Difference[] | undefined {
  const [one, other] = [rulesByPath(first), rulesByPath(second)];
  const named = new Set([...one.keys(), ...other.keys(), ...places]);
  const patterns = intersections([...named].map(patternOf));
  if (!patterns) return undefined;
  const depth = Math.max(0, ...[...named].map((path) => path.split("/").length));
  const differences: (Difference & { readonly pattern: Pattern })[] = [];
  for (const pattern of patterns) {
    const found = new Set<string>();
    for (const path of instancesOf(pattern, depth)) {
      const [is, was] = [allowedOn(one, path), allowedOn(other, path)];
      for (const [capability, limits] of is) {
        const before = was.get(capability) ?? [];
        if (!limits.every((limit) => before.some((each) => isNarrower(limit, each)))) found.add(capability);
      }
    }
    if (found.size > 0) differences.push({ path: textOf(pattern), capabilities: [...found].sort(), pattern });
  }
  return broadest(differences).map(({ path, capabilities }) => ({ path, capabilities }));
}

/** Without what another one says already. */
function broadest<T extends Difference & { readonly pattern: Pattern }>(
  differences: readonly T[],
): readonly T[] {
  const wide = differences.filter(({ pattern }) => isOpen(pattern));
  return differences
    .filter(
      (each) =>
        !wide.some(
          (other) =>
            other !== each &&
            isWithin(each.pattern, other.pattern) &&
            each.capabilities.every((capability) => other.capabilities.includes(capability)) &&
            (!isWithin(other.pattern, each.pattern) || other.path < each.path),
        ),
    )
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Whether a pattern matches only what another one matches. */
function isWithin(narrow: Pattern, wide: Pattern): boolean {
  const both = unified(wide, narrow);
  return both !== undefined && textOf(both) === textOf(narrow);
}

const isOpen = ({ segments, isPrefix }: Pattern) => isPrefix || segments.some((segment) => segment.isOpen);

function patternOf(path: string): Pattern {
  const isPrefix = path.endsWith("*");
  const texts = (isPrefix ? path.slice(0, -1) : path).split("/");
  return {
    segments: texts.map((text, at) => {
      const isLast = at === texts.length - 1;
      if (text === "+") return { text: "", isOpen: true };
      return { text, isOpen: isPrefix && isLast };
    }),
    isPrefix,
  };
}

const textOf = ({ segments, isPrefix }: Pattern) =>
  segments
    .map(({ text, isOpen }, at) => {
      const isLast = at === segments.length - 1;
      if (isPrefix && isLast) return `${text}*`;
      return isOpen ? (text === "" ? "+" : `${text}+`) : text;
    })
    .join("/");

/** All patterns, and what any of them have in common; `undefined` where that is too much. */
function intersections(patterns: readonly Pattern[]): readonly Pattern[] | undefined {
  const known = new Map(patterns.map((pattern) => [textOf(pattern), pattern]));
  const wild = patterns.filter(isOpen);
  let fresh = [...known.values()];
  while (fresh.length > 0) {
    const next: Pattern[] = [];
    for (const a of fresh)
      for (const b of wild) {
        const both = unified(a, b);
        if (!both || known.has(textOf(both))) continue;
        known.set(textOf(both), both);
        next.push(both);
        if (known.size > MOST_PATTERNS) return undefined;
      }
    fresh = next;
  }
  return [...known.values()];
}

function unified(a: Pattern, b: Pattern): Pattern | undefined {
  const length = Math.max(a.segments.length, b.segments.length);
  if (a.segments.length < length && !a.isPrefix) return undefined;
  if (b.segments.length < length && !b.isPrefix) return undefined;
  const segments: Segment[] = [];
  for (let at = 0; at < length; at++) {
    const both = unifiedSegment(segmentAt(a, at), segmentAt(b, at));
    if (!both) return undefined;
    segments.push(both);
  }
  return { segments, isPrefix: a.isPrefix && b.isPrefix };
}

/** What follows the end of a prefix is open. */
const segmentAt = ({ segments }: Pattern, at: number): Segment => segments[at] ?? { text: "", isOpen: true };

function unifiedSegment(a: Segment, b: Segment): Segment | undefined {
  if (!a.isOpen && !b.isOpen) return a.text === b.text ? a : undefined;
  if (!a.isOpen) return a.text.startsWith(b.text) ? a : undefined;
  if (!b.isOpen) return b.text.startsWith(a.text) ? b : undefined;
  if (a.text.startsWith(b.text)) return a;
  return b.text.startsWith(a.text) ? b : undefined;
}

/** Paths that match a pattern, and nothing by chance: one for each number of segments that may follow. */
function instancesOf({ segments, isPrefix }: Pattern, depth: number): readonly string[] {
  const filled = segments.map(({ text, isOpen }) => (isOpen ? `${text}${FRESH}` : text)).join("/");
  if (!isPrefix) return [filled];
  const further = Array.from({ length: depth + 1 }, (_, at) => `${filled}${`/${FRESH}`.repeat(at)}`);
  // A prefix may end where it stands.
  return [filled.slice(0, -FRESH.length), ...further];
}
