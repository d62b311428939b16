import type { Diagnostic } from "../../core/diagnostic";
import { type Entry, LIVE, REVIEW } from "../../core/diagnostic/ids";

/**
 * How much a finding matters. `access`: somebody may do more than before. `alarm`: to be looked at before it is applied.
 * `note`: worth knowing.
 */
export type FindingSeverity = "access" | "alarm" | "note";

/** Id of a finding. */
export type FindingId = keyof typeof REVIEW | keyof typeof LIVE | "permission/stated";

/** What other commands find too has the severity that it has in a review. */
const SHARED = {
  "terraform/refused": "alarm",
  "role/permission-extra": "alarm",
  "rotation/due": "note",
  "rotation/droppable": "note",
  "permission/stated": "note",
} as const satisfies Record<Exclude<FindingId, keyof typeof REVIEW>, FindingSeverity>;

/** Everything that a review can find, with its severity. */
export const FINDINGS: Readonly<Record<FindingId, FindingSeverity>> = {
  ...(Object.fromEntries(
    Object.entries(REVIEW).map(([id, { severity }]): [string, FindingSeverity] => [id, severity]),
  ) as Readonly<Record<keyof typeof REVIEW, FindingSeverity>>),
  ...SHARED,
};

/** One thing that was found: its severity is that of its id. */
export interface Finding extends Omit<Diagnostic<FindingId>, "severity" | "where"> {
  /** What it is about: an integration's id, a policy, the address of a resource. */
  readonly about: string;
}

/** What a judge returns: one finding, several, or nothing. */
export type Found = Finding | false | undefined | readonly Found[];

/** All that was found, in its order. */
export function flat(found: Found): readonly Finding[] {
  if (Array.isArray(found)) return (found as readonly Found[]).flatMap(flat);
  return found ? [found as Finding] : [];
}

/** One thing that was found. @param texts without `fix`, it is the usual one of the catalogue */
export const finding = (
  id: FindingId,
  about: string,
  texts: Pick<Finding, "what" | "why"> & Partial<Pick<Finding, "fix">>,
): Finding => ({ id, about, fix: ENTRIES[id].fix, ...texts });

/** A finding as a review prints it. */
export interface ReviewDiagnostic extends Finding {
  readonly severity: FindingSeverity;
}

/** Findings of a severity. */
export function ofSeverity(
  severity: FindingSeverity,
  findings: readonly Finding[],
): readonly ReviewDiagnostic[] {
  return findings
    .filter(({ id }) => FINDINGS[id] === severity)
    .map(({ id, what, why, fix, about }) => ({
      id,
      severity,
      what,
      ...(why !== undefined && { why }),
      fix,
      about,
    }));
}

const ENTRIES: Readonly<Record<FindingId, Pick<Entry, "fix">>> = {
  ...REVIEW,
  ...LIVE,
  "permission/stated": REVIEW["permission/stated-change"],
};

const isMarked =
  (mark: keyof Entry) =>
  ({ id }: Pick<Finding, "id">) =>
    mark in ENTRIES[id];

/** Whether a finding depends on more than the plan. */
export const isAside = isMarked("aside");

/** Whether a finding says that nobody can say what the change does. */
export const isUnsaid = isMarked("unsaid");

/** Whether the page shows a finding with the permission or the path that it is about, in place of by itself. */
export const isShownWithAccess = isMarked("shownWithAccess");
