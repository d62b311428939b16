import { describe, expect, it } from "vitest";
import { REVIEWED, type ReviewedAttributes, type ReviewedType } from "../../src/core/terraform";
import { planFacts, reviewOf, saltsOf } from "../../src/review";
import { compareReviews } from "../../src/review/findings/compare";
import { reviewEnvironment } from "../../src/review/findings/review-environment";
import { leavesOf, type Path, plant, written } from "./canaries";
import { CHANGED, recordedPlan } from "./cases";
import type { EditableChange, EditablePlan } from "./plans";

/* Whatever leaf of a resource that changes is another: the review says so, or --expect does, or it is known to mean nothing. */

const reviewed = (plan: EditablePlan, salts?: ReadonlyMap<string, string>) =>
  reviewOf([reviewEnvironment(planFacts(structuredClone(plan)), { stack: "sandbox", salts })]);

/** Another value that has the form of the old one. */
const another = (value: unknown): unknown =>
  typeof value === "boolean" ? !value : typeof value === "number" ? value + 1 : `${value ?? ""}x`;

/** What docs/review.md lists as meaning nothing: what the server sets, and the contents of secrets. */
function meansNothing({ type }: EditableChange, path: Path, side?: "before" | "after"): boolean {
  const [attribute] = path;
  const attributes: ReviewedAttributes | undefined = Object.hasOwn(REVIEWED, type)
    ? REVIEWED[type as ReviewedType]
    : undefined;
  const isServers =
    attributes?.[String(attribute)] !== undefined && attributes[String(attribute)] === attributes.id;
  return (
    (isServers && attribute !== "id") ||
    ["client_secret", "data", ...(side === "before" ? ["data_json"] : [])].includes(String(attribute))
  );
}

/** Plans in which something changes: every one that is recorded, but the unchanged ones. */
const CHANGING = CHANGED.filter((changed) =>
  (JSON.parse(recordedPlan(changed)) as EditablePlan).resource_changes.some(isChanging),
);

function isChanging({ mode, change }: EditableChange): boolean {
  return mode === "managed" && change.actions.join() !== "no-op";
}

it("covers the recorded plans", () => {
  expect(CHANGED.length).toBeGreaterThanOrEqual(33);
  expect(CHANGING.length).toBeGreaterThan(24);
});

describe.each(CHANGING)("every leaf of what changes in the plan of which changed: %s", (changed) => {
  it("makes a difference to the review or to its digests", () => {
    const plan: EditablePlan = JSON.parse(recordedPlan(changed));
    const approved = reviewed(plan);
    const salts = saltsOf(approved);
    const [environment] = approved.environments;
    const isSilent = () => {
      const { salt, ...digests } = planFacts(plan).digests(environment?.salt);
      if (JSON.stringify(digests) !== JSON.stringify(environment?.digests)) return false;
      const { missing, unexpected } = compareReviews(approved, reviewed(plan, salts));
      return missing.length + unexpected.length === 0;
    };
    // The comparison finds nothing in the plan itself.
    expect(isSilent()).toBe(true);
    const silent = plan.resource_changes.filter(isChanging).flatMap((resource) =>
      (["before", "after"] as const).flatMap((side) => {
        const values = resource.change[side] ?? {};
        return leavesOf(values)
          .filter((path) => path.length > 0 && !meansNothing(resource, path, side))
          .filter((path) => {
            const was = plant(values, path, "");
            plant(values, path, another(was));
            const silent = isSilent();
            plant(values, path, was);
            return silent;
          })
          .map((path) => `${resource.type}.${side}.${written(path)}`);
      }),
    );
    expect(silent).toEqual([]);
  });
});

describe("every leaf of a resource that changes nothing yet", () => {
  it("is accounted for where it is updated: a judge, a reason, or an alarm", () => {
    const plan: EditablePlan = JSON.parse(recordedPlan("nothing"));
    for (const resource of plan.resource_changes.filter(
      ({ mode, type }) => mode === "managed" && type in REVIEWED,
    )) {
      const { after } = resource.change;
      for (const path of leavesOf(after ?? {}).filter((each) => each.length > 0)) {
        const keys = [
          String(path[0]),
          path
            .filter((key) => typeof key === "string")
            .slice(0, 2)
            .join("."),
        ];
        const attributes: ReviewedAttributes = REVIEWED[resource.type as ReviewedType];
        const review = keys.map((key) => attributes[key]).find((each) => each !== undefined);
        if (review && !("means" in review)) continue;
        const was = plant(after, path, "");
        plant(after, path, another(was));
        resource.change.actions = ["update"];
        const { alarms, power } = reviewed(plan).environments[0] ?? { alarms: [], power: [] };
        plant(after, path, was);
        resource.change.actions = ["no-op"];
        expect([...alarms, ...power].length, `${resource.type}.${written(path)}`).toBeGreaterThan(0);
      }
    }
  });
});

it("an attribute that this version does not know is an alarm when it is set or changes, and is not shown", () => {
  const plan: EditablePlan = JSON.parse(recordedPlan("a rotation"));
  for (const { change } of plan.resource_changes) if (change.after) change.after.brand_new = "§ on";
  const [environment] = reviewed(plan).environments;
  expect(environment?.alarms.map(({ id }) => id)).toContain("attribute/unjudged");
  expect(JSON.stringify(environment)).not.toMatch(/brand_new|§/);
});
