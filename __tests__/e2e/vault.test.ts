import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { startVault, type VaultSandbox } from "../../packages/sandbox/src/vault";
import { needsTerraformAndVault } from "../prerequisites";
import { start, temporaryDirectory } from "../process";
import { whichProviders } from "./which-providers";

let vault: VaultSandbox;
let temporary: ReturnType<typeof temporaryDirectory>;
beforeEach(async (context) => {
  needsTerraformAndVault(context);
  vault = await startVault();
  temporary = temporaryDirectory();
});
afterEach(async () => {
  vi.unstubAllEnvs();
  temporary?.remove();
  await vault?.close();
});

const write = (path: string, body: object = {}) =>
  fetch(`${vault.address}/v1/${path}`, {
    method: "PUT",
    headers: { "X-Vault-Token": vault.rootToken },
    body: JSON.stringify(body),
  });

describe("the sandbox's Vault", () => {
  it("is a real one: KV version 2, policies, AppRole", async () => {
    expect(vault.version).toMatch(/^1\.\d+\.\d+/);
    expect((await write("sys/mounts/kv", { type: "kv", options: { version: "2" } })).status).toBe(204);
    expect(
      (await write("sys/policies/acl/p", { policy: 'path "kv/*" { capabilities = ["read"] }' })).status,
    ).toBe(204);
    expect((await write("sys/auth/approle", { type: "approle" })).status).toBe(204);
    expect((await write("auth/approle/role/r", { token_policies: "p" })).status).toBe(204);
  });

  it("is not the one that VAULT_ADDR names", async () => {
    vi.stubEnv("VAULT_ADDR", "https://vault.example.com:8200");
    const other = await startVault();
    expect(other.address).toMatch(/^http:\/\/127\.0\.0\.1:/);
    await other.close();
  });

  it("may be one that is named, with its token", async () => {
    vi.stubEnv("SCOPELOCK_SANDBOX_VAULT_ADDR", vault.address);
    await expect(startVault()).rejects.toThrow(/sandbox\/vault-token/);
    vi.stubEnv("SCOPELOCK_SANDBOX_VAULT_TOKEN", "nope");
    await expect(startVault()).rejects.toThrow(/does not know the token/);
    vi.stubEnv("SCOPELOCK_SANDBOX_VAULT_TOKEN", vault.rootToken);
    const named = await startVault();
    expect(named.address).toBe(vault.address);
    await named.close();
    expect((await fetch(`${vault.address}/v1/sys/health`)).status).toBe(200);
  });

  it("is refused when it is sealed: with the fix, exit code 1, and nothing left behind", async () => {
    expect((await write("sys/seal")).status).toBe(204);
    const scenario = start("src/cli/main.ts", ["sandbox", "--providers", whichProviders()], {
      TMPDIR: temporary.path,
      SCOPELOCK_SANDBOX_VAULT_ADDR: vault.address,
      SCOPELOCK_SANDBOX_VAULT_TOKEN: vault.rootToken,
    });
    expect(await scenario.ended).toBe(1);
    expect(scenario.output()).toMatch(/is sealed\. \[sandbox\/vault-sealed\]/);
    expect(scenario.output()).toMatch(/fix: {3}Unseal it/);
    expect(temporary.left()).toEqual([]);
  });
});
