import type { Refusal } from "./error";
import type { Severity } from "./problem";

/** What a check found: a refusal if nothing else is wanted of the declaration, a problem among others if more is. */
export interface Finding extends Omit<Refusal, "where"> {
  readonly severity: Severity;
}

/** Names for a message, the first ten of them. */
export function enumeration(names: readonly string[]): string {
  const more = names.length > 10 ? ` and ${names.length - 10} more` : "";
  return names.slice(0, 10).join(", ") + more;
}
