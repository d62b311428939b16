import { VaultProvider } from "@cdktf/provider-vault/lib/provider";
import { TerraformStack, Testing } from "cdktf";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PROVIDERS } from "../../src/core/terraform/providers/providers";
import { GenesyscloudProvider } from "../../src/genesys/bindings/provider";
import { DataActionIntegration } from "../../src/integration/data-action-integration";
import { Providers } from "../../src/integration/providers";
import { UserGrant } from "../../src/integration/user-grant";
import { UserGrantClient } from "../../src/integration/user-grant-client";
import { VaultReader } from "../../src/vault/reader";
import { refusal } from "../core/errors";
import { temporaryDirectory } from "../process";
import { actionOf, around, TestStack } from "../synth";

let temporary: ReturnType<typeof temporaryDirectory>;
beforeAll(() => {
  temporary = temporaryDirectory();
});
afterAll(() => temporary.remove());

const actions = [actionOf("Queues", "/api/v2/routing/queues")] as const;
const integrate = (scope: TerraformStack) => new DataActionIntegration(scope, "crm", { ...around, actions });
const required = (stack: TerraformStack, validations = true) =>
  JSON.parse(Testing.synth(stack, validations)).terraform.required_providers;
const versions = (stack: TerraformStack) =>
  Object.fromEntries(
    Object.entries(required(stack) as Record<string, { version: string }>).map(([name, { version }]) => [
      name,
      version,
    ]),
  );
const PATH = "terraform.required_providers.vault.version";

describe("a policy of a reader", () => {
  const overwrites = (vault: string | undefined, when: "before" | "after" | "override" = "after") => {
    const stack = new TestStack();
    if (when === "before" && vault !== undefined) Providers.allow(stack, { vault });
    integrate(stack).secret.grantRead(VaultReader.policy("dev-crm-sync"));
    if (when === "after" && vault !== undefined) Providers.allow(stack, { vault });
    if (when === "override") stack.addOverride(PATH, vault);
    const policies = JSON.parse(Testing.synth(stack, false)).resource.vault_policy as Record<string, object>;
    return Object.values(policies).map((policy) =>
      "allow_overwrite" in policy ? policy.allow_overwrite : "not set",
    );
  };

  it.each(["~> 5.10", ">= 5.10.1, < 6", "5.11.0", ">= 5.6, > 5.10.0, < 6"])(
    "never overwrites one of its name where every allowed provider can refuse that: %s",
    (range) => {
      for (const when of ["before", "after", "override"] as const)
        expect(new Set(overwrites(range, when))).toEqual(new Set([false]));
    },
  );

  it.each([undefined, "~> 5.6", ">= 5.6, < 6", "> 5.9.0, < 6", "5.9.0"])(
    "has nothing that an allowed provider does not know: %s",
    (range) => {
      expect(new Set(overwrites(range))).toEqual(new Set(["not set"]));
    },
  );
});

describe("required_providers", () => {
  it("has one exact version of each provider as cdktf writes it", () => {
    const { genesyscloud, vault } = PROVIDERS;
    expect(versions(new TestStack())).toEqual({ genesyscloud: genesyscloud.recorded, vault: vault.recorded });
  });

  it("has the range, and the same source, of providers that the user made, before or after", () => {
    const { genesyscloud, vault } = PROVIDERS;
    const range = {
      genesyscloud: { source: genesyscloud.source, version: genesyscloud.default },
      vault: { source: vault.source, version: vault.default },
    };
    const before = new TestStack();
    integrate(before);
    expect(required(before)).toEqual(range);
    const after = new TerraformStack(Testing.app({ outdir: temporary.path }), "after");
    integrate(after);
    new VaultProvider(after, "vault", { alias: "eu" });
    new VaultProvider(after, "vault-us", { alias: "us" });
    new GenesyscloudProvider(after, "genesyscloud", {});
    // Validated or not.
    expect(required(after, false)).toEqual(range);
  });

  it("has nothing of a provider that the stack does not have", () => {
    const stack = new TerraformStack(Testing.app({ outdir: temporary.path }), "widget");
    new GenesyscloudProvider(stack, "genesyscloud", {});
    new UserGrantClient(stack, "widget", {
      environment: "dev",
      calls: actions,
      grant: UserGrant.code({ redirectUris: ["https://app.example.com/callback"] }),
    });
    const { vault = {}, genesyscloud } = required(stack);
    expect(vault).toEqual({});
    expect(genesyscloud.version).toBe(PROVIDERS.genesyscloud.default);
  });

  it("has what the stack allows, whenever it says so, the last one counting", () => {
    const stack = new TestStack();
    Providers.allow(stack, { vault: "~> 5.2" });
    const { node } = integrate(stack);
    Providers.allow(node.scope as TerraformStack, { vault: ">= 5.6, < 6", genesyscloud: undefined });
    expect(versions(stack)).toEqual({ genesyscloud: PROVIDERS.genesyscloud.default, vault: ">= 5.6, < 6" });
    expect(refusal(() => Providers.allow(stack, { vault: "< 6" }))).toMatchObject({
      id: "providers/too-old",
      where: "dev: providers.vault",
    });
    expect(versions(stack).vault).toBe(">= 5.6, < 6");
  });

  it("has only versions that know the region of the provider", () => {
    const inRegion = (genesyscloud?: string) => {
      const stack = new TestStack();
      (stack.node.findChild("genesyscloud") as GenesyscloudProvider).awsRegion = "eusc-de-east-1";
      integrate(stack);
      if (genesyscloud !== undefined) Providers.allow(stack, { genesyscloud });
      return versions(stack).genesyscloud;
    };
    expect(inRegion()).toBe("~> 1.83");
    expect(inRegion("~> 1.84")).toBe("~> 1.84");
    expect(() => inRegion("~> 1.82")).toThrow(
      /do not know the region eusc-de-east-1.*\[providers\/too-old\]/s,
    );
  });

  it.each(["before", "after"])("keeps what somebody overrides %s, and judges it", (when) => {
    const overridden = (text: string) => {
      const stack = new TestStack();
      if (when === "after") integrate(stack);
      stack.addOverride(PATH, text);
      if (when === "before") integrate(stack);
      return stack;
    };
    expect(versions(overridden("5.7.0")).vault).toBe("5.7.0");
    expect(() => versions(overridden("~> 4.0"))).toThrow("[providers/too-old]");
    expect(() => versions(overridden(">= 6"))).toThrow("[providers/unsupported]");
    expect(() => versions(overridden("^5"))).toThrow("[providers/constraint]");
  });
});
