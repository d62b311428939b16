import { type Diagnostic, whatAndWhy } from "../../src/core/diagnostic";
import { ScopelockError } from "../../src/core/diagnostic/error";

/** The refusal that an act throws; anything else that it throws, or that it throws nothing, fails the test. */
export function refusal(act: () => unknown): ScopelockError {
  try {
    act();
  } catch (error) {
    if (ScopelockError.is(error)) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

/** What a diagnostic says is wrong, and why; empty without one. */
export const wording = (found: Pick<Diagnostic, "what" | "why"> | undefined) =>
  found ? whatAndWhy(found) : "";
