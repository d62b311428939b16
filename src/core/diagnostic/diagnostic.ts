import type { CatalogueId, Severity } from "./ids";

/** Identifier of a diagnostic, `noun/what-is-wrong`: a key of the catalogue. Never changes once released. */
export type DiagnosticId = CatalogueId;

/**
 * Something that is wrong, doubtful or worth knowing. Every command prints it in this form, as text and as JSON.
 *
 * @typeParam Id the identifiers that it may have @default - those of the catalogue
 */
export interface Diagnostic<Id extends string = DiagnosticId> {
  readonly id: Id;
  readonly severity: Severity;
  /** What is wrong, with the value that was found. */
  readonly what: string;
  /** Where: a construct path, a file (with its key), an integration, a command's option. */
  readonly where?: string;
  /** Why that matters. */
  readonly why?: string;
  /** The change to make. */
  readonly fix: string;
  /** What it is about, when that is one thing: a data action, an integration, the address of a resource. */
  readonly about?: string;
}

/** A diagnostic that is thrown, or makes others throw: always an error. */
export type Refusal = Omit<Diagnostic, "severity" | "about">;

/** A refusal, of whatever place: the caller knows where. */
export type RefusalAnywhere = Omit<Refusal, "where">;

/** What is wrong and why, as one text. */
export function whatAndWhy({ what, why }: Pick<Diagnostic, "what" | "why">): string {
  return why === undefined ? what : `${what} ${why}`;
}
