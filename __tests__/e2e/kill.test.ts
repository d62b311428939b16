import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { SANDBOX_MOUNT } from "../../packages/sandbox/src";
import { GenesysClient } from "../../packages/sandbox/src/genesys-client";
import { lacking, needsTerraformAndVault } from "../prerequisites";
import { Checkout, type Moment } from "./checkout";

/*
 * Terraform, killed (SIGKILL) at a request that changes something: alone, so that its providers finish what they are in, or
 * together with them. Then a person does what docs/rotation.md says: deploys again, and runs the command that Terraform
 * names when it names one. At every change of every run, `Checkout` sees whether what is in use is alive.
 */

let checkout: Checkout;
beforeAll(async () => {
  if (lacking.length === 0) checkout = await Checkout.start();
});
afterAll(() => checkout?.close());
beforeEach(async (context) => {
  needsTerraformAndVault(context);
  await checkout.reset();
});

type Whom = Parameters<Checkout["killedAt"]>[1];
type Case = readonly [method: string, path: RegExp, when: Moment["when"], whom: Whom];

const ALONE = "Terraform";
const BOTH = "Terraform and its providers";
const MOUNT = /\/sys\/mounts\/[^/]+$/;
const ROLES = /\/authorization\/roles$/;
const CLIENTS = /\/oauth\/clients$/;
const CLIENT = /\/oauth\/clients\/[^/]+$/;
const CREDENTIALS = /\/integrations\/credentials$/;
const CREDENTIAL = /\/integrations\/credentials\/[^/]+$/;
const DATA = /\/data\/sandbox\/external-contacts$/;
const MANIFEST = /\/manifest$/;
const INTEGRATIONS = /\/integrations$/;
const CONFIG = /\/config\/current$/;
const ACTIONS = /\/integrations\/actions$/;

const AGAIN = ["deploy"];
const TWICE = ["deploy", "deploy"];
const ANEW = ["deploy", "rotate --heal", "deploy"];
const TWICE_ANEW = ["deploy", ...ANEW];

const name = (generation: number) => `scopelock sandbox external-contacts g${generation}`;
const ids = (type: string) =>
  checkout.state.resources
    .filter((resource) => resource.type === type)
    .flatMap(({ instances }) => instances.map(({ attributes }) => attributes.id));

/** What was made and Terraform does not know: found by its name, removed as a person removes it. */
async function removeOrphans(): Promise<string[]> {
  const genesys = new GenesysClient(checkout.sandbox.genesys);
  const { clients, credentials, integrations, actions } = checkout.sandbox.genesys.store;
  const { clientId } = checkout.sandbox.genesys.deployer;
  const known = new Set([
    clientId,
    ...["oauth_client", "integration", "integration_action"].flatMap((type) => ids(`genesyscloud_${type}`)),
    ...checkout.state.resources.flatMap(({ instances }) =>
      instances.map(({ attributes }) => attributes.integration_credential_id),
    ),
  ]);
  const removed: string[] = [];
  for (const [kind, path, entities] of [
    ["action", "integrations/actions", [...actions.values()]],
    [
      "integration",
      "integrations",
      [...integrations.values()].map(({ id, config }) => ({ id, name: config.name })),
    ],
    ["credential", "integrations/credentials", [...credentials.values()]],
    ["client", "oauth/clients", [...clients.values()]],
  ] as const)
    for (const { id, name: called } of entities.filter((entity) => !known.has(entity.id))) {
      expect((await genesys.call("DELETE", `/api/v2/${path}/${id}`)).status).toBeLessThan(300);
      removed.push(`${kind} ${called}`);
    }
  return removed;
}

async function kill(...[method, path, when, whom]: Case): Promise<void> {
  await checkout.killedAt({ method, path, when }, whom);
  // Read as it was left, and nothing was dropped where people upload from.
  expect(checkout.state.resources).toBeInstanceOf(Array);
  expect(checkout.strays).toEqual([]);
  // The next synth, whatever it is for, sweeps.
  checkout.synth();
  expect(checkout.handedOver).toEqual([]);
}

describe("SIGKILL in the middle of the first deploy", () => {
  it.each([
    ["POST", CLIENTS, "is answered", BOTH, AGAIN, [`client ${name(1)}`]],
    ["POST", CREDENTIALS, "arrives", BOTH, AGAIN, [`client ${name(1)}`]],
    ["POST", CREDENTIALS, "is answered", ALONE, AGAIN, [`credential ${name(1)}`, `client ${name(1)}`]],
    ["PUT", DATA, "arrives", BOTH, ANEW, []],
    ["PUT", DATA, "is answered", ALONE, ANEW, []],
    ["POST", INTEGRATIONS, "is answered", BOTH, AGAIN, ["integration purecloud-data-actions"]],
    ["PUT", CONFIG, "is answered", ALONE, AGAIN, ["integration external-contacts"]],
    ["POST", ACTIONS, "is answered", ALONE, AGAIN, ["action Get external contact by phone"]],
    ["PUT", MANIFEST, "is answered", ALONE, AGAIN, []],
  ] satisfies [...Case, ...unknown[]][])("%s %s %s, %s: %j; orphans: %j", async (...row) => {
    const [method, path, when, whom, healing, orphans] = row;
    await kill(method, path, when, whom);
    expect(await checkout.heal()).toEqual(healing);
    expect(await removeOrphans()).toEqual(orphans);
    await checkout.holds();
  });

  it("a role that was made and not recorded is named; removed, a deploy heals", async () => {
    await kill("POST", ROLES, "is answered", ALONE);
    expect(await checkout.refused()).toContain("A role called scopelock sandbox external-contacts exists");
    const genesys = new GenesysClient(checkout.sandbox.genesys);
    const roles = "/api/v2/authorization/roles";
    const { id } = await genesys.named<{ id: string; name: string }>(
      roles,
      "scopelock sandbox external-contacts",
    );
    await genesys.call("DELETE", `${roles}/${id}`);
    expect(await checkout.heal()).toEqual(AGAIN);
    await checkout.holds();
  });

  it("a mount that was made and not recorded is named; removed, the generation of that deploy is healed", async () => {
    await kill("PUT", MOUNT, "is answered", ALONE);
    expect(await checkout.refused()).toContain(`path is already in use at ${SANDBOX_MOUNT}/`);
    await checkout.askVault("DELETE", `sys/mounts/${SANDBOX_MOUNT}`);
    expect(await checkout.heal()).toEqual(ANEW);
    await checkout.holds();
  });
});

describe("SIGKILL in the middle of a rotation", () => {
  beforeEach(async () => {
    await checkout.deployed();
    await checkout.rotate();
  });

  it.each([
    ["POST", CLIENTS, "is answered", BOTH, AGAIN, [`client ${name(2)}`]],
    ["POST", CREDENTIALS, "is answered", BOTH, AGAIN, [`credential ${name(2)}`, `client ${name(2)}`]],
    ["POST", CREDENTIALS, "is answered", ALONE, AGAIN, [`credential ${name(2)}`, `client ${name(2)}`]],
    ["PUT", DATA, "arrives", BOTH, TWICE_ANEW, []],
    ["PUT", DATA, "is answered", ALONE, TWICE, []],
    ["PUT", CONFIG, "arrives", BOTH, AGAIN, []],
    ["PUT", CONFIG, "is answered", ALONE, AGAIN, []],
    ["PUT", MANIFEST, "arrives", BOTH, AGAIN, []],
  ] satisfies [...Case, ...unknown[]][])("%s %s %s, %s: %j; orphans: %j", async (...row) => {
    const [method, path, when, whom, healing, orphans] = row;
    await kill(method, path, when, whom);
    expect((await checkout.execute()).status).toBe(200);
    expect(await checkout.heal()).toEqual(healing);
    expect(await removeOrphans()).toEqual(orphans);
    await checkout.holds();
  });

  it.each([
    ["DELETE", CREDENTIAL, "is answered", BOTH],
    ["PUT", CLIENT, "is answered", BOTH],
    ["DELETE", CLIENT, "arrives", BOTH],
    ["DELETE", CLIENT, "is answered", ALONE],
  ] as const)("while the previous one is dropped: %s %s %s, %s: deploy", async (...row) => {
    await checkout.deployed();
    await checkout.rotate("--drop-previous");
    await kill(...(row as Case));
    expect((await checkout.execute()).status).toBe(200);
    expect(await checkout.heal()).toEqual(AGAIN);
    expect(checkout.clients).toEqual([name(2)]);
    expect(checkout.sandbox.genesys.store.credentials.size).toBe(1);
    await checkout.holds();
  });

  it.each([
    ["PUT", DATA, "arrives", BOTH, TWICE_ANEW],
    ["PUT", CONFIG, "arrives", BOTH, AGAIN],
    ["DELETE", CREDENTIAL, "arrives", BOTH, AGAIN],
  ] satisfies [...Case, ...unknown[]][])("in an emergency: %s %s %s, %s: %j", async (...row) => {
    const [method, path, when, whom, healing] = row;
    await checkout.rotate("--emergency");
    await kill(method, path, when, whom);
    expect((await checkout.execute()).status).toBe(200);
    expect(await checkout.heal()).toEqual(healing);
    expect(checkout.clients).toEqual([name(checkout.live[0] as number)]);
    await checkout.holds();
  });
});
