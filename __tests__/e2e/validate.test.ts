import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { App } from "cdktf";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { CustomerServiceStack } from "../../examples/customer-service/stack";
import { run } from "../../packages/sandbox/src/cdktf";
import { type AttachedProviders, startProviders } from "../../packages/sandbox/src/providers";
import { Rotation } from "../../src/core/rotation";
import type { Environment } from "../../src/environment/environment";
import { loadEnvironment } from "../../src/environment/load";
import { terraformBinary } from "../../src/process/terraform-binary";
import { ExternalContactsStack } from "../../stacks/external-contacts-stack";
import { EverythingStack } from "../everything-stack";
import { needsTerraformAndVault } from "../prerequisites";
import { ROOT, shown, temporaryDirectory } from "../process";
import { whichProviders } from "./which-providers";

/*
 * `terraform validate` of what is synthesized, against the schemas of the real providers: the recorded ones, which the stand-ins
 * serve, or their own. No API is asked.
 */

let temporary: ReturnType<typeof temporaryDirectory>;
let providers: AttachedProviders | undefined;
beforeAll(async () => {
  temporary = temporaryDirectory();
  if (whichProviders() === "real") return;
  providers = await startProviders({ sockets: temporary.path, env: {}, cwd: temporary.path });
});
beforeEach(needsTerraformAndVault);
afterAll(() => {
  providers?.close();
  temporary?.remove();
});

interface Verdict {
  readonly valid: boolean;
  readonly diagnostics: readonly { readonly summary: string; readonly detail: string }[];
}

/** Validates the stack that is built into an app, or a text in place of what was synthesized. */
async function validate(
  name: string,
  build: (app: App) => void,
  change = (text: string) => text,
): Promise<Verdict> {
  const outdir = join(temporary.path, name);
  mkdirSync(outdir);
  const app = new App({ outdir });
  build(app);
  app.synth();
  const [stack = ""] = app.node.children.map(({ node }) => node.id);
  const cwd = join(outdir, "stacks", stack);
  const file = join(cwd, "cdk.tf.json");
  writeFileSync(file, change(readFileSync(file, "utf8")));
  const env = {
    ...(process.env as Record<string, string>),
    ...(providers && { TF_REATTACH_PROVIDERS: providers.reattach }),
  };
  const options = { cwd, env, signal: new AbortController().signal };
  const init = await run(terraformBinary(), ["init", "-backend=false", "-input=false", "-no-color"], options);
  expect(init.code, shown(init.output)).toBe(0);
  return JSON.parse((await run(terraformBinary(), ["validate", "-json"], options)).stdout);
}

const VALID = { valid: true, diagnostics: [] };
const backends: readonly Environment["backend"][] = [
  { type: "s3", bucket: "b", key: "k", region: "eu-west-1", encrypt: true, useLockfile: true },
  { type: "gcs", bucket: "b", prefix: "p" },
  { type: "azurerm", storageAccountName: "a", containerName: "c", key: "k" },
];
describe("terraform validate", () => {
  const dev = loadEnvironment(join(ROOT, "environments/dev.json"));

  it("accepts the stack of dev", async () => {
    expect(await validate("dev", (app) => new ExternalContactsStack(app, dev))).toMatchObject(VALID);
  });

  it.each(backends)(
    "accepts it with a gateway, a mount of somebody else's and the backend $type",
    async (backend) => {
      const mount = { path: "kv", managed: false };
      const gateway = { protocol: "https", host: "gateway.example.com", port: 8443 } as const;
      const environment = { ...dev, backend, genesys: { gateway }, vault: { ...dev.vault, mount } };
      const verdict = await validate(backend.type, (app) => new ExternalContactsStack(app, environment));
      expect(verdict).toMatchObject(VALID);
    },
  );

  it("accepts the example of customer service", async () => {
    const rotation = Rotation.of({ live: [3, 4], current: 4 });
    const verdict = await validate(
      "example",
      (app) => new CustomerServiceStack(app, "prod", "eu-west-1", rotation),
    );
    expect(verdict).toMatchObject(VALID);
  });

  it("accepts all that can be declared, and what the escape hatches add", async () => {
    expect(await validate("everything", (app) => new EverythingStack(app))).toMatchObject(VALID);
  });

  it("would complain: of an attribute that is none, and of an object that is not there", async () => {
    const build = (app: App) => new ExternalContactsStack(app, dev);
    const attribute = await validate("attribute", build, (text) =>
      text.replace('"disable_read"', '"disable_reads"'),
    );
    expect(attribute.valid).toBe(false);
    expect(JSON.stringify(attribute.diagnostics)).toContain("disable_reads");
    const reference = await validate("reference", build, (text) =>
      text.replaceAll("${genesyscloud_auth_role.", "${genesyscloud_auth_role.x"),
    );
    expect(JSON.stringify(reference.diagnostics)).toContain("Reference to undeclared resource");
  });
});
