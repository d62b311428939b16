import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { getExternalContact } from "../../actions/get-external-contact";
import { SANDBOX_MOUNT, type Sandbox, startSandbox } from "../../packages/sandbox/src";
import { GenesysClient } from "../../packages/sandbox/src/genesys-client";
import { filesBelow, holds, searchFiles } from "../../packages/sandbox/src/secret-search";
import { Generations } from "../../src/core/rotation";
import { Handoff } from "../../src/handoff/mode";
import { DataActionIntegration } from "../../src/integration/data-action-integration";
import { UserGrant } from "../../src/integration/user-grant";
import { UserGrantClient } from "../../src/integration/user-grant-client";
import { VaultMount } from "../../src/vault/mount";
import { needsTerraformAndVault } from "../prerequisites";
import { SandboxStack } from "./terraform-stack";
import { whichProviders } from "./which-providers";

/* The two ways of a client secret into Vault, told apart by where the secret is found. */

let sandbox: Sandbox;
let stack: SandboxStack;
beforeEach(async (context) => {
  needsTerraformAndVault(context);
  sandbox = await startSandbox({ providers: whichProviders() });
  stack = new SandboxStack(sandbox);
});
afterEach(() => sandbox?.close());

const vault = async (id: string): Promise<Record<string, string>> => {
  const answer = await fetch(`${sandbox.vault.address}/v1/${SANDBOX_MOUNT}/data/sandbox/${id}`, {
    headers: { "X-Vault-Token": sandbox.vault.rootToken },
  });
  return ((await answer.json()) as { data: { data: Record<string, string> } }).data.data;
};
/** Files of the sandbox that hold a secret, from its directory. */
const found = (secret: string) =>
  searchFiles([secret], filesBelow(sandbox.directory)).map((file) =>
    file.slice(sandbox.directory.length + 1),
  );
const integrate = (live: number[], handoff: Handoff) =>
  stack.synth(({ stack: scope, around }) => {
    new DataActionIntegration(scope, "contacts", {
      ...around,
      handoff,
      generations: Generations.of({ live, current: Math.max(...live) }),
      mount: new VaultMount(scope, "mount", { path: SANDBOX_MOUNT }),
      actions: [getExternalContact],
    });
  });
const execute = () =>
  new GenesysClient(sandbox.genesys).execute(getExternalContact.name, { phoneNumber: "+15550199" });

describe("terraform-state", () => {
  it("is what it says: the secret is in the state and in saved plans, and nowhere else", async () => {
    await integrate([1], Handoff.terraformState());
    await stack.deploy();
    const first = await vault("contacts");
    expect(first).toMatchObject({ generation_1: "" });
    const secret = first.client_secret ?? "";
    expect(secret.length).toBeGreaterThan(20);
    expect((await execute()).status).toBe(200);
    expect(found(secret)).toEqual(["state/sandbox.tfstate"]);

    expect(await stack.plan()).toEqual([]);
    expect(found(secret).sort()).toEqual([
      "cdktf.out/stacks/sandbox/plan!tfplan",
      "cdktf.out/stacks/sandbox/plan!tfstate",
      "cdktf.out/stacks/sandbox/plan!tfstate-prev",
      "state/sandbox.tfstate",
    ]);
    // What the test itself asked for with `terraform show -json` aside, nothing was printed of it.
    expect(readdirSync(join(sandbox.directory, "handoff"))).toEqual([".ready"]);

    await integrate([1, 2], Handoff.terraformState());
    await stack.deploy();
    const second = await vault("contacts");
    expect(second).toMatchObject({ generation_2: "" });
    expect(second.client_secret).not.toBe(secret);
    expect((await execute()).status).toBe(200);
    expect(await stack.plan()).toEqual([]);
  });

  it("is switched to with a new generation; without one it is refused, and nothing is lost", async () => {
    await integrate([1], Handoff.vaultOnly());
    await stack.deploy();
    const first = await vault("contacts");
    expect(found(first.client_secret ?? "")).toEqual([]);

    await integrate([1], Handoff.terraformState());
    const refused = await stack.apply();
    expect(refused.code).toBe(1);
    expect(refused.output).toMatch(/state does not hold the client secret of generation 1/);
    expect(await vault("contacts")).toEqual(first);

    await integrate([1, 2], Handoff.terraformState());
    await stack.deploy();
    expect(await vault("contacts")).toHaveProperty("generation_2");
    expect(await stack.plan()).toEqual([]);

    // And back: all that was in the state goes with the clients it belonged to.
    const exposed = (await vault("contacts")).client_secret ?? "";
    await integrate([3], Handoff.vaultOnly());
    await stack.deploy();
    const third = await vault("contacts");
    expect(third).toHaveProperty("generation_3");
    expect((await execute()).status).toBe(200);
    expect(await stack.plan()).toEqual([]);
    expect(found(third.client_secret ?? "")).toEqual([]);
    const state = readFileSync(join(sandbox.directory, "state/sandbox.tfstate"), "utf8");
    expect(holds([exposed], state)).toBe(false);
  });
});

describe("a client that acts for users", () => {
  const desktop = (url: string, live: number[] = [1]) =>
    stack.synth(({ stack: scope, around: { environment, ...secret } }) => {
      new UserGrantClient(scope, "desktop", {
        environment,
        grant: UserGrant.code({ redirectUris: ["https://app.example.com/callback"] }),
        calls: [{ name: "Call", request: { method: "GET", url } }],
        secret: {
          ...secret,
          generations: Generations.of({ live, current: Math.max(...live) }),
          mount: new VaultMount(scope, "mount", { path: SANDBOX_MOUNT }),
        },
      });
      new UserGrantClient(scope, "widget", {
        environment,
        grant: UserGrant.code({ redirectUris: ["http://localhost:3000/"] }),
        calls: [{ name: "Me", request: { method: "GET", url: "/api/v2/users/me" } }],
      });
    });
  const client = (name: string) =>
    [...sandbox.genesys.store.clients.values()].find((each) => each.name === `scopelock sandbox ${name}`);

  it("has its secret in Vault alone; new scopes change it in place, a new generation replaces it", async () => {
    await desktop("/api/v2/routing/queues");
    await stack.deploy();
    const before = client("desktop g1");
    expect(before).toMatchObject({
      authorizedGrantType: "CODE",
      scope: ["routing:readonly"],
      roleDivisions: [],
    });
    expect(client("widget g1")).toMatchObject({ authorizedGrantType: "CODE", scope: ["user-basic-info"] });
    const secret = await vault("desktop");
    expect(secret).toMatchObject({ client_id: before?.id, client_secret: before?.secret, generation_1: "" });
    expect(found(secret.client_secret ?? "")).toEqual([]);
    expect(holds([before?.secret ?? "", client("widget g1")?.secret ?? ""], stack.output)).toBe(false);

    await desktop("/api/v2/users");
    const changes = await stack.plan();
    expect(changes.filter(({ address }) => !address.startsWith("output."))).toEqual([
      { address: expect.stringMatching(/^genesyscloud_oauth_client\.desktop/), actions: ["update"] },
    ]);
    await stack.deploy();
    expect(client("desktop g1")).toMatchObject({ id: before?.id, scope: ["users:readonly"] });
    expect(await vault("desktop")).toEqual(secret);
    expect(await stack.plan()).toEqual([]);

    await desktop("/api/v2/users", [2]);
    await stack.deploy();
    expect(client("desktop g1")).toBeUndefined();
    expect(await vault("desktop")).toMatchObject({ client_id: client("desktop g2")?.id, generation_2: "" });
    expect(await stack.plan()).toEqual([]);
  });
});
