import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import type { Sandbox } from "../../packages/sandbox/src";
import { cdktf } from "../../packages/sandbox/src/cdktf";
import { GenesysClient } from "../../packages/sandbox/src/genesys-client";
import { startProviders } from "../../packages/sandbox/src/providers";
import { type Permission, roleGrant } from "../../src/core/permission/permission";
import { CHECKOUT_APP, shown, start } from "../process";
import type { VaultRecorder } from "./vault-recorder";

/** What `scopelock identities --format json` says of one identity. */
export interface Told {
  readonly permissions: readonly Permission[];
  readonly vault: string;
}

/** What the command says of a sandbox, after a synth. */
export async function derivedIdentities(sandbox: Sandbox): Promise<{ planner: Told; deployer: Told }> {
  const outdir = join(sandbox.directory, "cdktf.out");
  const signal = new AbortController().signal;
  const synth = await cdktf(CHECKOUT_APP, ["synth"], outdir, { env: sandbox.env, signal });
  expect(synth.code, shown(synth.output)).toBe(0);
  const command = start(
    "src/cli/main.ts",
    ["identities", "sandbox", "--format", "json", "--output", outdir],
    {},
  );
  expect(await command.ended, shown(command.output())).toBe(0);
  return JSON.parse(command.output());
}

/** Somebody with an OAuth client and a Vault token that are his alone, and hold what he was told. */
export class Person {
  private constructor(
    readonly client: { readonly clientId: string; readonly clientSecret: string },
    readonly token: string,
    /** What cdktf and Terraform run with, so that they are him. */
    readonly env: Readonly<Record<string, string>>,
    /** Ends his providers. */
    readonly close: () => void,
  ) {}

  static async of(
    sandbox: Sandbox,
    vault: VaultRecorder,
    name: string,
    { permissions, vault: policy }: Told,
  ): Promise<Person> {
    const [client, token] = [await clientOf(sandbox, name, permissions), await vault.token(name, policy)];
    const credentials = {
      ...sandbox.env,
      VAULT_TOKEN: token,
      GENESYSCLOUD_OAUTHCLIENT_ID: client.clientId,
      GENESYSCLOUD_OAUTHCLIENT_SECRET: client.clientSecret,
    };
    // Real providers take who they are from Terraform's environment.
    if (sandbox.providers === "real") return new Person(client, token, credentials, () => {});
    const sockets = join(sandbox.directory, `sockets-${name}`);
    mkdirSync(sockets);
    const cwd = join(sandbox.directory, "cdktf.out/stacks/sandbox");
    const providers = await startProviders({ sockets, env: credentials, cwd });
    const env = { ...credentials, TF_REATTACH_PROVIDERS: providers.reattach };
    return new Person(client, token, env, providers.close);
  }
}

/** An OAuth client that holds these permissions, in the home division. */
async function clientOf(sandbox: Sandbox, name: string, permissions: readonly Permission[]) {
  const genesys = new GenesysClient(sandbox.genesys);
  const { policies, general } = roleGrant(permissions);
  const role = await genesys.call("POST", "/api/v2/authorization/roles", {
    name,
    permissions: general,
    permissionPolicies: policies.map(({ domain, entity, actions }) => ({
      domain,
      entityName: entity,
      actionSet: actions,
    })),
  });
  const roleId = (role.body as { id: string }).id;
  const client = await genesys.call("POST", "/api/v2/oauth/clients", {
    name,
    authorizedGrantType: "CLIENT-CREDENTIALS",
    roleDivisions: [{ roleId, divisionId: sandbox.genesys.store.home.id }],
  });
  const { id, secret } = client.body as { id: string; secret: string };
  return { clientId: id, clientSecret: secret };
}
