import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { VaultProvider } from "@cdktf/provider-vault/lib/provider";
import { App, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { getExternalContact } from "../../actions/get-external-contact";
import { regionEndpoints } from "../../src/core/request";
import { Generations } from "../../src/core/rotation";
import { GenesyscloudProvider } from "../../src/genesys/bindings/provider";
import { Division } from "../../src/genesys/division";
import { DataActionIntegration } from "../../src/integration/data-action-integration";
import { UserGrant } from "../../src/integration/user-grant";
import { UserGrantClient } from "../../src/integration/user-grant-client";
import { type IVaultMount, VaultMount } from "../../src/vault/mount";
import { VaultReader } from "../../src/vault/reader";
import { refusal } from "../core/errors";

let outdir: string;
let app: App;
beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), "scopelock-names-"));
  app = new App({ outdir });
});
afterEach(() => rmSync(outdir, { recursive: true }));

interface Part {
  readonly environment?: string;
  readonly address?: string;
  readonly namespace?: string;
  readonly mount?: (stack: TerraformStack) => IVaultMount;
  readonly reader?: string;
  readonly readers?: readonly VaultReader[];
  readonly providerLast?: true;
}

const rest = {
  generations: Generations.of({ live: [1], current: 1 }),
  divisions: [Division.withId("d")],
  endpoints: regionEndpoints("eu-west-1"),
} as const;

/** A stack with one integration. */
function stack(name: string, part: Part = {}, ids = ["calls"]): void {
  const { environment = name, address = "https://vault.example.com:8200", namespace, reader } = part;
  const made = new TerraformStack(app, name);
  const provide = () => new VaultProvider(made, "vault", { address, ...(namespace && { namespace }) });
  new GenesyscloudProvider(made, "genesyscloud", { awsRegion: "eu-west-1" });
  if (!part.providerLast) provide();
  const mount = part.mount?.(made) ?? VaultMount.existing("kv");
  for (const id of ids)
    new DataActionIntegration(made, id, {
      environment,
      actions: [getExternalContact],
      ...rest,
      mount,
      ...(part.readers && { readers: part.readers }),
      ...(reader !== undefined && { readers: [VaultReader.policy(reader)] }),
    });
  if (part.providerLast) provide();
}
const managed = (stack: TerraformStack) => new VaultMount(stack, "mount", { path: "kv" });

describe("names that two constructs of an app would write over", () => {
  it.each<[string, Part, Part, string, string]>([
    [
      "an integration of an environment, whatever its stack is called",
      { environment: "dev", reader: "a" },
      { environment: "dev", reader: "b", address: "https://other.example.com" },
      'the integration or client "calls" of the environment "dev"',
      "one/calls and two/calls",
    ],
    [
      "a managed mount",
      { mount: managed },
      { mount: managed },
      'the mount "kv" in https',
      "one/mount and two/mount",
    ],
    [
      "a policy",
      { reader: "crm" },
      { reader: "crm", providerLast: true },
      'the Vault policy "crm" in https',
      "one/readers/policy-crm and two/readers/policy-crm",
    ],
  ])("refuses %s at synth, and names both", (_, one, two, what, where) => {
    stack("one", one);
    stack("two", two);
    const refused = refusal(() => app.synth());
    expect(refused.id).toBe("names/collision");
    expect(refused.what).toContain(`Two constructs make ${what}`);
    expect(refused.where).toBe(where);
  });

  it("refuses a role of an auth method that two stacks make, and an integration that is called like a client", () => {
    const reader = VaultReader.appRole({ name: "crm" });
    stack("one", { environment: "dev", readers: [reader] }, ["calls"]);
    stack("two", { environment: "dev", readers: [reader] }, ["mails"]);
    const refused = refusal(() => app.synth());
    expect(refused.what).toContain('the role "dev-crm" of the auth method "approle" in https');

    const other = new TerraformStack(new App({ outdir }), "other");
    new GenesyscloudProvider(other, "genesyscloud", {});
    new VaultProvider(other, "vault", {});
    const [environment, mount] = ["dev", VaultMount.existing("kv")];
    const shared = { ...rest, environment, mount };
    new DataActionIntegration(other, "calls", { ...shared, actions: [getExternalContact] });
    new UserGrantClient(new Construct(other, "clients"), "calls", {
      environment,
      calls: [getExternalContact],
      grant: UserGrant.code({ redirectUris: ["https://app.example.com/"] }),
    });
    expect(refusal(() => (other.node.root as App).synth()).where).toBe("other/calls and other/clients/calls");
  });

  it("lets two integrations of one stack share a policy: it is made once, and reads both", () => {
    stack("one", { reader: "crm" }, ["calls", "mails"]);
    expect(() => app.synth()).not.toThrow();
  });

  it("lets another Vault or namespace have the same mount and policy", () => {
    stack("one", { mount: managed, reader: "crm" });
    stack("two", { mount: managed, reader: "crm", address: "https://other.example.com" });
    stack("three", { mount: managed, reader: "crm", namespace: "team" });
    expect(() => app.synth()).not.toThrow();
  });

  it("lets two integrations share one mount, and an app be synthesized twice", () => {
    stack("one", { mount: managed }, ["calls", "mails"]);
    app.synth();
    expect(() => app.synth()).not.toThrow();
  });
});
