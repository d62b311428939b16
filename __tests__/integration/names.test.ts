import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { VaultProvider } from "@cdktf/provider-vault/lib/provider";
import { App, TerraformStack } from "cdktf";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { getExternalContact } from "../../actions/get-external-contact";
import { Generations, regionEndpoints } from "../../src/core";
import { GenesyscloudProvider } from "../../src/genesys/bindings/provider";
import { Division } from "../../src/genesys/division";
import { DataActionIntegration } from "../../src/integration/data-action-integration";
import { type IVaultMount, VaultMount } from "../../src/vault/mount";
import { VaultReader } from "../../src/vault/reader-policy";
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
  readonly providerLast?: true;
}

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
      generations: Generations.of({ live: [1], current: 1 }),
      division: Division.withId("d"),
      mount,
      endpoints: regionEndpoints("eu-west-1"),
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
      'the integration "calls" of the environment "dev"',
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
      "one/calls/reader-crm and two/calls/reader-crm",
    ],
  ])("refuses %s at synth, and names both", (_, one, two, what, where) => {
    stack("one", one);
    stack("two", two);
    const refused = refusal(() => app.synth());
    expect(refused.id).toBe("names/collision");
    expect(refused.what).toContain(`Two constructs make ${what}`);
    expect(refused.where).toBe(where);
  });

  it("refuses one policy of two integrations in one stack", () => {
    stack("one", { reader: "crm" }, ["calls", "mails"]);
    expect(refusal(() => app.synth()).where).toBe("one/calls/reader-crm and one/mails/reader-crm");
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
