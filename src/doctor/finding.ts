import type { Facts, IntegrationFacts } from "./facts";

/**
 * `error`: something is wrong. `unknown`: it was asked, and nobody could tell. `warning`: it works, and should not stay
 * so. `note`: worth knowing.
 */
export type Level = "error" | "unknown" | "warning" | "note";

/** Something that is not as it should be. */
export interface Finding {
  /** Stable identifier, `noun/what-is-wrong`; never changes once released. */
  readonly id: string;
  readonly severity: Level;
  /** The data action that it is about; `undefined` when it is about none alone. */
  readonly action?: string;
  /** What was seen, with the value. */
  readonly what: string;
  /** What that means. */
  readonly why: string;
  /** The one thing to do. */
  readonly fix: string;
}

/** Something that was seen to hold. */
export interface Proof {
  /** As of findings. */
  readonly id: string;
  readonly severity: "ok";
  readonly action?: string;
  readonly what: string;
}

/** What a judgement says. */
export type CheckResult = Finding | Proof;

/** Judges one integration. A pure function. */
export type Check = (seen: IntegrationFacts, facts: Facts) => readonly CheckResult[];

/** Says that something holds. */
export function proof(id: string, what: string, action?: string): Proof {
  return { id, severity: "ok", what, ...(action !== undefined && { action }) };
}

/** Texts as a sentence has them: `a, b and c`. */
export function list(texts: readonly string[]): string {
  return texts.length < 2 ? texts.join("") : `${texts.slice(0, -1).join(", ")} and ${texts.at(-1)}`;
}

/** A number with its noun: `1 action`, `3 actions`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

/** What is in the first and not in the second. */
export function without(all: readonly string[], others: readonly string[]): string[] {
  return all.filter((each) => !others.includes(each));
}
