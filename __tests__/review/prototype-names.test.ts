import { describe, expect, it } from "vitest";
import { planFacts, reviewOf } from "../../src/review";
import { reviewEnvironment } from "../../src/review/findings/review-environment";
import { configured, type Edit, more, policy, rule } from "./edits";

/** What each object of JavaScript has. A plan may use any of them as a name. */
const NAMES = ["constructor", "__proto__", "toString", "hasOwnProperty", "valueOf"];

const reviewed = (edit: Edit) => {
  const plan = configured("nothing");
  edit(plan);
  return reviewEnvironment(planFacts(plan), { stack: "sandbox" });
};

describe.each(NAMES)("the name %s in a plan", (name) => {
  it.each<[string, Edit]>([
    ["a resource type", more(name, { name })],
    ["a Vault policy's level", policy(`path "kv/data/x" {\n  policy = "${name}"\n}\n`)],
    ["a Vault policy's capability", policy(rule("kv/data/x", name))],
    [
      "a permission",
      more("genesyscloud_auth_role", {
        name: "x",
        permission_policies: [{ domain: name, entity_name: name, action_set: [name] }],
      }),
    ],
  ])("is a name like others as %s", (_, edit) => {
    expect(() => reviewOf([reviewed(edit)])).not.toThrow();
    const { alarms, power } = reviewed(edit);
    expect([...alarms, ...power]).not.toEqual([]);
  });

  it("is no known type, and no known action", () => {
    expect(reviewed(more(name, { name })).alarms.map(({ id }) => id)).toContain("resource/may-grant");
  });
});
