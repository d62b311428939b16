import { describe, expect, it } from "vitest";
import { isObject } from "../../src/core/diagnostic/json";
import { planFacts, reviewOf } from "../../src/review";
import { compareReviews } from "../../src/review/findings/compare";
import { reviewEnvironment } from "../../src/review/findings/review-environment";
import { DEFAULT_STOPS, verdict } from "../../src/review/findings/verdict";
import { leavesOf, type Path, plant, written } from "./canaries";
import { CHANGED, type Changed, expectReview, recordedPlan } from "./cases";
import type { EditableChange, EditablePlan } from "./plans";

/* Plans that the real providers made: recordings/README.md. */

const planOf = (changed: Changed): EditablePlan => JSON.parse(recordedPlan(changed));
const reviewed = (plan: EditablePlan) =>
  reviewOf([reviewEnvironment(planFacts(structuredClone(plan)), { stack: "sandbox" })]);

/** What a plan lists as drift, of what is still there, with what it was and whatever else it is made to be. */
interface Listed {
  readonly type: string;
  readonly before: object;
  /** Whether the review says that it was changed, when it is this afterwards. */
  readonly isReported: (after: object) => boolean;
}

function listedIn(changed: Changed): readonly Listed[] {
  const plan = planOf(changed);
  return (plan.resource_drift ?? []).flatMap((drift): Listed[] => {
    const { before, after } = drift.change;
    if (!before || !after) return [];
    // Other drift of the same resource, of another instance, would hide this.
    const alone = (after: object): EditablePlan => ({
      ...plan,
      resource_drift: [{ ...drift, change: { ...drift.change, after: after as Record<string, unknown> } }],
    });
    return [{ type: drift.type, before, isReported: (after) => isReported(alone(after), drift) }];
  });
}

const isReported = (plan: EditablePlan, { type, name }: EditableChange) =>
  reviewed(plan).environments.some(({ alarms }) =>
    alarms.some(({ id, about }) => id === "drift/changed" && about === `${type}.${name}`),
  );

/** Every part of a value: the leaves, and what holds them. */
const partsOf = (value: object): readonly Path[] => {
  const paths = leavesOf(value).flatMap((path) => path.map((_, depth) => path.slice(0, depth + 1)));
  const empty = Object.entries(value).filter(([, each]) => isEmpty(each));
  const unique = new Map(
    [...paths, ...empty.map(([key]) => [key])].map((path) => [JSON.stringify(path), path]),
  );
  return [...unique.values()];
};
const isEmpty = (value: unknown) =>
  typeof value === "object" && value !== null && Object.keys(value).length === 0;
const partAt = (value: unknown, path: Path) =>
  path.reduce((part: unknown, key) => (part as Record<string, unknown>)[key], value);

/** What people put into a list or a map is a value, also where it is empty. */
const isWithin = (path: Path) =>
  typeof path.at(-1) === "number" || (path.length > 1 && typeof path.at(-2) === "string");

/** A copy with another part. Where that is `undefined`, without it. */
function withPart(value: object, path: Path, part: unknown): object {
  const copy = structuredClone(value);
  plant(copy, path, part ?? null);
  if (part === undefined)
    delete (partAt(copy, path.slice(0, -1)) as Record<string, unknown>)[path.at(-1) as string];
  return copy;
}

/** Values that say something else, for a part of any kind. */
function others(value: unknown): readonly unknown[] {
  switch (typeof value) {
    case "boolean":
      return [!value];
    case "number":
      return [value + 1, -1];
    case "string":
      return [`${value}x`, `x${value}`];
  }
  if (value === null) return ["x", 1, true, ["x"], [""], { x: "x" }, [{ x: "x" }]];
  if (Array.isArray(value))
    return [[...value, "x"], [...value, { x: "x" }], ...value.map((_, at) => value.toSpliced(at, 1))];
  const keys = Object.keys(value as object).filter((key) => !isUnset(partAt(value, [key])));
  return [
    { ...(value as object), x: "x" },
    ...keys.map((key) => withPart(value as object, [key], undefined)),
  ];
}

/** Whether a value sets nothing. */
const isUnset = (value: unknown): boolean => [null, "", false, 0].includes(value as null) || isEmpty(value);

/** Values that say the same, for a part of any kind. */
function sames(value: unknown): readonly unknown[] {
  if (value === null || value === "" || value === false || value === 0 || isEmpty(value))
    return [null, "", [], {}, undefined];
  if (Array.isArray(value)) return [value.toReversed()];
  return typeof value === "string" && /^[{[]/.test(value) ? rewritten(value) : [];
}

/** The same JSON text with its keys the other way round, and white space. A template is none. */
function rewritten(text: string): readonly string[] {
  const turned = (_: string, value: unknown) =>
    isObject(value) ? Object.fromEntries(Object.entries(value).reverse()) : value;
  try {
    return [JSON.stringify(JSON.parse(text), turned, 2), ` ${text}\n`];
  } catch {
    return [];
  }
}

describe.each(CHANGED)("the real providers' plan of which changed: %s", (changed) => {
  it("means what that of the stand-ins means", async () => {
    await expectReview(changed, recordedPlan(changed));
  });

  it("means the same with and without what it lists that is no drift", () => {
    const plan = planOf(changed);
    const resource_drift = plan.resource_drift?.filter(
      (drift) => !drift.change.after || isReported(plan, drift),
    );
    const without = reviewed({ ...plan, resource_drift: resource_drift ?? [] });
    expect(compareReviews(reviewed(plan), without)).toEqual({ missing: [], unexpected: [] });
    expect(without).toEqual(reviewed(plan));
  });
});

/** The same stands in many plans. */
const DISTINCT = [
  ...new Map(
    CHANGED.flatMap((changed) =>
      listedIn(changed).map((listed) => [JSON.stringify(listed.before), { changed, ...listed }] as const),
    ),
  ).values(),
];

describe.each(DISTINCT)(
  "what is listed as drift of $type in the plan of which changed: $changed",
  ({ before, isReported }) => {
    const parts = partsOf(before);

    it("is reported as soon as any part is really another", () => {
      for (const path of parts) {
        const was = partAt(before, path);
        for (const other of others(was).filter((each) => !(isUnset(was) && isUnset(each))))
          expect(
            isReported(withPart(before, path, other)),
            `${written(path)}: ${JSON.stringify(other)}`,
          ).toBe(true);
      }
    });

    it("is not reported where a part says the same in other words", () => {
      for (const path of parts.filter((each) => !isWithin(each)))
        for (const same of sames(partAt(before, path)))
          expect(isReported(withPart(before, path, same)), `${written(path)}: ${JSON.stringify(same)}`).toBe(
            false,
          );
    });
  },
);

it("there is drift of most types to be tried", () => {
  expect(new Set(DISTINCT.map(({ type }) => type))).toEqual(
    new Set([
      "genesyscloud_auth_role",
      "genesyscloud_integration_action",
      "genesyscloud_oauth_client",
      "vault_mount",
      "vault_policy",
    ]),
  );
});

it("a plan of nothing is let through, and a plan of something means something else than one of nothing", () => {
  const nothing = reviewed(planOf("nothing"));
  expect(verdict(nothing, DEFAULT_STOPS)).toBe(0);
  expect(compareReviews(nothing, reviewed(planOf("nothing")))).toEqual({ missing: [], unexpected: [] });
  for (const changed of CHANGED.filter((each) => each !== "nothing")) {
    const { missing, unexpected } = compareReviews(nothing, reviewed(planOf(changed)));
    expect(missing.length + unexpected.length, changed).toBeGreaterThan(0);
  }
});
