import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { getExternalContact } from "../../actions/get-external-contact";
import { SANDBOX_MOUNT, type Sandbox, startSandbox } from "../../packages/sandbox/src";
import { GenesysClient } from "../../packages/sandbox/src/genesys-client";
import { Generations } from "../../src/core/rotation";
import { Division } from "../../src/genesys/division";
import { Role } from "../../src/genesys/role";
import type { Adoption } from "../../src/integration/adoption";
import { DataActionIntegration } from "../../src/integration/data-action-integration";
import type { DataActionIntegrationProps } from "../../src/integration/integration-props";
import { VaultMount } from "../../src/vault/mount";
import { needsTerraformAndVault } from "../prerequisites";
import { SandboxStack } from "./terraform-stack";
import { whichProviders } from "./which-providers";

/* What was made by hand, as most is: taken over, or used as it is. */

let sandbox: Sandbox;
let genesys: GenesysClient;
beforeEach(async (context) => {
  needsTerraformAndVault(context);
  sandbox = await startSandbox({ providers: whichProviders() });
  genesys = new GenesysClient(sandbox.genesys);
});
afterEach(() => sandbox?.close());

const make = async (path: string, body: object) => {
  const { status, body: made } = await genesys.call("POST", path, body);
  expect(status, path).toBe(200);
  return made as { id: string; secret: string };
};

/** What somebody clicked together: an almighty client, its credential, an integration with one action. */
async function byHand(output: object) {
  const { roleDivisions } = sandbox.genesys.store.clients.get(sandbox.genesys.deployer.clientId) ?? {};
  const client = await make("/api/v2/oauth/clients", {
    name: "Master Admin",
    authorizedGrantType: "CLIENT-CREDENTIALS",
    roleDivisions,
  });
  const credential = await make("/api/v2/integrations/credentials", {
    name: "pasted",
    type: { name: "pureCloudOAuthClient" },
    credentialFields: { clientId: client.id, clientSecret: client.secret },
  });
  const integration = await make("/api/v2/integrations", {
    integrationType: { id: "purecloud-data-actions" },
  });
  const path = `/api/v2/integrations/${integration.id}`;
  const config = {
    name: "Contacts",
    version: 1,
    properties: {},
    advanced: {},
    notes: "",
    credentials: { pureCloudOAuthClient: { id: credential.id } },
  };
  expect((await genesys.call("PUT", `${path}/config/current`, config)).status).toBe(200);
  expect((await genesys.call("PATCH", path, { intendedState: "ENABLED" })).status).toBe(200);
  const { name, input, request, response } = getExternalContact;
  const action = await make("/api/v2/integrations/actions", {
    name,
    category: "by hand",
    integrationId: integration.id,
    secure: false,
    config: {
      request: {
        requestUrlTemplate: request.url,
        requestType: request.method,
        requestTemplate: "",
        headers: {},
      },
      response: { ...response, successTemplate: response.successTemplate },
    },
    contract: { input: { inputSchema: input }, output: { successSchema: output } },
  });
  const adopt: Adoption = { integrationId: integration.id, actions: { [name]: action.id } };
  return { client, integration, action, adopt };
}

const execute = () => genesys.execute(getExternalContact.name, { phoneNumber: "+15550199" });
/** Who asked for the contact last. */
const caller = () =>
  sandbox.genesys.requests.filter(({ path }) => path.includes("reversewhitepageslookup")).at(-1)?.clientId;

async function synth(
  stack: SandboxStack,
  adopt?: Adoption,
  more: Partial<DataActionIntegrationProps> = {},
): Promise<void> {
  await stack.synth(({ stack: scope, around }) => {
    new DataActionIntegration(scope, "contacts", {
      ...around,
      name: "Contacts",
      generations: Generations.of({ live: [1], current: 1 }),
      mount: new VaultMount(scope, "mount", { path: SANDBOX_MOUNT }),
      actions: [getExternalContact],
      ...(adopt && { adopt }),
      ...more,
    });
  });
}

describe("a role and divisions that are there already", () => {
  it("are found by their names, and granted as they are", async () => {
    const role = await make("/api/v2/authorization/roles", {
      name: "Partner",
      permissionPolicies: [
        { domain: "externalContacts", entityName: "contact", actionSet: ["view", "edit"] },
      ],
    });
    const division = await make("/api/v2/authorization/divisions", { name: "Sales", description: "" });
    const stack = new SandboxStack(sandbox);
    const granted = { role: Role.fromRoleName("Partner", { because: "the partner certified it" }) };
    const divisions = [Division.home(), Division.named("Sales")] as const;
    await synth(stack, undefined, { ...granted, divisions });
    await stack.deploy();
    expect(await stack.plan()).toEqual([]);
    const { store } = sandbox.genesys;
    const own = [...store.clients.values()].find(({ name }) => name === "scopelock sandbox contacts g1");
    const places = [store.home.id, division.id].map((divisionId) => ({ roleId: role.id, divisionId }));
    expect(own?.roleDivisions).toHaveLength(2);
    expect(own?.roleDivisions).toEqual(expect.arrayContaining(places));
    expect((await execute()).status).toBe(200);

    await stack.destroy();
    expect(store.roles.get(role.id)?.name).toBe("Partner");
    await synth(stack, undefined, { role: Role.fromRoleName("Nobody", { because: "a typing error" }) });
    expect((await stack.apply()).output).toContain("no authorization roles found with name Nobody");
  });
});

describe("an integration that is taken over", () => {
  it("keeps its ids and answers, with a client of its own that can do nothing else", async () => {
    const { client, integration, action, adopt } = await byHand(getExternalContact.output);
    expect((await execute()).status).toBe(200);
    expect(caller()).toBe(client.id);

    const stack = new SandboxStack(sandbox);
    await synth(stack, adopt);
    const planned = await stack.plan();
    const of = (type: string) =>
      planned.filter(({ address }) => address.startsWith(type)).map(({ actions }) => actions);
    expect(of("genesyscloud_integration.")).toEqual([["update"]]);
    expect(of("genesyscloud_integration_action.")).toEqual([["update"]]);
    await stack.deploy();

    const { store } = sandbox.genesys;
    expect([...store.integrations.keys()]).toEqual([integration.id]);
    expect([...store.actions.keys()]).toEqual([action.id]);
    expect((await execute()).status).toBe(200);
    const own = [...store.clients.values()].find(({ name }) => name === "scopelock sandbox contacts g1");
    expect(caller()).toBe(own?.id);
    // Nobody's any more; whoever made it removes it.
    await genesys.call("DELETE", `/api/v2/oauth/clients/${client.id}`);
    expect((await execute()).status).toBe(200);

    // Still declared, it is not imported again; a plan that would destroy it is refused.
    expect(await stack.plan()).toEqual([]);
    const refused = await stack.terraform("plan", "-destroy", "-input=false", "-no-color");
    expect(refused.code).toBe(1);
    expect(refused.output).toContain("lifecycle.prevent_destroy");
    // Taken out of the declaration, it is one like any other.
    await synth(stack);
    expect(await stack.plan()).toEqual([]);
    await stack.destroy();
    expect([...store.integrations.keys(), ...store.actions.keys()]).toEqual([]);
  });

  it("is left alone when a contract differs: the action would be replaced, and flows would lose it", async () => {
    const { integration, action, adopt, client } = await byHand({ type: "object", properties: {} });
    const stack = new SandboxStack(sandbox);
    await synth(stack, adopt);
    const refused = await stack.apply();
    expect(refused.code).toBe(1);
    expect(refused.output).toMatch(/genesyscloud_integration_action\.\S+ has lifecycle\.prevent_destroy set/);
    expect([...sandbox.genesys.store.actions.keys()]).toEqual([action.id]);
    expect([...sandbox.genesys.store.integrations.keys()]).toEqual([integration.id]);
    expect((await execute()).status).toBe(200);
    expect(caller()).toBe(client.id);
  });
});
