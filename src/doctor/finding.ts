import { type Diagnostic, listed } from "../core/diagnostic";
import type { Facts, IntegrationFacts } from "./facts";

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

/** Something that was seen to hold. Not a diagnostic: nothing is to be done about it. */
export interface Proof {
  readonly id: ProofId;
  readonly severity: "ok";
  readonly what: string;
  /** The integration that it is of; `undefined` while the check does not say. */
  readonly where?: string;
  /** The data action that it is about; `undefined` when it is about none alone. */
  readonly about?: string;
}

/** What a check says: of a data action alone, `about` names it. */
export type Checked = Diagnostic | Proof;

/** Checks one integration. A pure function. */
export type Check = (seen: IntegrationFacts, facts: Facts) => readonly Checked[];

/** Says that something holds. */
export function proof(id: ProofId, what: string, about?: string): Proof {
  return { id, severity: "ok", what, ...(about !== undefined && { about }) };
}

/** Texts as a sentence has them: `a, b and c`. */
export const list = listed;

/** What is in the first and not in the second. */
export function without(all: readonly string[], others: readonly string[]): string[] {
  return all.filter((each) => !others.includes(each));
}
