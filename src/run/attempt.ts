import { RenderError } from "../core/action";
import { contractViolation } from "./contract";
import { RunFailed, type RunStep } from "./steps";

/**
 * Does what belongs to a step.
 * @throws {@link RunFailed} for whatever goes wrong in it, with the place in a template
 */
export function attempt<T>(step: RunStep, act: () => T): T {
  try {
    return act();
  } catch (error) {
    const { message } = error as Error;
    throw RunFailed.processing(step, message, error instanceof RenderError ? error.position : undefined);
  }
}

/** @throws {@link RunFailed} where a value does not match its contract, or the contract is not a schema */
export function holdContract(
  step: "input contract" | "output contract",
  contract: unknown,
  value: unknown,
): void {
  const violation = contractViolation(contract, value);
  if (violation === undefined) return;
  const what = step === "input contract" ? "input" : "output";
  throw RunFailed.processing(
    step,
    violation.of === "value"
      ? `The ${what} does not match its contract: ${violation.message}`
      : `The ${what} contract is not a JSON Schema (draft 4): ${violation.message}`,
  );
}
