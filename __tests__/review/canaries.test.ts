import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ScopelockError } from "../../src/core/diagnostic/error";
import { isObject } from "../../src/core/diagnostic/json";
import { CANARY, leavesOf, type Path, plant, SHOWN, written } from "./canaries";
import { declaredInState, printed, RECORDED, recorded, review } from "./plans";

const isShown = (path: Path) => SHOWN.some((pattern) => pattern.test(written(path)));

/** All that is said of a plan: its review, or the refusal. Anything else that is thrown is a defect. */
function said(plan: unknown): string {
  try {
    return printed(review(plan));
  } catch (error) {
    if (!ScopelockError.is(error)) throw error;
    return error.message;
  }
}

describe.each(RECORDED)("the plan %s", (name) => {
  it("shows a value in no format, whichever field it is in, but for the names that are to be shown", () => {
    const plan = recorded(name);
    const leaves = leavesOf(plan);
    // Parts that nothing is read of: all of it at once.
    const isUnread = ([part]: Path) => /^(prior_state|planned_values|configuration)$/.test(String(part));
    for (const path of leaves.filter(isUnread)) plant(plan, path);
    expect(said(plan)).not.toContain(CANARY);
    const seen = leaves.filter((path) => {
      if (isUnread(path)) return false;
      const was = plant(plan, path);
      const found = said(plan).includes(CANARY);
      plant(plan, path, was);
      return found;
    });
    // Names are seen: the search finds what is there.
    expect(seen.length).toBeGreaterThan(0);
    expect(seen.filter((path) => !isShown(path)).map(written)).toEqual([]);
  });

  it("shows none of many at once, of any type", () => {
    // Without those that make a plan unusable: a refusal would prove nothing for the others.
    const unusable =
      /(\.(mode|type|name|kind|index)|\.actions\[\]|\.change\.(before|after)|^format_version|\.scopelock)$/;
    const leaves = leavesOf(recorded(name)).filter((path) => !isShown(path) && !unusable.test(written(path)));
    const canaries = fc.constantFrom<unknown>(CANARY, [CANARY], { [CANARY]: CANARY }, [[{ a: CANARY }]]);
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(leaves.length - 1), canaries), { maxLength: 60 }), (planted) => {
        const plan = recorded(name);
        for (const [at, canary] of planted)
          try {
            plant(plan, leaves[at] as Path, canary);
          } catch {
            // Its holder was replaced before.
          }
        expect(said(plan)).not.toContain(CANARY);
      }),
      { numRuns: 150 },
    );
  });

  it("shows no attribute that providers may add", () => {
    const plan = recorded(name);
    const walk = (value: unknown): void => {
      if (typeof value !== "object" || value === null) return;
      Object.values(value).forEach(walk);
      // An output is named by its key.
      if (isObject(value) && value !== plan.output_changes)
        (value as Record<string, unknown>).another = CANARY;
    };
    walk(plan);
    expect(printed(review(plan))).not.toContain(CANARY);
  });

  it.each([
    ["outputs", recorded(name)],
    ["values of the state", declaredInState(recorded(name))],
  ])("shows nothing of what Terraform marks as sensitive, even what is shown otherwise: %s", (_, plan) => {
    for (const path of leavesOf(plan).filter(isShown)) plant(plan, path);
    for (const { change } of [...plan.resource_changes, ...(plan.resource_drift ?? [])]) {
      change.before_sensitive = true;
      change.after_sensitive = true;
    }
    for (const output of Object.values(plan.output_changes)) output.after_sensitive = true;
    expect(printed(review(plan))).not.toContain(CANARY);
  });
});
