import { existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { SANDBOX_MOUNT } from "../../packages/sandbox/src";
import { lacking, needsTerraformAndVault } from "../prerequisites";
import { shown } from "../process";
import { Checkout, flat, type Moment, SECRET } from "./checkout";

/*
 * Each fault of a rotation: what a person is told, and that doing exactly this heals it. docs/rotation.md has the same
 * table in words. With a real Terraform and a real Vault.
 */

const CLIENTS = /\/oauth\/clients$/;
const CREDENTIALS = /\/integrations\/credentials$/;
const CONFIG = /\/config\/current$/;
const DATA = /\/data\/sandbox\/external-contacts$/;
const HEAL = 'Replace this one: run "scopelock rotate sandbox --heal", then deploy.';

let checkout: Checkout;
beforeAll(async () => {
  if (lacking.length === 0) checkout = await Checkout.start();
});
afterAll(() => checkout?.close());
beforeEach(async (context) => {
  needsTerraformAndVault(context);
  await checkout.reset();
});

const refuse = (method: string, path: RegExp, times = 1) =>
  checkout.sandbox.genesys.faults.fail({ method, path }, { status: 400 }, times);
const name = (generation: number) => `scopelock sandbox external-contacts g${generation}`;
/** A token that a client gives for the secret that Vault serves. */
async function token({ client_id, client_secret }: Record<string, string> = {}): Promise<Response> {
  return fetch(`${checkout.sandbox.genesys.url}/oauth/token`, {
    method: "POST",
    headers: { Authorization: `Basic ${btoa(`${client_id}:${client_secret}`)}` },
    body: new URLSearchParams({ grant_type: "client_credentials" }),
  });
}

describe("an integration credential that is refused", () => {
  it("[4, 5-broken] becomes [4, 6]: Vault and integration stay on 4 until 6 is there", async () => {
    await checkout.deployed();
    for (let generation = 2; generation <= 4; generation += 1) {
      await checkout.rotate();
      await checkout.rotate("--drop-previous");
    }
    await checkout.deployed();
    const good = await checkout.secret();
    refuse("POST", CREDENTIALS);
    await checkout.rotate();
    const said = await checkout.refused();
    expect(said).toContain("The integration credential of generation 5 was not created.");
    expect(said).toContain(HEAL);
    expect(checkout.live).toEqual([4, 5]);
    // It is said again, and nothing else happens, until it is healed.
    const before = checkout.asked.length;
    expect(await checkout.refused()).toContain(HEAL);
    expect(checkout.changes(before)).toEqual([]);
    expect(await checkout.secret()).toEqual(good);

    expect(await checkout.heal()).toEqual(["deploy", "rotate --heal", "deploy"]);
    expect(checkout.live).toEqual([4, 6]);
    expect(checkout.clients).toEqual([name(4), name(6)]);
    await checkout.holds();
  });

  it("heals the very first deploy as well: [1-broken] becomes [2]", async () => {
    refuse("POST", CREDENTIALS);
    expect(await checkout.refused()).toContain(HEAL);
    expect(await checkout.heal()).toEqual(["deploy", "rotate --heal", "deploy"]);
    expect(checkout.clients).toEqual([name(2)]);
    await checkout.holds();
  });
});

describe("a switch of the integration that is refused", () => {
  it("leaves the old generation bound and alive while Vault serves the new one; deploying again heals", async () => {
    await checkout.deployed();
    const old = await checkout.secret();
    await checkout.rotate();
    refuse("PUT", CONFIG);
    const said = await checkout.refused();
    expect(said).toMatch(/API Error: 400 .*genesyscloud_integration\./);
    expect(await checkout.secret()).toHaveProperty("generation_2");
    for (const secret of [old, await checkout.secret()]) expect((await token(secret)).status).toBe(200);
    expect((await checkout.execute()).status).toBe(200);
    expect(await checkout.heal()).toEqual(["deploy"]);
    await checkout.holds();
  });
});

describe("a hand-off directory that becomes unwritable in the middle of a run", () => {
  it("stops before Vault; the secret that the provider dropped elsewhere is swept at the next synth", async () => {
    await checkout.deployed();
    const good = await checkout.secret();
    await checkout.rotate();
    const { handoffDirectory } = checkout;
    checkout.at({ method: "POST", path: CLIENTS, when: "is answered" }, () => {
      renameSync(handoffDirectory, `${handoffDirectory}-away`);
      writeFileSync(handoffDirectory, "");
    });
    const said = await checkout.refused();
    // Said of generation 2, or of generation 1 where Terraform looks at it only then.
    expect(said).toMatch(
      /The client secret of generation 2 is not in the hand-off directory.* Replace this one: run "scopelock rotate sandbox --heal", then deploy\.|The hand-off directory for new client secrets is missing/,
    );
    expect(await checkout.secret()).toEqual(good);
    // The trap: the provider said nothing, and wrote to the folder that people upload.
    expect(checkout.strays).toHaveLength(1);

    expect(() => checkout.synth()).toThrow(/handoff\/unwritable[\s\S]*fix: {3}Make it writable/);
    rmSync(handoffDirectory);
    renameSync(`${handoffDirectory}-away`, handoffDirectory);
    checkout.synth();
    expect(checkout.strays).toEqual([]);
    expect(await checkout.heal()).toEqual(["deploy", "rotate --heal", "deploy"]);
    await checkout.holds();
  });

  it("is its owner's alone while a secret lies in it, whatever mode the provider gives the file", async () => {
    const modes: string[] = [];
    checkout.at({ method: "POST", path: CREDENTIALS, when: "is answered" }, () => {
      const files = checkout.handedOver.map((file) => join(checkout.handoffDirectory, file));
      for (const path of [checkout.handoffDirectory, ...files])
        modes.push((statSync(path).mode & 0o777).toString(8));
    });
    await checkout.deployed();
    expect(modes).toEqual(["700", "755"]);
  });
});

describe("a write to Vault that is refused", () => {
  const writable = async (yes: boolean) => {
    const metadata = `${SANDBOX_MOUNT}/metadata/${SECRET}`;
    expect((await checkout.askVault("POST", metadata, { cas_required: !yes })).ok).toBe(true);
  };

  it("leaves the old secret served; the next deploy says what to do", async () => {
    await checkout.deployed();
    const good = await checkout.secret();
    await checkout.rotate();
    await writable(false);
    expect(await checkout.refused()).toMatch(/check-and-set parameter required/);
    await writable(true);
    expect(await checkout.secret()).toEqual(good);
    expect(await checkout.refused()).toContain(`Vault does not hold generation 2 of ${SECRET}.`);
    expect(await checkout.heal()).toEqual(["deploy", "rotate --heal", "deploy"]);
    expect(checkout.live).toEqual([1, 3]);
    await checkout.holds();
  });
});

describe("an emergency", () => {
  const order = [
    "POST /api/v2/oauth/clients",
    "POST /api/v2/integrations/credentials",
    `PUT /v1/${SANDBOX_MOUNT}/data/${SECRET}`,
    "PUT /api/v2/integrations/{id}/config/current",
    "DELETE /api/v2/integrations/credentials/{id}",
    "PUT /api/v2/oauth/clients/{id}",
    "DELETE /api/v2/oauth/clients/{id}",
  ];
  const manifest = `PUT /v1/${SANDBOX_MOUNT}/data/${SECRET}/manifest`;
  /** Without the manifest, which is written beside the destruction. */
  const changes = (since: number) => checkout.changes(since).filter((change) => change !== manifest);

  it("creates, writes Vault, switches, and only then destroys", async () => {
    await checkout.deployed();
    const exposed = await checkout.secret();
    await checkout.rotate("--emergency");
    const before = checkout.asked.length;
    await checkout.deployed();
    expect(changes(before)).toEqual(order);
    expect((await token(exposed)).status).toBe(400);
    await checkout.holds();
  });

  it("keeps that order when the switch fails half way and is retried", async () => {
    await checkout.deployed();
    await checkout.rotate("--emergency");
    refuse("PUT", CONFIG);
    const before = checkout.asked.length;
    await checkout.refused();
    expect(changes(before)).toEqual(order.slice(0, 3));
    expect(checkout.clients).toEqual([name(1), name(2)]);
    const retried = checkout.asked.length;
    expect(await checkout.heal()).toEqual(["deploy"]);
    expect(changes(retried)).toEqual(order.slice(3));
    await checkout.holds();
  });
});

describe("a previous generation that is dropped", () => {
  it("refuses its tokens and its secret afterwards; calls go on", async () => {
    await checkout.deployed();
    const previous = await checkout.secret();
    const { access_token } = (await (await token(previous)).json()) as { access_token: string };
    const lookup = () =>
      fetch(
        `${checkout.sandbox.genesys.url}/api/v2/externalcontacts/reversewhitepageslookup?lookupVal=%2B15550199`,
        { headers: { Authorization: `Bearer ${access_token}` } },
      );
    await checkout.rotate();
    await checkout.deployed();
    expect((await lookup()).status).toBe(200);
    await checkout.rotate("--drop-previous");
    const before = checkout.asked.length;
    await checkout.deployed();
    expect(checkout.changes(before).map((change) => change.split(" ")[0])).toEqual([
      "DELETE",
      "PUT",
      "DELETE",
    ]);
    expect((await lookup()).status).toBe(401);
    expect((await token(previous)).status).toBe(400);
    await checkout.holds();
  });
});

describe("an answer that takes its time", () => {
  it("is waited for, by providers that are attached too", async () => {
    checkout.at({ method: "POST", path: CLIENTS, when: "arrives" }, () => sleep(2_500));
    await checkout.deployed();
    await checkout.holds();
  });
});

describe("a state that another run has locked", () => {
  const when: Moment = { method: "PUT", path: DATA, when: "arrives" };
  const lock = () => join(checkout.sandbox.directory, "state/.sandbox.tfstate.lock.info");

  it("refuses a second run, and says whose lock it is", async () => {
    let second = "";
    checkout.at(when, async () => {
      second = flat((await checkout.terraform("plan", "-input=false", "-no-color")).output);
    });
    await checkout.deployed();
    expect(second).toMatch(
      /Error acquiring the state lock.* Lock Info: ID: [0-9a-f-]{36} .*Operation: OperationTypeApply/,
    );
    await checkout.holds();
  });

  it("leaves a file behind when it is killed, which stops nobody: the lock itself died with it", async () => {
    await checkout.deployed();
    await checkout.rotate();
    await checkout.killedAt({ method: "PUT", path: CONFIG, when: "is answered" }, "Terraform");
    expect(JSON.parse(readFileSync(lock(), "utf8"))).toMatchObject({ Operation: "OperationTypeApply" });
    expect(await checkout.heal()).toEqual(["deploy"]);
    expect(existsSync(lock())).toBe(false);
    await checkout.holds();
  });
});

describe("a stack that is destroyed", () => {
  it("leaves nothing: nothing in the organization, nothing to undelete in Vault, no id in the state", async () => {
    const { store } = checkout.sandbox.genesys;
    const roles = store.roles.size;
    await checkout.deployed();
    await checkout.rotate();
    await checkout.deployed();
    const secret = await checkout.secret();
    checkout.synth();
    const destroyed = await checkout.terraform("destroy", "-input=false", "-no-color", "-auto-approve");
    expect(destroyed.code, shown(destroyed.output)).toBe(0);

    const { clients, credentials, integrations, actions } = checkout.sandbox.genesys.store;
    expect([clients.size, credentials.size, integrations.size, actions.size]).toEqual([1, 0, 0, 0]);
    expect(store.roles.size).toBe(roles);
    expect((await token(secret)).status).toBe(400);
    expect((await checkout.askVault("GET", `sys/policies/acl/sandbox-external-contacts-reader`)).status).toBe(
      404,
    );
    for (const path of [SECRET, `${SECRET}/manifest`]) {
      expect((await checkout.askVault("GET", `${SANDBOX_MOUNT}/metadata/${path}`)).status).toBe(404);
      const undelete = `${SANDBOX_MOUNT}/undelete/${path}`;
      expect((await checkout.askVault("POST", undelete, { versions: [1, 2] })).status).toBe(404);
    }
    expect(checkout.state.resources).toEqual([]);
    expect(checkout.handedOver).toEqual([]);
    checkout.holdsNoSecret();
  });

  it("takes every version of the secret along when the mount is somebody else's", async () => {
    await checkout.askVault("POST", `sys/mounts/${SANDBOX_MOUNT}`, { type: "kv", options: { version: "2" } });
    checkout.edit((file) => ({
      ...file,
      vault: { ...file.vault, mount: { path: SANDBOX_MOUNT, managed: false } },
    }));
    await checkout.deployed();
    await checkout.rotate();
    await checkout.deployed();
    const destroyed = await checkout.terraform("destroy", "-input=false", "-no-color", "-auto-approve");
    expect(destroyed.code, shown(destroyed.output)).toBe(0);
    for (const path of [SECRET, `${SECRET}/manifest`])
      for (const kind of ["metadata", "data", "subkeys"])
        expect((await checkout.askVault("GET", `${SANDBOX_MOUNT}/${kind}/${path}`)).status).toBe(404);
    await checkout.askVault("POST", `${SANDBOX_MOUNT}/undelete/${SECRET}`, { versions: [1, 2] });
    expect((await checkout.askVault("GET", `${SANDBOX_MOUNT}/data/${SECRET}`)).status).toBe(404);
  });
});

describe("a secrets engine that is somebody else's", () => {
  beforeEach(() => {
    checkout.edit((file) => ({
      ...file,
      vault: { ...file.vault, mount: { path: SANDBOX_MOUNT, managed: false } },
    }));
  });

  const mounted = (body: object) => checkout.askVault("POST", `sys/mounts/${SANDBOX_MOUNT}`, body);
  it.each<[string, () => Promise<unknown>, string]>([
    ["KV version 1", () => mounted({ type: "kv", options: { version: "1" } }), "is not KV version 2"],
    ["KV without a version", () => mounted({ type: "kv" }), "is not KV version 2"],
    [
      "KV with check-and-set",
      async () => {
        await mounted({ type: "kv", options: { version: "2" } });
        // Just mounted, it may still be upgrading.
        await vi.waitUntil(
          async () =>
            (await checkout.askVault("POST", `${SANDBOX_MOUNT}/config`, { cas_required: true })).status ===
            204,
        );
      },
      "requires check-and-set",
    ],
    ["not there", async () => {}, "preflight capability check returned 403"],
  ])("is refused before anything is made when it is %s", async (_, prepare, says) => {
    await prepare();
    const { store } = checkout.sandbox.genesys;
    const before = [store.roles.size, store.clients.size, store.integrations.size];
    expect(await checkout.refused()).toContain(says);
    expect([store.roles.size, store.clients.size, store.integrations.size]).toEqual(before);
    const changing = checkout.asked.filter(({ method, path }) => method !== "GET" && path !== "/oauth/token");
    expect(changing).toEqual([]);
  });
});
