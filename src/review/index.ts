import { ScopelockError } from "../core/diagnostic";
import type { EnvironmentReview, Review } from "./findings/review";
import { factsOf, type PlanFacts } from "./plan/facts";
import { readPlan } from "./plan/plan";

/**
 * What may be told of a plan, from what `terraform show -json` printed.
 * @throws {@link ScopelockError} what {@link readPlan} and {@link factsOf} throw, and `plan/malformed` when it is
 * nested too deep.
 */
export function planFacts(json: unknown): PlanFacts {
  try {
    return factsOf(readPlan(json));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new ScopelockError({
      id: "plan/malformed",
      what: "The plan is nested too deep.",
      why: "No plan of Terraform's is.",
      fix: "Show the plan again: terraform show -json plan > plan.json.",
    });
  }
}

/** Puts environments together, in order. */
export function reviewOf(environments: readonly EnvironmentReview[]): Review {
  return {
    scopelock: "review",
    format: 2,
    broadened: environments.some(({ broadened }) => broadened),
    environments: [...environments].sort((a, b) => (a.environment < b.environment ? -1 : 1)),
  };
}
export { basesOf, saltsOf } from "./findings/compare";
export type { Review } from "./findings/review";
export { reviewEnvironment } from "./findings/review-environment";
export type { RotationOn } from "./findings/schedule";
export type { PlanFacts } from "./plan/facts";
export { bulleted, COMMENT_LIMIT, code, markdownTable, plain } from "./render/markdown";
