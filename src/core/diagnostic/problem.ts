import type { ScopelockError } from "./error";

/** `error`: it cannot work, or nobody knows what it needs. `warning`: legal but doubtful. `note`: worth knowing. */
export type Severity = "error" | "warning" | "note";

/** Something that was found and said, without ending the search for more. Part of the JSON that commands print. */
export interface Problem {
  /** Stable identifier, `noun/what-is-wrong`; never changes once released. */
  readonly id: string;
  readonly severity: Severity;
  /** What is wrong, with the value that was got, and why that matters. */
  readonly message: string;
  /** The change to make. */
  readonly fix: string;
}

/** A refusal as one of several findings. */
export function problemOf(
  { id, what, why, fix }: Pick<ScopelockError, "id" | "what" | "why" | "fix">,
  severity: Severity = "error",
): Problem {
  return { id, severity, message: why === undefined ? what : `${what} ${why}`, fix };
}
