import { describe, expect, it } from "vitest";
import { Division } from "../../src/genesys/division";
import { DataActionIntegration } from "../../src/integration/data-action-integration";
import { Rules } from "../../src/rules/synth/acknowledge";
import { matchers, synthesize } from "../../src/testing";
import { refusal } from "../core/errors";
import { actionOf, around, TestStack } from "../synth";

expect.extend(matchers);

const because = "its lookups serve every ${division}";
const build = (divisions: [Division] = [Division.all()]) => {
  const stack = new TestStack();
  const integration = new DataActionIntegration(stack, "crm", {
    ...around,
    actions: [actionOf("List queues", "/api/v2/routing/queues")],
    divisions,
  });
  return { stack, integration };
};

describe("what is acknowledged", () => {
  it("is not said again, and stands in the output and the metadata with its reason", () => {
    const { stack, integration } = build();
    Rules.acknowledge(integration, "SL004", { because });
    const synthesized = synthesize(stack);
    expect(synthesized.warnings).toEqual([]);
    const acknowledged = { rule: "SL004", path: "dev/crm", because };
    expect(synthesized.json["//"]).toMatchObject({ scopelock: { acknowledged: [acknowledged] } });
    // For Terraform, which must not evaluate it.
    expect(synthesized.outputs.acknowledged).toEqual([
      { ...acknowledged, because: "its lookups serve every $${division}" },
    ]);
  });

  it("leaves no trace when there is nothing", () => {
    const synthesized = synthesize(build().stack);
    expect(synthesized).toHaveWarning("SL004");
    expect(synthesized.outputs).not.toHaveProperty("acknowledged");
    expect(JSON.stringify(synthesized.json)).not.toContain("acknowledged");
  });

  it("is sorted, whatever the order", () => {
    const ids = ["SL024", "SL004"];
    const [one, other] = [ids, [...ids].reverse()].map((order) => {
      const { stack, integration } = build();
      for (const id of order) Rules.acknowledge(integration, id, { because });
      return synthesize(stack).json;
    });
    expect(one).toEqual(other);
  });

  it("may be an error where its rule says so", () => {
    const { stack, integration } = build();
    integration.oauthClient.resource.addOverride("expose_client_secret", true);
    expect(synthesize(stack)).toHaveError("SL032");
    Rules.acknowledge(integration.oauthClient, "SL032", { because });
    expect(synthesize(stack).errors).toEqual([]);
  });

  it("is asked to go when its rule says nothing there", () => {
    const { stack, integration } = build([Division.home()]);
    Rules.acknowledge(integration, "SL004", { because });
    expect(synthesize(stack)).toHaveWarning("SL001");
  });
});

describe("to acknowledge is refused", () => {
  const { integration } = build();
  const refused = (id: string, reason = because) =>
    refusal(() => Rules.acknowledge(integration, id, { because: reason }));

  it.each(["SL0004", "sl004", "SL04"])("for %s, which is no rule", (id) => {
    const { id: of, fix } = refused(id);
    expect(of).toBe("rule/unknown");
    expect(fix).toMatch(/^Did you mean "SL\d{3}"\?/);
  });

  it("without a reason", () => {
    expect(refused("SL004", " ")).toMatchObject({ id: "rule/because", where: "dev/crm" });
  });

  it("for what nobody may pass over", () => {
    expect(refused("SL029")).toMatchObject({
      id: "rule/not-acknowledgeable",
      what: expect.stringContaining("SL029"),
    });
  });
});

describe("the warnings", () => {
  it("stand at their construct, once, however often the stack is synthesized", () => {
    const { stack } = build();
    synthesize(stack);
    expect(synthesize(stack).warnings).toEqual([
      { severity: "warning", where: "dev/crm", what: expect.stringMatching(/\[SL004\] \[division\/all\]$/) },
    ]);
  });

  it("name the action that they are about", () => {
    const stack = new TestStack();
    const broad = actionOf("Edges", "/api/v2/telephony/providers/edges/expired");
    new DataActionIntegration(stack, "crm", { ...around, actions: [broad] });
    expect(synthesize(stack).warnings).toMatchObject([
      { where: "dev/crm/action-edges", what: expect.stringMatching(/^"Edges": .*\[SL009\]/) },
    ]);
  });
});
