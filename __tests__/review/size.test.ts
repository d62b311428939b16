import { createColors } from "picocolors";
import { describe, expect, it } from "vitest";
import { planFacts, reviewOf } from "../../src/review";
import { reviewEnvironment } from "../../src/review/findings/review-environment";
import { reviewComment } from "../../src/review/render/comment";
import { COMMENT_LIMIT } from "../../src/review/render/markdown";
import { reviewText } from "../../src/review/render/text";
import { configured, found, rule } from "./edits";
import type { EditablePlan } from "./plans";

/* Plans of a size that no person reads to the end: the comment still has the first screen, and counts the rest. */

const change = (type: string, name: string, after: Record<string, unknown>, index?: number) => ({
  address: `${type}.${name}`,
  mode: "managed",
  type,
  name,
  ...(index !== undefined && { index: String(index) }),
  provider_name: `registry.terraform.io/hashicorp/${type.split("_")[0]}`,
  change: {
    actions: ["create"],
    before: null,
    after,
    after_unknown: {},
    before_sensitive: false,
    after_sensitive: {},
  },
});

/** A plan with so many changes, of which so many are Vault policies that read the secret. */
function large(changes: number, policies: number): EditablePlan {
  const plan = configured("nothing");
  for (let at = 0; at < policies; at += 1) {
    const name = `team-${at}-${"x".repeat(at % 60)}`;
    const text =
      rule("genesys-cloud/data/sandbox/external-contacts", "read") +
      rule(`secret/data/${name}/*`, "read,list");
    plan.resource_changes.push(
      change("vault_policy", `policy_${at}`, { name, namespace: null, policy: text }),
    );
  }
  for (let at = policies; at < changes; at += 1)
    plan.resource_changes.push(change(`aws_iam_user`, `user_${at}`, {}));
  return plan;
}

const reviewed = (plan: EditablePlan) => reviewOf([reviewEnvironment(planFacts(plan), { stack: "sandbox" })]);

describe("the comment of a large plan", () => {
  it.each([
    [5000, 800],
    [5000, 0],
    [800, 800],
    [50, 20],
  ])("of %i changes and %i policies fits, with what, who, where and how much", (changes, policies) => {
    const plan = large(changes, policies);
    found(plan, "genesyscloud_auth_role").change.actions = ["update"];
    const role = found(plan, "genesyscloud_auth_role").change.after;
    const many = Array.from({ length: 40 }, (_, at) => `thing${at}`);
    Object.assign(role ?? {}, {
      permission_policies: [
        ...many.map((entity) => ({
          domain: "routing",
          entity_name: entity,
          action_set: ["view"],
          conditions: [],
        })),
        { domain: "directory", entity_name: "user", action_set: ["delete"], conditions: [] },
      ],
    });
    const began = performance.now();
    const review = reviewed(plan);
    const comment = reviewComment(review);
    expect(performance.now() - began).toBeLessThan(20_000);
    expect(comment.length).toBeLessThanOrEqual(COMMENT_LIMIT);
    const [head = ""] = comment.split("\n### ");
    expect(head).toContain("delete user (directory)");
    expect(head).toMatch(/and look at \d+ other things/);
    expect(head).toContain("**Where:**");
    expect(head).toContain("**To do:**");
    const [environment] = review.environments;
    const unknown = changes - policies;
    if (unknown > 0)
      expect(head).toContain(`${unknown.toLocaleString("en-US")} findings that this review cannot judge`);
    if (policies > 5) expect(head).toContain(`${policies - 5} more Vault policies`);
    expect(environment?.alarms.length).toBeGreaterThanOrEqual(unknown);
    // What a list leaves out, it counts.
    if (changes > 500) expect(comment).toMatch(/and [\d,]+ (rows|lines) more/);
  });

  it("lists everything as text", () => {
    const text = reviewText(reviewed(large(900, 800)), createColors(false));
    for (const at of [0, 799]) expect(text).toContain(`team-${at}-`);
    for (const at of [800, 899]) expect(text).toContain(`aws_iam_user.user_${at}`);
  });
});
