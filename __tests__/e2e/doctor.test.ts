import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SANDBOX_MOUNT, type Sandbox, startSandbox } from "../../packages/sandbox/src";
import { run } from "../../packages/sandbox/src/cdktf";
import { Deployer } from "../../packages/sandbox/src/deploy";
import { GenesysClient } from "../../packages/sandbox/src/genesys-client";
import type { DoctorReport } from "../../src/doctor/report";
import { lacking } from "../prerequisites";
import { ROOT, shown } from "../process";
import { VaultRecorder } from "./vault-recorder";
import { whichProviders } from "./which-providers";

/*
 * The doctor after real deploys: real Terraform, a real Vault, Genesys Cloud is the stand-in. One
 * environment is broken and mended again, because a deploy takes its time.
 */

const SECRET = `${SANDBOX_MOUNT}/data/sandbox/external-contacts`;
const READER = "sandbox-external-contacts-reader";
const OWNED = "scopelock sandbox external-contacts";

let sandbox: Sandbox;
let deployer: Deployer;
let vault: VaultRecorder;
let genesys: GenesysClient;
let reader: string;
/** All that the doctor has printed. */
let printed = "";

beforeAll(async () => {
  if (lacking.length > 0) return;
  sandbox = await startSandbox({ providers: whichProviders() });
  deployer = new Deployer(sandbox, new AbortController().signal);
  vault = await VaultRecorder.start(sandbox.vault);
  genesys = new GenesysClient(sandbox.genesys);
  await deploy();
  reader = await vault.token(READER);
});
afterAll(async () => {
  vault?.close();
  await sandbox?.close();
});

async function deploy(): Promise<void> {
  const { code, output } = await deployer.deploy();
  expect(code, shown(output)).toBe(0);
}

function rotateTo(live: number[], current: number): void {
  const file = join(sandbox.directory, "environments/sandbox.json");
  const environment = JSON.parse(readFileSync(file, "utf8"));
  writeFileSync(file, JSON.stringify({ ...environment, rotation: { live, current } }));
}

/** `scopelock doctor`, as the reader of the secret and with the deployer's client, unless told otherwise. */
async function doctor(change: Record<string, string> = {}) {
  const args = ["doctor", "sandbox", "--output", deployer.outdir, "--format", "json", "--wait", "0"];
  const { code, stdout, output } = await run(
    process.execPath,
    ["--import", "tsx", "src/cli/main.ts", ...args],
    {
      env: { ...sandbox.env, VAULT_TOKEN: reader, ...change },
      cwd: ROOT,
      signal: new AbortController().signal,
    },
  );
  printed += output;
  expect(stdout, shown(output)).toMatch(/^\{/);
  const report = JSON.parse(stdout) as DoctorReport;
  return { code, report, found: report.findings.map(({ severity, id }) => `${severity} ${id}`) };
}

const withoutOperator = {
  GENESYSCLOUD_OAUTHCLIENT_ID: "",
  GENESYSCLOUD_OAUTHCLIENT_SECRET: "",
};

/** What Vault holds; as root. */
async function secret(): Promise<Record<string, string>> {
  const answer = await fetch(`${sandbox.vault.address}/v1/${SECRET}`, {
    headers: { "X-Vault-Token": sandbox.vault.rootToken },
  });
  return ((await answer.json()) as { data: { data: Record<string, string> } }).data.data;
}
const write = async (path: string, data: object) =>
  expect(await vault.status(sandbox.vault.rootToken, "PUT", path, { data })).toBe(200);

describe.skipIf(lacking.length > 0)("scopelock doctor, after a deploy", () => {
  it("proves the whole chain; with the reader's token alone what a reader can see", async () => {
    const whole = await doctor();
    expect(whole).toMatchObject({ code: 0, found: [] });
    expect(whole.report.proofs.map(({ id }) => id)).toEqual(
      expect.arrayContaining(["secret/current", "manifest/content", "client/grants", "integration/bound"]),
    );
    expect(whole.report.proofs.filter(({ id }) => id === "probe/answered")).toHaveLength(2);
    const alone = await doctor(withoutOperator);
    expect(alone).toMatchObject({ code: 0, found: ["note operator/absent"] });
    expect(alone.report.proofs.filter(({ id }) => id === "probe/answered")).toHaveLength(1);
  });

  it("tells a role that was changed, permission by permission, and a manifest that was; a deploy mends both", async () => {
    const role = await genesys.named<{ id: string; name: string }>("/api/v2/authorization/roles", OWNED);
    const permissionPolicies = [{ domain: "routing", entityName: "queue", actionSet: ["view"] }];
    await genesys.call("PUT", `/api/v2/authorization/roles/${role.id}`, { ...role, permissionPolicies });
    const { code, found, report } = await doctor();
    expect(code).toBe(2);
    expect(found).toEqual([
      "error role/permission-missing",
      "error role/permission-extra",
      "error probe/permission",
    ]);
    expect(report.findings[0]?.what).toContain("lacks externalContacts:contact:view");
    expect(report.findings[1]?.what).toContain("grants routing:queue:view");
    expect((await doctor(withoutOperator)).found).toEqual(["error probe/permission", "note operator/absent"]);

    const manifest = `${SECRET}/manifest`;
    await write(manifest, { environment: "sandbox", integration: "external-contacts", generation: 1 });
    // With a token that may read policies; a reader may not read its own one.
    const policy = await vault.status(sandbox.vault.rootToken, "PUT", `sys/policies/acl/${READER}`, {
      policy: `path "${manifest}" {\n  capabilities = ["read"]\n}\n`,
    });
    expect(policy).toBe(204);
    const root = { VAULT_TOKEN: sandbox.vault.rootToken };
    expect((await doctor(root)).found).toEqual(
      expect.arrayContaining(["error manifest/unreadable", "error policy/other"]),
    );
    await deploy();
    expect((await doctor(root)).found).not.toContain("error policy/other");
    expect(await doctor()).toMatchObject({ code: 0, found: [] });
  });

  it.each([
    ["deleted", "DELETE", "data", "manifest/deleted"],
    ["destroyed", "DELETE", "metadata", "manifest/missing"],
  ])("tells a manifest that was %s, and its advice helps", async (_, method, base, id) => {
    const manifest = `${SECRET}/manifest`.replace("/data/", `/${base}/`);
    expect(await vault.status(sandbox.vault.rootToken, method, manifest)).toBe(204);
    const { found, report } = await doctor();
    expect(found).toEqual([`error ${id}`]);
    expect(report.findings[0]?.fix).toMatch(/^Deploy: npx cdktf deploy sandbox\./);
    await deploy();
    expect(await doctor()).toMatchObject({ code: 0, found: [] });
  });

  it("tells a client that was deactivated", async () => {
    const { client_id: id } = await secret();
    const { body } = await genesys.call("GET", `/api/v2/oauth/clients/${id}`);
    const set = (state: string) =>
      genesys.call("PUT", `/api/v2/oauth/clients/${id}`, { ...(body as object), state });
    await set("inactive");
    const { code, found } = await doctor();
    expect(code).toBe(2);
    expect(found).toEqual(["error token/client-inactive", "error client/inactive", "error probe/credential"]);
    await set("active");
    expect(await doctor()).toMatchObject({ code: 0, found: [] });
  });

  it("tells a Vault token without rights from a secret that is not there", async () => {
    const nobody = await vault.token("nobody", 'path "elsewhere" { capabilities = ["read"] }');
    expect(await doctor({ VAULT_TOKEN: nobody })).toMatchObject({
      code: 1,
      found: ["unknown vault/forbidden", "unknown vault/forbidden"],
    });
    expect(await doctor({ VAULT_TOKEN: "hvs.unknown" })).toMatchObject({
      code: 1,
      found: ["unknown vault/bad-token", "unknown vault/bad-token"],
    });
    const root = sandbox.vault.rootToken;
    expect(await vault.status(root, "DELETE", SECRET)).toBe(204);
    expect(await doctor()).toMatchObject({ code: 2, found: ["error secret/deleted"] });
    const undelete = SECRET.replace("/data/", "/undelete/");
    expect(await vault.status(root, "POST", undelete, { versions: [1] })).toBe(204);
    expect(await doctor()).toMatchObject({ code: 0, found: [] });
  });

  it("tells a secret that was regenerated behind Vault's back; the next generation heals it", async () => {
    const { client_id: id } = await secret();
    await genesys.call("POST", `/api/v2/oauth/clients/${id}/secret`);
    const broken = await doctor();
    // The integration goes on with the token that it has.
    expect(broken).toMatchObject({ code: 2, found: ["error token/secret-wrong"] });
    expect(broken.report.findings[0]?.fix).toContain("scopelock rotate sandbox --heal");
    // The file is ahead of what is deployed.
    rotateTo([2], 2);
    const ahead = await doctor();
    expect(ahead.code).toBe(2);
    expect(ahead.found).toEqual(expect.arrayContaining(["error secret/generation", "warning stack/stale"]));
    await deploy();
    expect(await doctor()).toMatchObject({ code: 0, found: [] });
  });

  it("tells an integration that is bound to another credential, and the orphan that it is bound to", async () => {
    const client = await genesys.call("POST", "/api/v2/oauth/clients", {
      name: `${OWNED} g9`,
      authorizedGrantType: "CLIENT-CREDENTIALS",
    });
    const { id: clientId, secret: clientSecret } = client.body as { id: string; secret: string };
    const credential = await genesys.call("POST", "/api/v2/integrations/credentials", {
      name: `${OWNED} g9`,
      type: { name: "pureCloudOAuthClient" },
      credentialFields: { clientId, clientSecret },
    });
    const { id } = await genesys.named<{ id: string; name: string }>(
      "/api/v2/integrations",
      "external-contacts",
    );
    const current = `/api/v2/integrations/${id}/config/current`;
    const { body } = await genesys.call("GET", current);
    const credentials = { pureCloudOAuthClient: { id: (credential.body as { id: string }).id } };
    await genesys.call("PUT", current, { ...(body as object), credentials });
    const { code, found, report } = await doctor();
    expect(code).toBe(2);
    expect(found).toEqual([
      "error integration/credential",
      "error probe/permission",
      "warning client/orphan",
    ]);
    expect(report.findings[2]?.what).toContain(clientId);
    await deploy();
    expect(await doctor()).toMatchObject({ code: 0, found: ["warning client/orphan"] });
  });

  it("has printed no secret, no token and nobody's data in all this", async () => {
    expect(printed.length).toBeGreaterThan(10_000);
    const { clients, tokens } = sandbox.genesys.store;
    const secrets = [...clients.values()].map((client) => client.secret);
    for (const each of [...secrets, ...tokens.keys(), reader, sandbox.vault.rootToken])
      expect(printed.includes(each)).toBe(false);
    expect(printed).not.toContain("Archer");
  });
});
