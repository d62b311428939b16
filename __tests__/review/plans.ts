import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createColors } from "picocolors";
import { planFacts, reviewOf } from "../../src/review";
import type { EnvironmentReview, Review } from "../../src/review/findings/review";
import { reviewEnvironment } from "../../src/review/findings/review-environment";
import { reviewComment } from "../../src/review/render/comment";
import { reviewText } from "../../src/review/render/text";

/** Plans that real Terraform made: recorded by `SCOPELOCK_RECORD_PLANS=<directory> vitest run __tests__/e2e/review.test.ts`. */
export const RECORDED = ["rotation", "stated", "drift", "failed"] as const;

/** A change of a plan, as far as tests edit it. */
export interface EditableChange {
  [key: string]: unknown;
  type: string;
  name: string;
  index?: string;
  change: {
    actions: string[];
    before: Record<string, unknown> | null;
    after: Record<string, unknown> | null;
    before_sensitive: unknown;
    after_sensitive: unknown;
    after_unknown: unknown;
  };
}

/** A plan, to be edited. */
export interface EditablePlan {
  [key: string]: unknown;
  format_version: string;
  resource_changes: EditableChange[];
  resource_drift?: EditableChange[];
  output_changes: Record<
    string,
    { before: unknown; after: Record<string, unknown>; after_sensitive: unknown }
  >;
}

/** A recorded plan, fresh each time. */
export function recorded(name: (typeof RECORDED)[number]): EditablePlan {
  return JSON.parse(readFileSync(join(__dirname, "plans", `${name}.json`), "utf8"));
}

/** The same plan, with what integrations declare in values of the state, where it was in outputs. @param side half of them only */
export function declaredInState(
  plan: EditablePlan,
  sides: readonly ("before" | "after")[] = ["before", "after"],
): EditablePlan {
  for (const [name, output] of Object.entries(plan.output_changes)) {
    const isOurs = [output.before, output.after].some(
      (value) => typeof value === "object" && value !== null && "integration" in value,
    );
    if (!isOurs) continue;
    // It is a part of what it declares.
    const own = (value: unknown) => {
      const { resources, ...more } = value as { resources: readonly string[] };
      return JSON.stringify({ ...more, resources: [...resources, `terraform_data.${name}`] });
    };
    const side = (of: "before" | "after") =>
      sides.includes(of) && output[of] ? { input: own(output[of]), output: own(output[of]) } : null;
    const [before, after] = [side("before"), side("after")];
    const isSame = JSON.stringify(before) === JSON.stringify(after);
    plan.resource_changes.push({
      mode: "managed",
      type: "terraform_data",
      name,
      change: {
        actions: isSame ? ["no-op"] : before && after ? ["update"] : after ? ["create"] : ["delete"],
        before,
        after,
        before_sensitive: {},
        after_sensitive: {},
        after_unknown: { output: true },
      },
    });
    if (sides.includes("before") && sides.includes("after")) delete plan.output_changes[name];
    else for (const of of sides) output[of] = null as never;
  }
  return plan;
}

/** The one change of a type, or the one of a generation. */
export function changeOf(plan: EditablePlan, type: string, index?: string): EditableChange {
  const [found, ...others] = plan.resource_changes.filter(
    (change) => change.type === type && (index === undefined || change.index === index),
  );
  if (!found || others.length > 0) throw new Error(`${others.length + 1} of ${type}`);
  return found;
}

/** The review of a plan. */
export function review(plan: unknown): EnvironmentReview {
  return reviewEnvironment(planFacts(plan), { stack: "sandbox" });
}

/** Everything that is ever printed of a review. */
export function printed(of: Review | EnvironmentReview): string {
  const whole = "environments" in of ? of : reviewOf([of]);
  return [JSON.stringify(whole), reviewText(whole, createColors(false)), reviewComment(whole)].join("\n");
}
