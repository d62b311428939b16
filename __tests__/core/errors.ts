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
