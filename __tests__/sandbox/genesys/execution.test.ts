import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { getExternalContact } from "../../../actions/get-external-contact";
import { RUN_STEPS } from "../../../src/run";
import { clientWith, type Harness, start } from "./harness";

const ACTIONS = "/api/v2/integrations/actions";
let genesys: Harness;
beforeEach(async () => {
  genesys = await start();
});
afterEach(() => genesys.close());

/** Deploys the lookup, with a client that has these permissions. */
async function deploy(change: object = {}, ...permissions: string[]) {
  const made = await clientWith(genesys, ...permissions);
  const credential = await genesys.call("POST", "/api/v2/integrations/credentials", {
    name: "c",
    type: { name: "pureCloudOAuthClient" },
    credentialFields: { clientId: made.client.id, clientSecret: made.client.secret },
  });
  const integration = await genesys.call("POST", "/api/v2/integrations", {
    integrationType: { id: "purecloud-data-actions" },
  });
  const path = `/api/v2/integrations/${integration.body.id}`;
  const credentials = { pureCloudOAuthClient: { id: credential.body.id } };
  await genesys.call("PUT", `${path}/config/current`, { name: "i", version: 1, credentials });
  await genesys.call("PATCH", path, { intendedState: "ENABLED" });
  const { request, response, input, output } = getExternalContact;
  const action = await genesys.call("POST", ACTIONS, {
    name: "lookup",
    category: "k",
    integrationId: integration.body.id,
    secure: false,
    config: {
      request: { requestUrlTemplate: request.url, requestType: request.method, ...change },
      response,
    },
    contract: { input: { inputSchema: input }, output: { successSchema: output } },
  });
  expect(action.status).toBe(200);
  const run = (how: string, body: unknown) =>
    genesys.call("POST", `${ACTIONS}/${action.body.id}/${how}`, body);
  return {
    ...made,
    integration: path,
    credential: `/api/v2/integrations/credentials/${credential.body.id}`,
    execute: (body: unknown = { phoneNumber: "+15550199" }) => run("execute", body),
    test: (body: unknown = { phoneNumber: "+15550199" }) => run("test", body),
  };
}

const VIEW = "externalContacts:contact:view";

describe("executing a data action", () => {
  it("finds the contact, through the API, with the stored credential", async () => {
    const { execute, client } = await deploy({}, VIEW);
    expect(await execute()).toMatchObject({
      status: 200,
      body: { found: 1, firstName: "Robin", lastName: "Archer" },
    });
    expect(genesys.requests).toContainEqual(
      expect.objectContaining({
        method: "GET",
        path: "/api/v2/externalcontacts/reversewhitepageslookup",
        status: 200,
        clientId: client.id,
      }),
    );
  });

  it("finds nobody for another number", async () => {
    const { execute } = await deploy({}, VIEW);
    expect((await execute({ phoneNumber: "+15550000" })).body).toEqual({
      found: 0,
      contactId: "",
      firstName: "",
      lastName: "",
    });
  });

  it("passes a 403 on, which names the permission, and does not repeat the call", async () => {
    const { execute, role } = await deploy({}, VIEW);
    await execute();
    await genesys.call("PUT", `/api/v2/authorization/roles/${role.id}`, { ...role, permissionPolicies: [] });
    const before = genesys.requests.length;
    const { status, body } = await execute();
    expect(status).toBe(403);
    expect(body.message).toContain(VIEW);
    expect(body.details).toEqual([{ errorCode: "ACTION.REMOTE_ENDPOINT" }]);
    expect(genesys.requests.slice(before).filter(({ status: each }) => each === 403)).toHaveLength(2);
  });

  it("gets a token anew when the cached one is refused, once", async () => {
    const { execute } = await deploy({}, VIEW);
    await execute();
    for (const [value, token] of genesys.store.tokens)
      if (token.clientId !== genesys.deployer.clientId) genesys.store.tokens.delete(value);
    expect((await execute()).status).toBe(200);
  });

  it("fails on a credential that is wrong or blanked, and says that it is the credential", async () => {
    const { execute, credential, client } = await deploy({}, VIEW);
    await genesys.call("PUT", credential, {
      name: "c",
      type: { name: "pureCloudOAuthClient" },
      credentialFields: { clientId: client.id, clientSecret: "" },
    });
    const { status, body } = await execute();
    expect(status).toBe(400);
    expect(body).toMatchObject({
      code: "invalid.credentials",
      details: [{ errorCode: "ACTION.AUTHENTICATION" }],
    });
  });

  it.each([
    ["an input that is not of the contract", {}, { phone: 5 }, /input does not match its contract/],
    [
      "a reference that is not set",
      { requestUrlTemplate: "/api/v2/users/${input.id}" },
      undefined,
      /evaluated to null/,
    ],
    [
      "double braces",
      { requestUrlTemplate: "/api/v2/users/{{input.phoneNumber}}" },
      undefined,
      /must be escaped/,
    ],
    [
      "an unescaped blank",
      { requestUrlTemplate: "/api/v2/users/${input.phoneNumber}" },
      { phoneNumber: "a b" },
      /escaped/,
    ],
  ])("fails on %s before anything is called", async (_, change, input, message) => {
    const { execute } = await deploy(change, VIEW);
    const { status, body } = await execute(input ?? undefined);
    expect(status).toBe(400);
    expect(body.message).toMatch(message);
    expect(body.details).toEqual([{ errorCode: "ACTION.PROCESSING" }]);
  });

  it("fails on an integration that is not enabled", async () => {
    const { execute, integration } = await deploy({}, VIEW);
    await genesys.call("PATCH", integration, { intendedState: "DISABLED" });
    expect((await execute()).body.message).toMatch(/not enabled/);
  });
});

describe("testing a data action", () => {
  it("tells each step", async () => {
    const { test } = await deploy({}, VIEW);
    const { body } = await test();
    expect(body).toMatchObject({ success: true, finalResult: { found: 1 } });
    expect(body.operations.map(({ name }: { name: string }) => name)).toEqual([...RUN_STEPS]);
    expect(body.operations.map(({ step }: { step: number }) => step)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it("tells a failure within a 200", async () => {
    const { test } = await deploy({});
    const { status, body } = await test();
    expect(status).toBe(200);
    expect(body).toMatchObject({ success: false, error: { status: 403 } });
    expect(body.operations.at(-1)).toMatchObject({ success: false });
  });
});
