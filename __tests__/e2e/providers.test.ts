import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../../packages/sandbox/src";
import { type Ran, run } from "../../packages/sandbox/src/cdktf";
import { GenesysClient } from "../../packages/sandbox/src/genesys-client";
import { searchFiles } from "../../packages/sandbox/src/secret-search";
import { terraformBinary } from "../../src/process/terraform-binary";
import { needsTerraformAndVault } from "../prerequisites";
import { shown } from "../process";
import { whichProviders } from "./which-providers";

/*
 * The providers under real Terraform: their everyday behaviour, and the traps of the real ones that the stand-ins keep. What only
 * stand-ins do is tried on stand-ins only.
 */

let sandbox: Sandbox;
let directory: string;
beforeEach(async (context) => {
  needsTerraformAndVault(context);
  sandbox = await startSandbox({ providers: whichProviders() });
  directory = join(sandbox.directory, "plain");
  mkdirSync(directory);
});
afterEach(() => sandbox?.close());

type Config = Record<string, unknown>;

/** Writes a configuration with both providers. */
function configure(config: Config): void {
  const url = new URL(sandbox.genesys.url);
  const gateway = { host: url.hostname, port: url.port, protocol: "http" };
  const whole = {
    terraform: {
      required_providers: {
        vault: { source: "hashicorp/vault" },
        genesyscloud: { source: "mypurecloud/genesyscloud" },
      },
    },
    provider: { vault: { skip_child_token: false }, genesyscloud: { gateway } },
    ...config,
  };
  writeFileSync(join(directory, "main.tf.json"), JSON.stringify(whole));
}
/** Runs Terraform; initializes first, once: real providers have to be installed. */
async function terraform(...args: string[]): Promise<Ran> {
  const options = { cwd: directory, env: sandbox.env, signal: new AbortController().signal };
  if (!existsSync(join(directory, ".terraform.lock.hcl")) && sandbox.providers === "real") {
    const { code, output } = await run(terraformBinary(), ["init", "-input=false", "-no-color"], options);
    expect(code, shown(output)).toBe(0);
  }
  return run(terraformBinary(), args, options);
}
const succeed = async (...args: string[]): Promise<string> => {
  const { code, output, stdout } = await terraform(...args);
  expect(code, shown(output)).toBe(0);
  return stdout;
};
const apply = () => succeed("apply", "-input=false", "-no-color", "-auto-approve");
/** What the next plan would do, by address; nothing that stays as it is. */
const planned = async (): Promise<Record<string, string>> => {
  await succeed("plan", "-input=false", "-no-color", "-out=plan");
  const plan = JSON.parse(await succeed("show", "-json", "plan")) as {
    resource_changes?: { address: string; change: { actions: string[] } }[];
  };
  return Object.fromEntries(
    (plan.resource_changes ?? [])
      .map(({ address, change }) => [address, change.actions.join()] as const)
      .filter(([, actions]) => actions !== "no-op"),
  );
};
const genesys = (method: string, path: string, body?: unknown) =>
  new GenesysClient(sandbox.genesys).call(method, path, body);
const state = (address: string): Record<string, unknown> => {
  const file = JSON.parse(readFileSync(join(directory, "terraform.tfstate"), "utf8")) as {
    resources: { type: string; name: string; instances: { attributes: Record<string, unknown> }[] }[];
  };
  const found = file.resources.find(({ type, name }) => `${type}.${name}` === address);
  return found?.instances[0]?.attributes ?? {};
};

const role = (actions: string[]) => ({
  name: "r",
  permission_policies: [
    { domain: "routing", entity_name: "queue", action_set: actions },
    { domain: "externalContacts", entity_name: "contact", action_set: ["view"] },
  ],
});
const client = (more: Config = {}) => ({
  name: "c",
  authorized_grant_type: "CLIENT-CREDENTIALS",
  integration_credential_name: "c",
  roles: [{ role_id: "${genesyscloud_auth_role.r.id}" }],
  ...more,
});
const action = (more: Config = {}) => ({
  name: "a",
  category: "k",
  integration_id: "${genesyscloud_integration.i.id}",
  contract_input: JSON.stringify({ type: "object", properties: { id: { type: "string" } } }),
  contract_output: JSON.stringify({ type: "object" }),
  config_request: [{ request_type: "GET", request_url_template: "/api/v2/users/$${input.id}" }],
  config_response: [{ success_template: "$${rawResult}" }],
  ...more,
});
const integration = {
  integration_type: "purecloud-data-actions",
  intended_state: "ENABLED",
  config: [
    {
      name: "i",
      credentials: { pureCloudOAuthClient: "${genesyscloud_oauth_client.c.integration_credential_id}" },
    },
  ],
};
const all = (change: { role?: Config; client?: Config; action?: Config } = {}) =>
  configure({
    resource: {
      genesyscloud_auth_role: { r: change.role ?? role(["view", "edit"]) },
      genesyscloud_oauth_client: { c: client(change.client) },
      genesyscloud_integration: { i: integration },
      genesyscloud_integration_action: { a: action(change.action) },
      vault_mount: { m: { path: "kv", type: "kv", options: { version: "2" } } },
      vault_kv_secret_v2: { s: { mount: "${vault_mount.m.path}", name: "s", data_json: '{"b":1,"a":"x"}' } },
      vault_policy: { p: { name: "p", policy: 'path "kv/data/s" {\n  capabilities = ["read"]\n}\n' } },
    },
  });

describe("everyday", () => {
  it("creates, finds no change, updates in place, replaces, imports, destroys", async () => {
    const roles = sandbox.genesys.store.roles.size;
    all();
    await apply();
    expect(await planned()).toEqual({});
    // The home division stands in for the one that was not given, as the real provider has it.
    const home = await genesys("GET", "/api/v2/authorization/divisions/home");
    expect(state("genesyscloud_oauth_client.c").roles).toEqual([
      { role_id: state("genesyscloud_auth_role.r").id, division_id: (home.body as { id: string }).id },
    ]);

    // The order of a set is no change; a contract in another form is none.
    all({
      role: role(["edit", "view"]),
      action: { contract_input: '{ "properties": { "id": { "type": "string" } }, "type": "object" }' },
    });
    expect(await planned()).toEqual({});

    all({ role: role(["view"]), action: { category: "other" } });
    expect(await planned()).toEqual({
      "genesyscloud_auth_role.r": "update",
      "genesyscloud_integration_action.a": "update",
    });
    await apply();
    expect(await planned()).toEqual({});

    all({ role: role(["view"]), action: { category: "other", contract_output: '{"type":"array"}' } });
    expect(await planned()).toEqual({ "genesyscloud_integration_action.a": "delete,create" });
    await apply();

    const { id } = state("genesyscloud_auth_role.r");
    await succeed("state", "rm", "genesyscloud_auth_role.r");
    await succeed("import", "-input=false", "-no-color", "genesyscloud_auth_role.r", String(id));
    expect(await planned()).toEqual({});

    await succeed("destroy", "-input=false", "-no-color", "-auto-approve");
    expect(sandbox.genesys.store.roles.size).toBe(roles);
    expect(sandbox.genesys.store.clients.size).toBe(1);
    expect(sandbox.genesys.store.credentials.size).toBe(0);
    expect(sandbox.genesys.store.actions.size).toBe(0);
  });

  it("answers for as long as an apply takes", async () => {
    const policy = 'path "kv/data/s" {\n  capabilities = ["read"]\n}\n';
    configure({
      resource: {
        // Longer than the second after which Terraform looks whether an attached provider lives.
        terraform_data: { wait: { provisioner: [{ "local-exec": { command: "sleep 2" } }] } },
        vault_policy: {
          early: { name: "early", policy },
          late: { name: "late", policy, depends_on: ["terraform_data.wait"] },
        },
      },
    });
    await apply();
    expect(await planned()).toEqual({});
  });

  it("shows what was changed or removed behind its back", async () => {
    all();
    await apply();
    const { id } = state("genesyscloud_auth_role.r");
    await genesys("PUT", `/api/v2/authorization/roles/${id}`, { name: "r", permissionPolicies: null });
    await genesys("DELETE", `/api/v2/integrations/actions/${state("genesyscloud_integration_action.a").id}`);
    expect(await planned()).toEqual({
      "genesyscloud_auth_role.r": "update",
      "genesyscloud_integration_action.a": "create",
    });
  });

  it("refuses bad values before anything is called, and says a 403 with its permission", async () => {
    all({ client: { authorized_grant_type: "CLIENT_CREDENTIALS", access_token_validity_seconds: 5 } });
    const { code, output } = await terraform("plan", "-input=false", "-no-color");
    expect(code).toBe(1);
    expect(output).toContain("expected authorized_grant_type to be one of");
    expect(output).toContain("in the range (300 - 38880000), got 5");

    const deployer = sandbox.genesys.store.clients.get(sandbox.genesys.deployer.clientId);
    if (deployer) deployer.roleDivisions = [];
    all();
    const refused = await terraform("apply", "-input=false", "-no-color", "-auto-approve");
    expect(refused.code).toBe(1);
    expect(refused.output.replace(/[│\s]+/g, " ")).toContain("[authorization:role:add]");
  });
});

if (whichProviders() === "builtin")
  describe("a stand-in", () => {
    it("says what it does not implement", async () => {
      configure({ resource: { vault_quota_rate_limit: { q: { name: "q", rate: 5 } } } });
      const { output } = await terraform("plan", "-input=false", "-no-color");
      expect(output.replace(/[│\s]+/g, " ")).toContain(
        "is not implemented by the sandbox's provider stand-in",
      );
    });

    it("talks to this machine only", async () => {
      configure({
        provider: { vault: { address: "https://vault.example.com" }, genesyscloud: {} },
        data: {
          genesyscloud_auth_division_home: { h: {} },
          vault_kv_secret_subkeys_v2: { s: { mount: "kv", name: "s" } },
        },
      });
      const { code, output } = await terraform("plan", "-input=false", "-no-color");
      expect(code).toBe(1);
      expect(output).toContain('does not talk to "https://vault.example.com"');
      expect(output.replace(/[│\s]+/g, " ")).toContain("does not talk to a region of Genesys Cloud");
    });
  });

describe("the real provider's traps", () => {
  const secretOf = (clientId: unknown) =>
    [...sandbox.genesys.store.credentials.values()].find(
      ({ credentialFields }) => credentialFields.clientId === clientId,
    )?.credentialFields.clientSecret;

  it("an update of a client blanks the secret of its credential", async () => {
    all();
    await apply();
    const { client_id } = state("genesyscloud_oauth_client.c");
    expect(secretOf(client_id)).not.toBe("");
    all({ client: { description: "changed" } });
    await apply();
    expect(secretOf(client_id)).toBe("");
  });

  it("a refused credential is reported as success, with no id", async () => {
    sandbox.genesys.faults.fail({ method: "POST", path: /\/integrations\/credentials$/ }, { status: 400 });
    configure({
      resource: {
        genesyscloud_auth_role: { r: role(["view"]) },
        genesyscloud_oauth_client: { c: client() },
      },
    });
    await apply();
    expect(state("genesyscloud_oauth_client.c").integration_credential_id).toBeNull();
  });

  it("a hand-off directory that cannot be written: the secret lands in the working directory", async () => {
    writeFileSync(join(sandbox.directory, "file"), "");
    const handoff = join(sandbox.directory, "file", "below");
    all({ client: { directory_client_secret: handoff } });
    await apply();
    // A real provider runs where Terraform does, the stand-in where it was started.
    const folder =
      sandbox.providers === "real" ? directory : join(sandbox.directory, "cdktf.out/stacks/sandbox");
    expect(readdirSync(folder)).toContain(state("genesyscloud_oauth_client.c").client_id);
  });

  it("the secret is in the hand-off file, and in no state and no plan", async () => {
    const handoff = join(sandbox.directory, "given");
    mkdirSync(handoff, { mode: 0o700 });
    chmodSync(handoff, 0o700);
    all({ client: { directory_client_secret: handoff } });
    await planned();
    await apply();
    const id = String(state("genesyscloud_oauth_client.c").client_id);
    const secret = readFileSync(join(handoff, id), "utf8");
    expect(secret).toBe(sandbox.genesys.store.clients.get(id)?.secret);
    expect(state("genesyscloud_oauth_client.c").client_secret).toBe("");
    const files = ["terraform.tfstate", "plan"].map((file) => join(directory, file));
    expect(searchFiles([secret], files)).toEqual([]);
  });

  it("a refused write-only update is recorded as written", async () => {
    const secret = (version: number) =>
      configure({
        resource: {
          vault_mount: { m: { path: "kv", type: "kv", options: { version: "2" } } },
          vault_kv_secret_v2: {
            s: {
              mount: "${vault_mount.m.path}",
              name: "s",
              data_json_wo: `{"v":"${version}"}`,
              data_json_wo_version: version,
              disable_read: true,
            },
          },
        },
      });
    secret(1);
    await apply();
    expect(state("vault_kv_secret_v2.s").data_json_wo).toBeNull();
    const headers = { "X-Vault-Token": sandbox.vault.rootToken };
    const metadata = `${sandbox.vault.address}/v1/kv/metadata/s`;
    await fetch(metadata, { method: "POST", headers, body: JSON.stringify({ cas_required: true }) });
    secret(2);
    expect((await terraform("apply", "-input=false", "-no-color", "-auto-approve")).code).toBe(1);
    expect(await planned()).toEqual({});
    const held = await (await fetch(`${sandbox.vault.address}/v1/kv/data/s`, { headers })).json();
    expect(held).toMatchObject({ data: { data: { v: "1" } } });
  });
});
