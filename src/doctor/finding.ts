import type { Diagnostic } from "../core/diagnostic";
import { DOCTOR, LIVE } from "../core/diagnostic/ids";
import type { Facts, IntegrationFacts } from "./facts";

/** Texts as a sentence has them: `a, b and c`. */
export { listed as list } from "../core/diagnostic";

/** Id of something that holds. */
export type ProofId =
  | "action/published"
  | "client/grants"
  | "client/live"
  | "integration/bound"
  | "limit/room"
  | "manifest/content"
  | "permission/in-org"
  | "probe/answered"
  | "role/enough"
  | "role/permissions"
  | "secret/current"
  | "token/client";

/** Something that was seen to hold, of an integration and of a data action alone. Not a diagnostic: nothing is to be done about it. */
export interface Proof extends Pick<Diagnostic, "what" | "where" | "about"> {
  readonly id: ProofId;
  readonly severity: "ok";
}

/** What a check says: of a data action alone, `about` names it. */
export type Checked = Diagnostic | Proof;

/** What a check returns: one thing, several, or nothing. */
export type Found = Checked | false | undefined | readonly Found[];

/** Checks one integration. A pure function. */
export type Check = (seen: IntegrationFacts, facts: Facts) => Found;

/** All that was found, in its order. */
export function flat(found: Found): readonly Checked[] {
  if (Array.isArray(found)) return (found as readonly Found[]).flatMap(flat);
  return found ? [found as Checked] : [];
}

const ENTRIES = { ...DOCTOR, ...LIVE };

/** Id of what is not as it should be. */
export type FindingId = keyof typeof ENTRIES;

/**
 * Something that is not as it should be. Of several severities, the doctor's is the first: what is deployed weighs more than a plan.
 * @param texts without `fix`, it is the usual one of the catalogue
 */
export function finding(
  id: FindingId,
  texts: Omit<Diagnostic, "id" | "severity" | "fix"> & Partial<Pick<Diagnostic, "fix">>,
): Diagnostic {
  const { severity, fix } = ENTRIES[id];
  return { id, severity: typeof severity === "string" ? severity : severity[0], fix, ...texts };
}

/** Says that something holds. */
export function proof(id: ProofId, what: string, about?: string): Proof {
  return { id, severity: "ok", what, ...(about !== undefined && { about }) };
}

/** What was found; where that is nothing, what holds. */
export function orProof(found: Found, ...holds: Parameters<typeof proof>): readonly Checked[] {
  const all = flat(found);
  return all.length > 0 ? all : [proof(...holds)];
}

/** What is in the first and not in the second. */
export function without(all: readonly string[], others: readonly string[]): string[] {
  return all.filter((each) => !others.includes(each));
}
