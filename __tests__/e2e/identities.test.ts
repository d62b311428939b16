import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { SANDBOX_MOUNT, type Sandbox, startSandbox } from "../../packages/sandbox/src";
import { cdktf } from "../../packages/sandbox/src/cdktf";
import { Deployer } from "../../packages/sandbox/src/deploy";
import { GenesysClient } from "../../packages/sandbox/src/genesys-client";
import { Catalog } from "../../src/core/catalog/catalog";
import type { Permission } from "../../src/core/permission/permission";
import { meets } from "../../src/core/permission/requirement";
import { needsTerraformAndVault } from "../prerequisites";
import { CHECKOUT_APP, shown } from "../process";
import { derivedIdentities, Person, type Told } from "./person";
import { VaultRecorder, withOneLess } from "./vault-recorder";
import { whichProviders } from "./which-providers";

/* The derived identities: tokens of a real Vault, real Terraform; Genesys Cloud is the stand-in. */

const SECRET = `${SANDBOX_MOUNT}/data/sandbox/external-contacts`;
const MANIFEST = `${SECRET}/manifest`;
const METADATA = SECRET.replace("/data/", "/metadata/");
const READER = "sandbox-external-contacts-reader";
const GRANTED = "externalContacts:contact:view";
const MOUNT = `sys/mounts/${SANDBOX_MOUNT}`;
/** Vault answers whoever may do something in the mount. */
const NEEDS_NO_RULE = /^\/v1\/sys\/internal\/ui\/mounts\//;
const signal = new AbortController().signal;

let sandbox: Sandbox;
let vault: VaultRecorder;
let cleanUp: (() => void)[] = [];
beforeEach(async (context) => {
  needsTerraformAndVault(context);
  sandbox = await startSandbox({ providers: whichProviders() });
  vault = await VaultRecorder.start(sandbox.vault);
  editEnvironment((file) => ({ ...file, vault: { ...file.vault, address: vault.address } }));
});
afterEach(async () => {
  for (const close of cleanUp) close();
  cleanUp = [];
  vault?.close();
  await sandbox?.close();
});

function editEnvironment(edit: (file: { vault: object }) => object): void {
  const path = join(sandbox.directory, "environments/sandbox.json");
  writeFileSync(path, JSON.stringify(edit(JSON.parse(readFileSync(path, "utf8")))));
}
const rotateTo = (live: number[], current: number) =>
  editEnvironment((file) => ({ ...file, rotation: { live, current } }));

/** Terraform, run by somebody with a client and a token that are his alone. */
async function as(name: string, told: Told) {
  const person = await Person.of(sandbox, vault, name, told);
  cleanUp.push(person.close);
  return { ...person, terraform: new Deployer({ ...sandbox, env: person.env }, signal) };
}

async function deploy(terraform: Deployer): Promise<void> {
  const { code, output } = await terraform.deploy();
  expect(code, shown(output)).toBe(0);
}

/** What a client has called in Genesys Cloud, beside its logins. */
const callsOf = ({ clientId }: { clientId: string }) =>
  sandbox.genesys.requests.filter(
    (request) => request.clientId === clientId && request.path !== "/oauth/token",
  );

/** The permissions without which every call of a client would have been answered too. */
function spare(permissions: readonly Permission[], client: { clientId: string }): readonly Permission[] {
  const catalog = Catalog.load();
  return permissions.filter((permission) => {
    const others = new Set(permissions.filter((other) => other !== permission));
    return callsOf(client).every(({ method, path }) => {
      const operation = catalog.match(method, path);
      return operation === undefined || meets(operation.requirement, others);
    });
  });
}

describe("the deployer", () => {
  /** Changes a role, an action and the mount behind Terraform's back. */
  const drift = async () => {
    const genesys = new GenesysClient(sandbox.genesys);
    const roles = "/api/v2/authorization/roles";
    const role = await genesys.named<{ id: string; name: string }>(
      roles,
      "scopelock sandbox external-contacts",
    );
    await genesys.call("PUT", `${roles}/${role.id}`, { ...role, permissionPolicies: [] });
    for (const action of sandbox.genesys.store.actions.values()) action.category = "elsewhere";
    await vault.status(sandbox.vault.rootToken, "POST", `${MOUNT}/tune`, { description: "changed" });
  };

  it("deploys, mends, rotates and destroys with what is derived, and with nothing less", async () => {
    const { deployer: told } = await derivedIdentities(sandbox);
    const permissions = told.permissions.filter((permission) => permission !== GRANTED);
    const lacking = await as("lacking", { ...told, permissions });
    expect((await lacking.terraform.deploy()).code).not.toBe(0);
    const refused = callsOf(lacking.client).filter(({ status }) => status === 403);
    expect(refused).toMatchObject([{ method: "POST", path: "/api/v2/authorization/roles" }]);

    const { terraform, token, client, env } = await as("deployer", told);
    await deploy(terraform);
    await drift();
    rotateTo([1, 2], 2);
    await deploy(terraform);
    expect(await vault.status(token, "GET", SECRET)).toBe(403);
    rotateTo([2], 2);
    await deploy(terraform);
    expect(await terraform.plan()).toEqual([]);
    const destroy = ["destroy", "sandbox", "--skip-provider-lock", "--auto-approve"];
    const destroyed = await cdktf(CHECKOUT_APP, destroy, terraform.outdir, { env, signal });
    expect(destroyed.code, shown(destroyed.output)).toBe(0);

    // The one that is handed on opens no call of Terraform's: what its lack does was seen first.
    expect(callsOf(client).filter(({ status }) => status === 403)).toEqual([]);
    expect(spare(told.permissions, client)).toEqual([GRANTED]);

    // The same requests to Vault, each time from nothing and with one capability less.
    const life = [...vault.asked];
    const replay = async (policy: string) => {
      const without = await vault.refused(life, policy);
      for (const path of [MOUNT, `sys/policies/acl/${READER}`])
        await vault.status(sandbox.vault.rootToken, "DELETE", path);
      return without;
    };
    expect(await replay(told.vault)).toEqual([]);
    const reduced = withOneLess(told.vault);
    expect(reduced.length).toBeGreaterThan(15);
    for (const { lacks, policy } of reduced) expect(await replay(policy), `without ${lacks}`).not.toEqual([]);
  });
});

describe("the planner and the reader", () => {
  it("plans without the secret; reads exactly the secret and its manifest", async () => {
    const { planner: told } = await derivedIdentities(sandbox);
    const { terraform, token, client } = await as("planner", told);
    await deploy(new Deployer(sandbox, signal));
    vault.asked.length = 0;
    expect(await terraform.plan()).toEqual([]);
    rotateTo([1, 2], 2);
    const changes = await terraform.plan();
    expect(changes.map(({ address }) => address)).toContainEqual(
      expect.stringMatching(/oauth_client.*\["2"\]/),
    );
    expect(callsOf(client).filter(({ method, status }) => method !== "GET" || status !== 200)).toEqual([]);
    expect(spare(told.permissions, client)).toEqual([]);
    expect(vault.asked.filter(({ method, status }) => method !== "GET" || status !== 200)).toEqual([]);
    const asked = new Set(
      vault.asked
        .filter(({ path }) => !NEEDS_NO_RULE.test(path))
        .map(({ path }) => `"read" ${path.replace("/v1/", "")}`),
    );
    expect([...asked].sort()).toEqual(
      withOneLess(told.vault)
        .map(({ lacks }) => lacks)
        .sort(),
    );

    const root = sandbox.vault.rootToken;
    expect(await vault.status(root, "GET", SECRET)).toBe(200);
    for (const path of [SECRET, `${SECRET}?version=1`, METADATA])
      expect(await vault.status(token, "GET", path), path).toBe(403);
    for (const path of [SECRET, MANIFEST, `sys/policies/acl/${READER}`])
      expect(await vault.status(token, "PUT", path, {}), path).toBe(403);
    const planner = new GenesysClient({ url: sandbox.genesys.url, deployer: client });
    expect((await planner.call("POST", "/api/v2/oauth/clients", {})).status).toBe(403);

    const reader = await vault.token(READER);
    const sibling = `${SANDBOX_MOUNT}/data/sandbox/sibling`;
    expect(await vault.status(root, "PUT", sibling, { data: { a: "b" } })).toBe(200);
    for (const path of [SECRET, MANIFEST]) expect(await vault.status(reader, "GET", path), path).toBe(200);
    for (const [method, path] of [
      ["GET", sibling],
      ["GET", `${SECRET}/below`],
      ["GET", METADATA],
      ["GET", SECRET.replace("/data/", "/subkeys/")],
      ["GET", `${SANDBOX_MOUNT}/config`],
      ["GET", `sys/policies/acl/${READER}`],
      ["LIST", `${SANDBOX_MOUNT}/metadata/sandbox`],
      ["PUT", SECRET],
      ["DELETE", SECRET],
      ["PUT", MANIFEST],
    ] as const)
      expect(await vault.status(reader, method, path), `${method} ${path}`).toBe(403);
  });
});
