import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { getExternalContact } from "../../actions/get-external-contact";
import { GenesysClient } from "../../packages/sandbox/src/genesys-client";
import { Load, type LoadReport, loadText } from "../../packages/sandbox/src/steady-load";
import { lacking, needsTerraformAndVault } from "../prerequisites";
import { Checkout } from "./checkout";

/* Rotations while calls run: the data action 20 times a second, and 5 times a second a reader of Vault that calls the API. */

let checkout: Checkout;
beforeAll(async () => {
  if (lacking.length === 0) checkout = await Checkout.start();
});
afterAll(() => checkout?.close());
beforeEach(async (context) => {
  needsTerraformAndVault(context);
  await checkout.reset();
  await checkout.deployed();
});

const LOOKUP = "/api/v2/externalcontacts/reversewhitepageslookup";

/** Calls as a service does that reads the secret from Vault: keeps its token, and reads Vault again on a 401, once. */
function reader(): () => Promise<string | undefined> {
  const { url } = checkout.sandbox.genesys;
  let token: Promise<string> | undefined;
  const login = async () => {
    const { client_id, client_secret } = (await checkout.secret()) ?? {};
    const answer = await fetch(`${url}/oauth/token`, {
      method: "POST",
      headers: { Authorization: `Basic ${btoa(`${client_id}:${client_secret}`)}` },
      body: new URLSearchParams({ grant_type: "client_credentials" }),
    });
    return ((await answer.json()) as { access_token: string }).access_token;
  };
  const call = async () => {
    token ??= login();
    const headers = { Authorization: `Bearer ${await token}` };
    return (await fetch(`${url}${LOOKUP}?lookupVal=%2B15550199`, { headers })).status;
  };
  return async () => {
    let status = await call();
    if (status === 401) {
      token = undefined;
      status = await call();
    }
    return status === 200 ? undefined : String(status);
  };
}

/** Both loads, from their first call to their last. */
async function under(act: () => Promise<void>): Promise<{ actions: LoadReport; readers: LoadReport }> {
  const genesys = new GenesysClient(checkout.sandbox.genesys);
  const { id } = await genesys.named<{ id: string; name: string }>(
    "/api/v2/integrations/actions",
    getExternalContact.name,
  );
  const execute = (input: unknown) => genesys.executeById(id, input);
  const actions = Load.start(async () => {
    const { status, body } = await execute({ phoneNumber: "+15550199" });
    return status === 200 ? undefined : `${status} ${(body as { message: string }).message}`;
  }, 20);
  const readers = Load.start(reader(), 5);
  try {
    await act();
  } finally {
    await actions.stop();
  }
  return { actions: await actions.stop(), readers: await readers.stop() };
}

describe("under load", () => {
  it("two rotations and an urgent one that keeps its predecessor: no call fails", async () => {
    const served: (string | undefined)[] = [];
    const deploy = async () => {
      await checkout.deployed();
      served.push((await checkout.secret())?.client_id);
      await sleep(500);
    };
    const { actions, readers } = await under(async () => {
      await checkout.rotate();
      await deploy();
      await checkout.rotate("--drop-previous");
      await checkout.deployed();
      await checkout.rotate();
      await deploy();
      // Before the overlap of the last one is over: the one before goes, the predecessor stays.
      checkout.edit((file) => ({ ...file, rotation: { live: [3, 4], current: 4, rotatedOn: "2026-11-26" } }));
      await deploy();
    });
    console.log(`data action: ${loadText(actions)}\nreader of Vault: ${loadText(readers)}`);
    expect([...actions.failures]).toEqual([]);
    expect([...readers.failures]).toEqual([]);
    const { requests } = checkout.sandbox.genesys;
    const callers = requests.filter(({ path }) => path === LOOKUP).map(({ clientId }) => clientId);
    expect(new Set(served).size).toBe(3);
    expect(served.filter((client) => !callers.includes(client))).toEqual([]);
    // As on the platform, tokens are cached: not one for each call.
    const tokens = requests.filter(({ path }) => path === "/oauth/token");
    expect(tokens.length).toBeLessThan(actions.calls / 2);
    await checkout.holds();
  });

  it("a true emergency: what fails is a call that was under way with the old client, and is told", async () => {
    const { actions, readers } = await under(async () => {
      await checkout.rotate("--emergency");
      await checkout.deployed();
    });
    console.log(`data action: ${loadText(actions)}\nreader of Vault: ${loadText(readers)}`);
    for (const why of actions.failures.keys())
      expect(why).toMatch(/^(401|400 There was an issue validating)/);
    await checkout.holds();
  });
});
