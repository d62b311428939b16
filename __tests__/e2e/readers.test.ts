import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { SANDBOX_MOUNT, type Sandbox, startSandbox } from "../../packages/sandbox/src";
import { Catalog } from "../../src/core/catalog/catalog";
import { Generations } from "../../src/core/rotation";
import type { IntegrationModel } from "../../src/core/stack/deployment";
import { deployerOf } from "../../src/core/stack/identity";
import { renderPolicy } from "../../src/core/stack/vault-policy";
import { DataActionIntegration } from "../../src/integration/data-action-integration";
import { Rules } from "../../src/rules/synth/acknowledge";
import { VaultMount } from "../../src/vault/mount";
import { VaultReader } from "../../src/vault/reader";
import { needsTerraformAndVault } from "../prerequisites";
import { actionOf } from "../synth";
import { SandboxStack } from "./terraform-stack";
import { whichProviders } from "./which-providers";

/* A reader that the stack owns, in a real Vault: it logs in, reads what names it, and nothing else. */

let sandbox: Sandbox;
beforeEach(async (context) => {
  needsTerraformAndVault(context);
  sandbox = await startSandbox({ providers: whichProviders() });
});
afterEach(() => sandbox?.close());

async function ask(method: string, path: string, token = sandbox.vault.rootToken, body?: object) {
  const answer = await fetch(`${sandbox.vault.address}/v1/${path}`, {
    method,
    headers: { "X-Vault-Token": token },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, body: text === "" ? {} : JSON.parse(text) };
}

const ROLE = "auth/approle/role/sandbox-crm-sync";

async function logIn(): Promise<string> {
  const { body: id } = await ask("GET", `${ROLE}/role-id`);
  const { body: secret } = await ask("POST", `${ROLE}/secret-id`);
  const { status, body } = await ask("POST", "auth/approle/login", "", {
    role_id: id.data.role_id,
    secret_id: secret.data.secret_id,
  });
  expect(status, JSON.stringify(body.errors)).toBe(200);
  expect(body.lease_duration ?? body.auth.lease_duration).toBeLessThanOrEqual(600);
  return body.auth.client_token;
}

/** Of whoever deploys, with what is derived for him, and not even Vault's default policy. */
const DEPLOYER = "sandbox-deployer-token";

async function letIn(integrations: readonly IntegrationModel[]): Promise<void> {
  const policy = renderPolicy(deployerOf({ integrations }, Catalog.load()).vault);
  const root = sandbox.vault.rootToken;
  expect((await ask("PUT", "sys/policies/acl/deployer", root, { policy })).status).toBe(204);
  const body = { id: DEPLOYER, policies: ["deployer"], no_default_policy: true };
  expect((await ask("POST", "auth/token/create", root, body)).status).toBe(200);
}

/** Two integrations that it reads, and one that it does not. */
async function synth(stack: SandboxStack, cidrs: readonly string[]): Promise<readonly IntegrationModel[]> {
  const deployed: IntegrationModel[] = [];
  await stack.synth(({ stack: scope, around }) => {
    scope.addOverride("provider.vault.0.token", DEPLOYER);
    Rules.acknowledge(scope, "SL042", { because: "a token of this test, in a Vault of its own" });
    const mount = new VaultMount(scope, "mount", { path: SANDBOX_MOUNT, maxVersions: 2 });
    const crm = VaultReader.appRole({ name: "crm-sync", tokenTtlSeconds: 600, secretIdUses: 3, cidrs });
    for (const [id, readers] of [
      ["queues", [crm]],
      ["roles", [crm]],
      ["other", []],
    ] as const)
      deployed.push(
        new DataActionIntegration(scope, id, {
          ...around,
          generations: Generations.of({ live: [1], current: 1 }),
          mount,
          actions: [actionOf("List queues", "/api/v2/routing/queues")],
          readers,
        }).model,
      );
  });
  return deployed;
}

describe("a reader with AppRole", () => {
  it("reads exactly the secrets that name it; the plan after is empty, and no secret id is in the state", async () => {
    expect((await ask("POST", "sys/auth/approle", undefined, { type: "approle" })).status).toBe(204);
    const stack = new SandboxStack(sandbox);
    await letIn(await synth(stack, ["127.0.0.1/32", "10.0.0.0/8", "fd00::1/128", "fd00:1::/32"]));
    await stack.deploy();
    expect(await stack.plan()).toEqual([]);

    const token = await logIn();
    for (const id of ["queues", "roles"])
      for (const entry of [id, `${id}/manifest`]) {
        const { status } = await ask("GET", `${SANDBOX_MOUNT}/data/sandbox/${entry}`, token);
        expect(status, entry).toBe(200);
      }
    for (const [method, path] of [
      ["GET", `${SANDBOX_MOUNT}/data/sandbox/other`],
      ["GET", `${SANDBOX_MOUNT}/data/sandbox/other/manifest`],
      ["GET", `${SANDBOX_MOUNT}/metadata/sandbox/queues`],
      ["GET", `${SANDBOX_MOUNT}/subkeys/sandbox/queues`],
      ["LIST", `${SANDBOX_MOUNT}/metadata/sandbox`],
      ["GET", `${SANDBOX_MOUNT}/config`],
      ["PUT", `${SANDBOX_MOUNT}/data/sandbox/queues`],
      ["DELETE", `${SANDBOX_MOUNT}/data/sandbox/queues`],
      ["GET", ROLE],
      ["POST", `${ROLE}/secret-id`],
      ["GET", "sys/policies/acl/sandbox-queues-reader"],
    ] as const)
      expect(
        (await ask(method, path, token, method === "PUT" ? { data: {} } : undefined)).status,
        `${method} ${path}`,
      ).toBe(403);

    const state = await stack.terraform("state", "pull");
    expect(state.stdout).toContain('"role_name": "sandbox-crm-sync"');
    expect(state.stdout).not.toMatch(/"secret_id":/);

    // From another network nobody logs in, and the token is no use either.
    await synth(stack, ["10.0.0.0/8"]);
    await stack.deploy();
    await expect(logIn()).rejects.toThrow();
    await stack.destroy();
    expect((await ask("GET", ROLE)).status).toBe(404);
  });
});
