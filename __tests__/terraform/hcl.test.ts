import { App, TerraformStack } from "cdktf";
import { afterEach, describe, expect, it, vi } from "vitest";
import { DataActionIntegration } from "../../src/integration/data-action-integration";
import { UserGrant } from "../../src/integration/user-grant";
import { UserGrantClient } from "../../src/integration/user-grant-client";
import { refusal } from "../core/errors";
import { actionOf, around, TestStack } from "../synth";

afterEach(() => {
  vi.unstubAllEnvs();
});

const actions = [actionOf("Queues", "/api/v2/routing/queues")] as const;
const integration = (scope: TerraformStack) =>
  new DataActionIntegration(scope, "crm", { ...around, actions });
const client = (scope: TerraformStack) =>
  new UserGrantClient(scope, "desktop", {
    environment: "dev",
    calls: actions,
    grant: UserGrant.code({ redirectUris: ["https://app.example.com/callback"] }),
  });

describe("a synth that writes HCL", () => {
  const asked = [
    ["--hcl", () => vi.stubEnv("SYNTH_HCL_OUTPUT", "true")],
    // Which stacks take for true, and the app does not.
    ["SYNTH_HCL_OUTPUT=1", () => vi.stubEnv("SYNTH_HCL_OUTPUT", "1")],
  ] as const;

  it.each(asked)("is refused before anything is written: %s", (_, ask) => {
    ask();
    for (const [declare, id] of [
      [integration, "crm"],
      [client, "desktop"],
    ] as const)
      expect(refusal(() => declare(new TestStack()))).toMatchObject({
        id: "synth/hcl",
        where: expect.stringMatching(new RegExp(`(^|/)${id}$`)),
        fix: expect.stringContaining("--hcl"),
      });
  });

  it("is refused of an app that asks for it", () => {
    const stack = new TerraformStack(new App({ hclOutput: true }), "dev");
    expect(refusal(() => integration(stack))).toMatchObject({ id: "synth/hcl", where: "dev/crm" });
  });

  it.each(["false", "0", ""])("is none with SYNTH_HCL_OUTPUT=%s", (value) => {
    vi.stubEnv("SYNTH_HCL_OUTPUT", value);
    expect(() => integration(new TestStack())).not.toThrow();
  });
});
