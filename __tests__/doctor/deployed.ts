import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { DataAction } from "../../src/core/action/data-action";
import { probeOf } from "../../src/core/action/probe";
import { Rotation } from "../../src/core/rotation";
import type { IntegrationModel } from "../../src/core/stack/deployment";
import { manifestContent } from "../../src/core/stack/manifest";
import { clientName, ownedName } from "../../src/core/stack/names";
import { type Diagnosis, diagnose } from "../../src/doctor/diagnose";
import { type DoctorInput, gather } from "../../src/doctor/gather";
import { Proxies } from "../../src/doctor/proxy";
import { SecretText } from "../../src/doctor/secret-text";
import { clientBody, type Harness, start } from "../sandbox/genesys/harness";

/** What the token of the fake Vault is, and nothing may print. */
export const VAULT_TOKEN = "canary-vault-token";
/** Long after the deploy, so that no refusal is repeated. */
export const LATER = Date.parse("2026-11-28T00:00:00Z");
const WRITTEN_AT = "2026-11-25T10:00:00.000000000Z";

const lookup = DataAction.define({
  name: "Look up",
  input: { type: "object", properties: { phone: { type: "string" } }, required: ["phone"] },
  output: { type: "object" },
  request: {
    method: "GET",
    url: "/api/v2/externalcontacts/reversewhitepageslookup?lookupVal=$esc.uriEncode(${input.phone})",
  },
  probe: { input: { phone: "+15550199" } },
});
const probe = probeOf(lookup);

/** What is declared in these tests. */
export const declared: IntegrationModel = {
  environment: "dev",
  id: "crm",
  name: "crm",
  mount: { path: "kv", managed: true },
  permissions: ["externalContacts:contact:view"],
  catalog: "262.0.0",
  catalogAsOf: "2026-08-15",
  actions: [
    {
      name: lookup.name,
      request: lookup.request,
      permissions: ["externalContacts:contact:view"],
      alternatives: ["relate:contact:view"],
      ...(probe && { probe }),
    },
  ],
  generation: 1,
  readerPolicies: ["dev-crm-reader"],
  readerRoles: [],
  divisions: [{ lookup: "home" }],
  role: { lookup: "owned" },
};

/** A KV version 2 secrets engine that knows one token, and answers what a test puts in. */
class FakeVault {
  /** By path below `/v1/`. */
  readonly answers = new Map<string, { readonly status: number; readonly body: unknown }>();
  readonly asked: string[] = [];
  /** Namespaces that it was asked in. */
  readonly namespaces: (string | undefined)[] = [];
  address = "";
  private readonly server = createServer((request, response) => {
    const path = (request.url ?? "").replace("/v1/", "");
    this.namespaces.push(request.headers["x-vault-namespace"] as string | undefined);
    this.asked.push(`${request.method} ${path}`);
    const { status, body } =
      request.headers["x-vault-token"] === VAULT_TOKEN
        ? (this.answers.get(path) ?? { status: 404, body: { errors: [] } })
        : { status: 403, body: { errors: ["permission denied"] } };
    response.writeHead(status).end(JSON.stringify(body));
  });

  static async start(): Promise<FakeVault> {
    const vault = new FakeVault();
    await new Promise<void>((done) => vault.server.listen(0, "127.0.0.1", done));
    vault.address = `http://127.0.0.1:${(vault.server.address() as AddressInfo).port}`;
    return vault;
  }

  put(path: string, data: object, writtenAt = WRITTEN_AT): void {
    const body = { data: { data, metadata: { created_time: writtenAt, version: 1 } } };
    this.answers.set(path, { status: 200, body });
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}

/** A deployed environment: an organization, a Vault, and a doctor that looks at them. */
export interface World {
  readonly genesys: Harness;
  readonly vault: FakeVault;
  readonly role: { readonly id: string; readonly name: string };
  /** Of the first generation. */
  readonly client: { readonly id: string; readonly secret: string; readonly name: string };
  readonly integrationId: string;
  readonly actionId: string;
  /** What the doctor told while it worked. */
  readonly told: string[];
  /** How long it slept, in milliseconds. */
  readonly slept: number[];
  /** Makes a client of a generation, with its credential. */
  generation(number: number): Promise<{ id: string; secret: string; name: string; credentialId: string }>;
  /** Looks, and judges; with the deployer's client unless another is given. */
  examine(change?: Partial<DoctorInput>): Promise<Diagnosis>;
  /** `<severity> <id>` of each finding. */
  findings(change?: Partial<DoctorInput>): Promise<string[]>;
  close(): Promise<void>;
}

/** Deploys by hand what a stack would. */
export async function deployed(): Promise<World> {
  const genesys = await start();
  const vault = await FakeVault.start();
  const owned = ownedName(declared.environment, declared.id);
  const post = async (path: string, body: unknown) => (await genesys.call("POST", path, body)).body;
  const role = await post("/api/v2/authorization/roles", {
    name: owned,
    permissionPolicies: [{ domain: "externalContacts", entityName: "contact", actionSet: ["view"] }],
  });
  const generation: World["generation"] = async (number) => {
    const name = clientName(owned, number);
    const grants = [{ roleId: role.id, divisionId: genesys.store.home.id }];
    const client = await post("/api/v2/oauth/clients", clientBody(name, grants));
    const credential = await post("/api/v2/integrations/credentials", {
      name,
      type: { name: "pureCloudOAuthClient" },
      credentialFields: { clientId: client.id, clientSecret: client.secret },
    });
    return { ...client, credentialId: credential.id };
  };
  const client = await generation(1);
  const integration = await post("/api/v2/integrations", {
    integrationType: { id: "purecloud-data-actions" },
    intendedState: "ENABLED",
  });
  await genesys.call("PUT", `/api/v2/integrations/${integration.id}/config/current`, {
    name: declared.name,
    credentials: { pureCloudOAuthClient: { id: client.credentialId } },
  });
  const action = await post("/api/v2/integrations/actions", {
    name: lookup.name,
    category: declared.name,
    integrationId: integration.id,
    config: {
      request: { requestUrlTemplate: lookup.request.url, requestType: lookup.request.method },
      response: { successTemplate: "${rawResult}" },
    },
    contract: { input: { inputSchema: lookup.input }, output: { successSchema: lookup.output } },
  });
  const endpoints = { tokenUrl: `${genesys.url}/oauth/token`, apiUrl: genesys.url };
  vault.put("kv/data/dev/crm", {
    client_id: client.id,
    client_secret: client.secret,
    token_url: endpoints.tokenUrl,
    api_url: endpoints.apiUrl,
    generation_1: "",
  });
  vault.put("kv/data/dev/crm/manifest", manifestContent(declared));

  const told: string[] = [];
  const slept: number[] = [];
  let now = LATER;
  const examine: World["examine"] = async (change = {}) => {
    const { clientId, clientSecret } = genesys.deployer;
    const facts = await gather({
      environment: "dev",
      deployment: { integrations: [declared], clients: [] },
      endpoints,
      proxies: new Proxies({}),
      rotation: Rotation.of({ live: [1], current: 1 }),
      today: "2026-11-28",
      vault: { address: vault.address, token: new SecretText(VAULT_TOKEN) },
      operator: { clientId, clientSecret: new SecretText(clientSecret) },
      clock: {
        now: () => now,
        sleep: async (milliseconds) => {
          slept.push(milliseconds);
          now += milliseconds;
        },
      },
      log: (line) => told.push(line),
      ...change,
    });
    return diagnose(facts);
  };
  return {
    genesys,
    vault,
    role,
    client,
    integrationId: integration.id,
    actionId: action.id,
    told,
    slept,
    generation,
    examine,
    findings: async (change) =>
      (await examine(change)).findings.map(({ severity, id }) => `${severity} ${id}`),
    async close() {
      vault.close();
      await genesys.close();
    },
  };
}
