import { describe, expect, it } from "vitest";
import { planFacts } from "../../src/review";
import { refusal } from "../core/errors";
import { changeOf, declaredInState, RECORDED, recorded, review } from "./plans";

describe("a plan that cannot be reviewed is refused", () => {
  it.each([
    ["a text", "plan", "plan/not-a-plan"],
    ["nothing", null, "plan/not-a-plan"],
    ["a list", [], "plan/not-a-plan"],
    ["a state", { format_version: "1.0", terraform_version: "1.11.4", values: {} }, "plan/not-a-plan"],
    ["a plan of version 2", { format_version: "2.0", planned_values: {} }, "plan/version"],
    ["a plan of no version", { format_version: "new", planned_values: {} }, "plan/version"],
    ["changes that are no list", { format_version: "1.2", resource_changes: {} }, "plan/malformed"],
    ["a change of nothing", { format_version: "1.2", resource_changes: [{}] }, "plan/malformed"],
    [
      "drift that is no list",
      { format_version: "1.2", planned_values: {}, resource_drift: "x" },
      "plan/malformed",
    ],
    ["outputs that are a list", { format_version: "1.2", output_changes: [] }, "plan/malformed"],
    [
      "a check of nothing",
      { format_version: "1.2", planned_values: {}, checks: [{ status: "fail" }] },
      "plan/malformed",
    ],
  ])("%s", (_, json, id) => {
    expect(refusal(() => planFacts(json)).id).toBe(id);
  });

  it("an output of another version of scopelock", () => {
    const plan = recorded("rotation");
    for (const output of Object.values(plan.output_changes)) output.after.scopelock = 2;
    expect(refusal(() => planFacts(plan)).id).toBe("plan/output");
  });

  it.each<[string, string, object]>([
    ["a text for what was", "genesyscloud_auth_role", { before: "x" }],
    ["a list for what will be", "genesyscloud_oauth_client", { after: [] }],
    ["a number for what will be", "vault_policy", { after: 0 }],
    ["nothing that stays as it is", "genesyscloud_auth_role", { actions: ["no-op"], before: null }],
    ["nothing that is updated", "genesyscloud_integration", { actions: ["update"], after: null }],
    ["nothing that is made", "genesyscloud_integration", { actions: ["create"], after: null }],
    ["nothing that is made again", "vault_policy", { actions: ["delete", "create"], after: null }],
    ["nothing that is destroyed", "vault_policy", { actions: ["delete"], before: null }],
  ])("%s", (_, type, edit) => {
    const plan = recorded("rotation");
    Object.assign(changeOf(plan, type, type === "genesyscloud_oauth_client" ? "2" : undefined).change, edit);
    expect(refusal(() => planFacts(plan)).id).toBe("plan/malformed");
  });

  it("one that is nested too deep", () => {
    const plan = recorded("rotation");
    let deep: unknown = {};
    for (let level = 0; level < 100_000; level += 1) deep = [deep];
    changeOf(plan, "genesyscloud_auth_role").change.after_unknown = { permissions: deep };
    expect(refusal(() => planFacts(plan)).id).toBe("plan/malformed");
  });
});

it("a plan of nothing holds nothing", () => {
  const { digests, isEndpoint, ...facts } = planFacts({ format_version: "1.99", planned_values: {} });
  expect(digests()).toMatchObject({ instances: [], places: [], outputs: [] });
  expect(isEndpoint("https://api.mypurecloud.de")).toBe(true);
  expect(facts).toEqual({
    engine: undefined,
    incomplete: undefined,
    integrations: [],
    resources: [],
    drift: [],
    others: [],
    readings: [],
    kept: [],
    failed: [],
    acknowledged: { before: [], after: [] },
    outputs: [],
    invocations: [],
    unknownParts: 0,
    commands: [],
    providers: [],
    foreignTypes: [],
    standing: new Set(),
  });
});

describe.each(RECORDED)("what the integrations of the plan %s declare", (name) => {
  // The hashes are of the plan itself.
  const withoutHashes = (plan: unknown) => ({ ...review(plan), digests: undefined, salt: undefined });

  it("is read from values of the state as from outputs", () => {
    const moved = declaredInState(recorded(name));
    expect(Object.keys(moved.output_changes).join()).not.toContain("permissions");
    expect(withoutHashes(moved)).toEqual(withoutHashes(recorded(name)));
  });

  it("is one integration while the output goes and the value comes", () => {
    const { integrations, alarms, power } = review(declaredInState(recorded(name), ["after"]));
    expect({ integrations, alarms, power }).toMatchObject({
      integrations: review(recorded(name)).integrations,
      alarms: review(recorded(name)).alarms,
      power: review(recorded(name)).power,
    });
  });
});

it("a declaration that becomes sensitive is not read, and that it is lost is an alarm", () => {
  const plan = declaredInState(recorded("rotation"));
  const change = plan.resource_changes.at(-1)?.change;
  if (change) change.after_sensitive = { input: { actions: [true] } };
  expect(JSON.stringify(review(plan))).toContain("output/lost");
});
