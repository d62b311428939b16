import { afterEach, beforeEach, expect, it } from "vitest";
import { executableAction } from "../../packages/sandbox/src/executable-action";
import { type GenesysSandbox, startGenesys } from "../../packages/sandbox/src/genesys";
import { GenesysClient } from "../../packages/sandbox/src/genesys-client";
import type { Sandbox } from "../../packages/sandbox/src/index";
import type { IntegrationModel } from "../../src/core/stack";

let genesys: GenesysSandbox;
let client: GenesysClient;
beforeEach(async () => {
  genesys = await startGenesys();
  client = new GenesysClient(genesys);
});
afterEach(() => genesys.close());

/** What an action of these tests is: its request, its input contract, and what is declared of it. */
interface Declared {
  readonly url: string;
  readonly properties?: Readonly<Record<string, object>>;
  readonly permissions?: readonly string[];
  readonly probe?: object;
}

/** Draft 4 has no empty list of what is required. */
const required = (properties: object) => {
  const names = Object.keys(properties);
  return names.length > 0 && { required: names };
};

/** Publishes actions on an integration that calls with the deployer's client, and returns its model. */
async function integration(name: string, actions: Readonly<Record<string, Declared>>, lookup = "owned") {
  const { clientId, clientSecret } = genesys.deployer;
  const credential = await client.create("/api/v2/integrations/credentials", {
    name,
    type: { name: "pureCloudOAuthClient" },
    credentialFields: { clientId, clientSecret },
  });
  const { id } = await client.create("/api/v2/integrations", {
    integrationType: { id: "purecloud-data-actions" },
    intendedState: "ENABLED",
  });
  await client.call("PUT", `/api/v2/integrations/${id}/config/current`, {
    name,
    credentials: { pureCloudOAuthClient: { id: credential.id } },
  });
  for (const [action, { url, properties = {} }] of Object.entries(actions))
    await client.create("/api/v2/integrations/actions", {
      name: action,
      category: name,
      integrationId: id,
      config: { request: { requestUrlTemplate: url, requestType: "GET" }, response: {} },
      contract: {
        input: { inputSchema: { type: "object", properties, ...required(properties) } },
        output: { successSchema: { type: "object" } },
      },
    });
  const models = Object.entries(actions).map(([action, { url, permissions = [], probe }]) => ({
    name: action,
    request: { method: "GET", url },
    permissions,
    alternatives: [],
    ...(probe && { probe }),
  }));
  return {
    environment: "sandbox",
    id: name,
    name,
    role: { lookup },
    actions: models,
  } as unknown as IntegrationModel;
}

const find = (...integrations: readonly IntegrationModel[]) =>
  executableAction(integrations, { genesys, app: { directory: "/app" } } as Sandbox, client);

const CONTACTS = "/api/v2/externalcontacts/reversewhitepageslookup?lookupVal=%2B15550199";
const QUEUE = "/api/v2/routing/queues/${input.id}";
const id = { id: { type: "string" } };
const VIEW = ["externalContacts:contact:view"];

it("takes the probe's input, else one of the contract's types", async () => {
  const probed = await integration("probed", {
    "Get queue": {
      url: QUEUE,
      properties: id,
      permissions: ["routing:queue:view"],
      probe: { input: { id: "7" } },
    },
  });
  expect(await find(probed)).toMatchObject({ input: { id: "7" }, needsRole: true, answer: { status: 501 } });
  const properties = {
    ...id,
    count: { type: "integer", minimum: 5 },
    ratio: { type: "number" },
    is: { type: "boolean" },
    many: { type: "array" },
    kind: { type: "string", enum: ["a", "b"] },
    none: { type: "null" },
    inner: { type: "object", properties: id, required: ["id"] },
  };
  const sampled = await integration("sampled", { Sampled: { url: QUEUE, properties } });
  expect(await find(sampled)).toMatchObject({
    input: { id: "1", count: 5, ratio: 1, is: true, many: [], kind: "a", none: null, inner: { id: "1" } },
  });
});

it("prefers an action that needs a role of the stack's, then one with an answer", async () => {
  const free = await integration("free", { Free: { url: CONTACTS } });
  const existing = await integration("existing", { Existing: { url: CONTACTS, permissions: VIEW } }, "named");
  const owned = await integration("owned", {
    Queue: { url: QUEUE, properties: id, permissions: ["routing:queue:view"] },
    Contacts: { url: CONTACTS, permissions: VIEW },
  });
  expect(await find(free, existing)).toMatchObject({ name: "Free", needsRole: false });
  expect(await find(existing)).toMatchObject({ name: "Existing", needsRole: false });
  expect(await find(free, owned)).toMatchObject({
    name: "Contacts",
    needsRole: true,
    answer: { status: 200 },
  });
});

it("executes the action of the integration, where another one has an action of that name", async () => {
  const first = await integration("first", { Same: { url: QUEUE, properties: id } });
  const second = await integration("second", { Same: { url: CONTACTS, permissions: VIEW } });
  expect(await find(first)).toMatchObject({ integration: { id: "first" }, answer: { status: 501 } });
  expect(await find(second)).toMatchObject({ integration: { id: "second" }, answer: { status: 200 } });
});

it("refuses what cannot be executed, with what was tried", async () => {
  const properties = { id: { type: "string", pattern: "^[a-f]{8}$" } };
  const strict = await integration("strict", { Strict: { url: QUEUE, properties } });
  await expect(find(strict)).rejects.toMatchObject({
    id: "sandbox/no-action",
    where: "/app",
    why: expect.stringMatching(/"Strict" with \{"id":"1"\}: 400 /),
    fix: expect.stringContaining("Declare a probe"),
  });
  await expect(find()).rejects.toMatchObject({
    id: "sandbox/no-action",
    fix: expect.stringContaining("Add a data action"),
  });
});
