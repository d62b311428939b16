import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { genesyscloudProvider } from "../../packages/sandbox/src/providers/genesyscloud";
import { integration } from "../../packages/sandbox/src/providers/genesyscloud/integration";
import { Rotation } from "../../src/core/rotation";
import type { IntegrationModel } from "../../src/core/stack/deployment";
import { manifestContent } from "../../src/core/stack/manifest";
import { SecretText } from "../../src/doctor/secret-text";
import { clientWith } from "../sandbox/genesys/harness";
import { declared, deployed, LATER, VAULT_TOKEN, type World } from "./deployed";

const SECRET = "kv/data/dev/crm";
const MANIFEST = `${SECRET}/manifest`;
const VARIABLE = "ENABLE_STANDALONE_INTEGRATION_CONFIG";
const LOOKUP = /reversewhitepageslookup/;

let world: World;
beforeEach(async () => {
  world = await deployed();
});
afterEach(() => world.close());

const secret = () => (world.vault.answers.get(SECRET) as { body: { data: { data: object } } }).body.data.data;
const edit = (change: object) => world.vault.put(SECRET, { ...secret(), ...change });
const setRole = (permissionPolicies: object[]) =>
  world.genesys.call("PUT", `/api/v2/authorization/roles/${world.role.id}`, {
    ...world.role,
    permissionPolicies,
  });
const policy = (...actionSet: string[]) => ({ domain: "externalContacts", entityName: "contact", actionSet });
const inactive = () =>
  world.genesys.call("PUT", `/api/v2/oauth/clients/${world.client.id}`, {
    ...world.client,
    state: "inactive",
  });

describe("a healthy environment", () => {
  it("is proved from the secret to the flow's own execution", async () => {
    const { proofs, findings } = await world.examine();
    expect(findings).toEqual([]);
    expect(proofs.map(({ id }) => id)).toEqual([
      "secret/current",
      "manifest/content",
      "token/client",
      "role/permissions",
      "permission/in-org",
      "client/live",
      "client/grants",
      "integration/bound",
      "action/published",
      "probe/answered",
      "probe/answered",
    ]);
    expect(proofs.at(-1)?.what).toBe('"Look up" through the integration: 200');
  });

  it("is proved with a reader's token alone, and what was not looked at is said", async () => {
    const { proofs, findings } = await world.examine({ operator: undefined });
    expect(findings.map(({ id }) => id)).toEqual(["operator/absent"]);
    expect(proofs.map(({ id }) => id)).toEqual([
      "secret/current",
      "manifest/content",
      "token/client",
      "permission/in-org",
      "probe/answered",
    ]);
    expect(world.vault.asked).toEqual([`GET ${SECRET}`, `GET ${MANIFEST}`]);
    const asReader = world.genesys.requests.filter(({ clientId }) => clientId === world.client.id);
    expect(asReader.map(({ status }) => status)).toEqual(asReader.map(() => 200));
  });

  it("is looked at with the planner's permissions; only the execution is left out", async () => {
    const { client } = await clientWith(
      world.genesys,
      "authorization:role:view",
      "integrations:action:view",
      "integrations:integration:view",
      "oauth:client:view",
    );
    const operator = { clientId: client.id, clientSecret: new SecretText(client.secret) };
    const { findings, proofs } = await world.examine({ operator });
    expect(findings.map(({ severity, id }) => `${severity} ${id}`)).toEqual(["note probe/may-not-execute"]);
    expect(proofs).toHaveLength(10);
    expect(world.slept).toEqual([]);
  });

  it("is changed by nothing: it is only read, but for tokens and the execution", async () => {
    const before = world.genesys.requests.length;
    await world.examine();
    const written = world.genesys.requests.slice(before).filter(({ method }) => method !== "GET");
    expect(new Set(written.map(({ path }) => path))).toEqual(
      new Set(["/oauth/token", `/api/v2/integrations/actions/${world.actionId}/execute`]),
    );
  });
});

describe("the engine of this machine", () => {
  it("is named where it is refused", async () => {
    const engine = (version: string) => ({ engine: { name: "Terraform", version } }) as const;
    const { findings } = await world.examine(engine("1.16.0"));
    expect(findings).toEqual([
      {
        id: "terraform/refused",
        severity: "error",
        what: "Terraform 1.16.0 is refused.",
        why: expect.stringContaining("depends_on"),
        fix: expect.stringContaining("1.16.1"),
      },
    ]);
    expect(await world.findings(engine("1.16.1"))).toEqual([]);
  });
});

describe("the policies of the stack", () => {
  const NAME = "dev-crm-reader";
  const PATH = `sys/policies/acl/${NAME}`;
  const policies = [{ name: NAME, text: 'path "kv/data/dev/crm" {\n}\n' }];
  const answer = (path: string, status: number, body: unknown) =>
    world.vault.answers.set(path, { status, body });
  const may = (...capabilities: string[]) =>
    answer("sys/capabilities-self", 200, { data: { [PATH]: capabilities } });
  const has = (policy: string) => answer(PATH, 200, { data: { name: NAME, policy } });
  const undeployed = () => world.vault.answers.delete(SECRET) && world.vault.answers.delete(MANIFEST);
  const found = async () => (await world.findings({ policies })).filter((each) => / policy\//.test(each));

  it.each<[string, () => unknown, string[]]>([
    ["are as declared", () => [may("read"), has(policies[0]?.text ?? "")], []],
    ["have a line end less", () => [may("root"), has('path "kv/data/dev/crm" {\n}')], []],
    ["do not exist", () => may("read"), []],
    ["are others", () => [may("read"), has('path "*" {}')], ["error policy/other"]],
    ["may not be read, and all is deployed", () => may("deny"), []],
    [
      "exist before anything is deployed",
      () => [undeployed(), may("read"), has("x")],
      ["error policy/taken"],
    ],
    ["do not exist before anything is deployed", () => [undeployed(), may("read")], []],
    [
      "may not be read before anything is deployed",
      () => [undeployed(), may("deny")],
      ["note policy/not-read"],
    ],
    ["cannot be asked for before anything is deployed", () => undeployed(), ["note policy/not-read"]],
  ])("%s", async (_, set, expected) => {
    set();
    expect(await found()).toEqual(expected);
  });

  it("are not read where the token may not: the read would be in Vault's audit log", async () => {
    may("deny");
    await found();
    expect(world.vault.asked).toEqual([`GET ${SECRET}`, `GET ${MANIFEST}`, "POST sys/capabilities-self"]);
  });
});

describe("an integration without its credential", () => {
  it("is named, with the variable that has a deploy leave it so", async () => {
    await world.genesys.call("PUT", `/api/v2/integrations/${world.integrationId}/config/current`, {
      name: declared.name,
      credentials: {},
    });
    const { findings } = await world.examine();
    expect(findings.find(({ id }) => id === "integration/credential")).toMatchObject({
      severity: "error",
      what: expect.stringContaining("is bound to no credential"),
      why: expect.stringContaining("ENABLE_STANDALONE_INTEGRATION_CONFIG"),
      fix: expect.stringMatching(/^Unset ENABLE_STANDALONE_INTEGRATION_CONFIG .* npx cdktf deploy dev\.$/),
    });
  });

  it.each([
    [
      "is what the provider leaves with the variable, and its state does not show it",
      { [VARIABLE]: "" },
      false,
    ],
    ["is not what it leaves without", {}, true],
  ])("%s", async (_, variable, isBound) => {
    const { host, port } = { host: "127.0.0.1", port: new URL(world.genesys.url).port };
    const { clientId, clientSecret } = world.genesys.deployer;
    const env = {
      ...variable,
      GENESYSCLOUD_OAUTHCLIENT_ID: clientId,
      GENESYSCLOUD_OAUTHCLIENT_SECRET: clientSecret,
    };
    const client = await genesyscloudProvider(env, ".").connect({
      gateway: [{ host, port, protocol: "http" }],
    });
    const { credentialId } = await world.generation(1);
    const config = [{ name: "second", credentials: { pureCloudOAuthClient: credentialId } }];
    const planned = { integration_type: "purecloud-data-actions", intended_state: "ENABLED", config };
    const state = await integration.create(client, planned, {});
    const kept = (await integration.read(client, state))?.config as typeof config;
    expect(kept[0]?.credentials).toEqual({ pureCloudOAuthClient: credentialId });
    const { body } = await world.genesys.call("GET", `/api/v2/integrations/${state.id}/config/current`);
    expect(body.credentials.pureCloudOAuthClient?.id).toBe(isBound ? credentialId : undefined);
  });
});

describe("each trouble is named", () => {
  it.each<[string, () => unknown, string[]]>([
    [
      "a permission taken out",
      () => setRole([]),
      ["error role/permission-missing", "error probe/permission"],
    ],
    [
      "two permissions put in",
      () => setRole([policy("view", "delete"), { domain: "routing", entityName: "queue", actionSet: ["*"] }]),
      ["error role/permission-extra", "error role/permission-extra"],
    ],
    [
      "a condition",
      () => setRole([{ ...policy("view"), resourceConditionNode: { conjunction: "AND" } }]),
      ["error role/condition"],
    ],
    [
      "a role that is gone",
      () => world.genesys.call("DELETE", `/api/v2/authorization/roles/${world.role.id}`),
      ["error role/missing", "error probe/permission"],
    ],
    [
      "a secret that was regenerated",
      () => world.genesys.call("POST", `/api/v2/oauth/clients/${world.client.id}/secret`),
      ["error token/secret-wrong", "error probe/credential"],
    ],
    [
      "a secret that was overwritten in Vault",
      () => edit({ client_secret: "x" }),
      ["error token/secret-wrong"],
    ],
    [
      "a client that is not active",
      inactive,
      ["error token/client-inactive", "error client/inactive", "error probe/credential"],
    ],
    [
      "a client that is gone",
      () => world.genesys.call("DELETE", `/api/v2/oauth/clients/${world.client.id}`),
      ["error token/client-unknown", "error client/missing", "error probe/credential"],
    ],
    [
      "a client without its role",
      () => {
        const client = world.genesys.store.clients.get(world.client.id);
        if (client) client.roleDivisions = [];
      },
      ["error client/role-missing", "error probe/permission"],
    ],
    [
      "a role in every division",
      () => {
        const client = world.genesys.store.clients.get(world.client.id);
        if (client) client.roleDivisions = [{ roleId: world.role.id, divisionId: "*" }];
      },
      ["error client/role-missing"],
    ],
    [
      "an orphan of a killed deploy, and one of the same name",
      async () => {
        await world.generation(2);
        await world.generation(1);
      },
      ["warning client/orphan", "warning client/orphan"],
    ],
    [
      "an integration that is disabled",
      () =>
        world.genesys.call("PATCH", `/api/v2/integrations/${world.integrationId}`, {
          intendedState: "DISABLED",
        }),
      ["error integration/disabled", "error probe/processing"],
    ],
    [
      "an integration that is bound to another credential",
      async () => {
        const { credentialId } = await world.generation(7);
        const path = `/api/v2/integrations/${world.integrationId}/config/current`;
        const { body } = await world.genesys.call("GET", path);
        await world.genesys.call("PUT", path, {
          ...body,
          credentials: { pureCloudOAuthClient: { id: credentialId } },
        });
      },
      ["error integration/credential", "warning client/orphan"],
    ],
    [
      "an integration that is gone",
      () => world.genesys.call("DELETE", `/api/v2/integrations/${world.integrationId}`),
      ["error integration/missing"],
    ],
    [
      "an action that is gone",
      () => world.genesys.call("DELETE", `/api/v2/integrations/actions/${world.actionId}`),
      ["error action/missing"],
    ],
    [
      "an action that was renamed and changed by hand",
      () => {
        const action = world.genesys.store.actions.get(world.actionId);
        if (action)
          action.config = {
            ...action.config,
            request: { requestType: "GET", requestUrlTemplate: "/api/v2/authorization/roles" },
          };
      },
      ["error action/changed", "error probe/other-permission"],
    ],
    [
      "a static action that no one declared",
      () => {
        const action = world.genesys.store.actions.get(world.actionId);
        if (action)
          world.genesys.store.actions.set("static_1", { ...action, id: "static_1", name: "Get schedule" });
      },
      ["warning action/static"],
    ],
    [
      "an action that no one declared",
      () => {
        const action = world.genesys.store.actions.get(world.actionId);
        if (action) world.genesys.store.actions.set("custom_1", { ...action, id: "custom_1", name: "More" });
      },
      ["warning action/undeclared"],
    ],
    ["no secret", () => world.vault.answers.delete(SECRET), ["error secret/missing"]],
    [
      "a deleted secret",
      () => {
        const body = {
          data: { data: null, metadata: { created_time: "", deletion_time: "2026-11-25T00:00:00Z" } },
        };
        world.vault.answers.set(SECRET, { status: 404, body });
      },
      ["error secret/deleted"],
    ],
    ["a secret that lacks a field", () => edit({ client_secret: "" }), ["error secret/shape"]],
    [
      "a secret of somebody else's",
      () => world.vault.put(SECRET, { password: "x" }),
      ["error secret/shape", "note secret/extra-field"],
    ],
    [
      "addresses of another region",
      () => edit({ api_url: "https://api.mypurecloud.de" }),
      ["error secret/endpoints"],
    ],
    ["no manifest", () => world.vault.answers.delete(MANIFEST), ["error manifest/missing"]],
    [
      "a manifest of another form",
      () => world.vault.put(MANIFEST, { generation: "1" }),
      ["error manifest/unreadable"],
    ],
    [
      "a manifest of another integration",
      () => world.vault.put(MANIFEST, manifestContent({ ...declared, id: "other" })),
      ["error manifest/other"],
    ],
    [
      "a manifest that is behind",
      () =>
        world.vault.put(
          MANIFEST,
          manifestContent({ ...declared, permissions: [], actions: [{ name: "Old" }] }),
        ),
      ["error manifest/permissions", "error manifest/actions"],
    ],
    [
      "a manifest that was edited",
      () => world.vault.put(MANIFEST, { ...manifestContent(declared), fingerprint: "0" }),
      ["error manifest/fingerprint"],
    ],
    [
      "a Vault that refuses",
      () => world.vault.answers.set(SECRET, { status: 403, body: { errors: ["permission denied"] } }),
      ["unknown vault/forbidden"],
    ],
    [
      "an API that is overloaded",
      () => world.genesys.faults.fail({ method: "GET", path: LOOKUP }, { status: 429, body: {} }),
      ["error probe/request", "unknown probe/rate-limit"],
    ],
    [
      "C7: a server that talks of its insides",
      () =>
        world.genesys.faults.fail(
          { method: "GET", path: LOOKUP },
          {
            status: 403,
            body: { code: "missing.permissions", message: "permission(s): com.inin.Permission" },
          },
        ),
      ["error probe/unnamed"],
    ],
    [
      "C8: a server that names another permission",
      () =>
        world.genesys.faults.fail(
          { method: "GET", path: LOOKUP },
          {
            status: 403,
            body: { code: "missing.any.permissions", message: "[externalContacts:contact:search]" },
          },
        ),
      ["error probe/other-permission"],
    ],
    [
      "403 without a name",
      () =>
        world.genesys.faults.fail(
          { method: "GET", path: LOOKUP },
          { status: 403, body: { code: "not.authorized", message: "You are not authorized." } },
        ),
      ["error probe/access"],
    ],
  ])("%s", async (_, damage, expected) => {
    await damage();
    expect((await world.findings()).sort()).toEqual([...expected].sort());
  });

  it("C5, C6: a permission that the organization does not have explains the 403", async () => {
    const path = /\/authorization\/permissions$/;
    const relate = { domain: "relate", entityType: "contact", action: "view" };
    const body = { entities: [{ domain: "relate", permissionMap: { contact: [relate] } }], pageCount: 1 };
    world.genesys.faults.fail({ method: "GET", path }, { status: 200, body });
    const message = "[externalContacts:contact:view]";
    world.genesys.faults.fail(
      { method: "GET", path: LOOKUP },
      { status: 403, body: { code: "missing.any.permissions", message } },
    );
    const { findings } = await world.examine();
    expect(findings.map(({ id }) => id)).toEqual(["permission/not-in-org", "probe/permission"]);
    expect(findings[0]?.fix).toContain("relate:contact:view");
    expect(findings[1]?.why).toMatch(/not in this organization/);
  });

  it("orphans, each with what to do first", async () => {
    const [old, bound, newer] = [
      await world.generation(1),
      await world.generation(7),
      await world.generation(8),
    ];
    const integration = world.genesys.store.integrations.get(world.integrationId);
    if (integration)
      integration.config = {
        ...integration.config,
        credentials: { pureCloudOAuthClient: { id: bound.credentialId } },
      };
    const { findings } = await world.examine();
    const orphans = findings.filter(({ id }) => id === "client/orphan");
    expect(orphans.map(({ what }) => /\((.*)\)/.exec(what)?.[1])).toEqual([old.id, bound.id, newer.id]);
    expect(orphans.map(({ fix }) => fix.split(" ").slice(0, 3).join(" "))).toEqual([
      "Delete it in",
      "Have the integration",
      "Update this checkout,",
    ]);
  });

  it("no orphan in the generation that serves until the current one is deployed", async () => {
    const { findings } = await world.examine({ rotation: Rotation.of({ live: [2], current: 2 }) });
    expect(findings.map(({ id }) => id)).toEqual([
      "secret/generation",
      "manifest/generation",
      "token/other-client",
      "client/missing",
      "integration/credential",
      "stack/stale",
    ]);
  });

  it("two clients of a previous generation, and none of the current one", async () => {
    const [one, two] = [await world.generation(2), await world.generation(2)];
    await world.genesys.call("DELETE", `/api/v2/oauth/clients/${world.client.id}`);
    const rotation = Rotation.of({ live: [1, 2, 3], current: 3 });
    const { findings } = await world.examine({ rotation });
    const said = findings
      .filter(({ id }) => id.startsWith("client/"))
      .map(({ what, fix }) => `${what} ${fix}`);
    expect(said).toEqual([
      expect.stringMatching(/"scopelock dev crm g1".*--drop-previous/),
      expect.stringMatching(/"scopelock dev crm g3".*npx cdktf deploy dev/),
      expect.stringContaining(`${one.id} and ${two.id}`),
    ]);
  });

  it("the secret of another client, where the current generation is deployed: only another one heals", async () => {
    const other = await world.generation(7);
    edit({ client_id: other.id, client_secret: other.secret });
    const { findings } = await world.examine();
    const found = findings.find(({ id }) => id === "token/other-client");
    expect(found?.fix).toMatch(/^scopelock rotate dev --heal/);
  });

  it("a generation that is not deployed yet, and a stack that is not synthesized anew", async () => {
    const rotation = Rotation.of({ live: [1, 2], current: 2 });
    const { findings } = await world.examine({ rotation });
    // Nothing is broken: the deploy is due.
    for (const { fix } of findings) expect(fix).toMatch(/^(Deploy: )?npx cdktf (deploy dev|synth)/);
    expect(findings.map(({ severity, id }) => `${severity} ${id}`)).toEqual([
      "error secret/generation",
      "error manifest/generation",
      "error token/other-client",
      "error client/missing",
      "error integration/credential",
      "warning stack/stale",
    ]);
  });

  it("an environment file that is behind what is deployed", async () => {
    edit({ generation_2: "" });
    const { findings } = await world.examine();
    expect(findings.map(({ id }) => id)).toEqual(["secret/generation"]);
    expect(findings[0]?.fix).toMatch(/Update this checkout/);
  });

  it("a Vault that is not there, once and not for each entry", async () => {
    world.vault.close();
    expect(await world.findings()).toEqual(["unknown vault/no-answer"]);
  });

  it("a token that Vault does not know", async () => {
    const vault = { address: world.vault.address, token: new SecretText("another") };
    expect(await world.findings({ vault })).toEqual(["unknown vault/forbidden", "unknown vault/forbidden"]);
  });

  it("a client that may not look", async () => {
    const { client } = await clientWith(world.genesys);
    const operator = { clientId: client.id, clientSecret: new SecretText(client.secret) };
    const found = await world.findings({ operator });
    expect(new Set(found)).toEqual(new Set(["unknown operator/refused"]));
    expect(found).toHaveLength(3);
  });

  it("an operator without a token; the rest is proved all the same", async () => {
    const operator = { clientId: "nobody", clientSecret: new SecretText("nothing") };
    const { findings, proofs } = await world.examine({ operator });
    expect(findings.map(({ severity, id }) => `${severity} ${id}`)).toEqual(["unknown operator/token"]);
    expect(proofs.map(({ id }) => id)).toContain("probe/answered");
  });

  it("an operator of another organization is asked for nothing", async () => {
    const other = await deployed();
    const { clientId, clientSecret } = other.genesys.deployer;
    // Both behind one address, as organizations of one region are.
    world.genesys.store.clients.set(clientId, {
      ...world.genesys.store.clients.get(world.genesys.deployer.clientId),
      id: clientId,
      secret: clientSecret,
    } as never);
    const foreign = {
      organization: { id: "foreign", name: "" },
      OAuthClient: { id: clientId, name: "", organization: { id: "foreign" } },
    };
    world.genesys.faults.fail({ method: "GET", path: /\/tokens\/me$/ }, { status: 200, body: foreign }, 1);
    const operator = { clientId, clientSecret: new SecretText(clientSecret) };
    expect(await world.findings({ operator })).toEqual(["unknown operator/other-organization"]);
    await other.close();
  });
});

describe("C29: a permission that is not effective at once", () => {
  const refuse = (times: number) =>
    world.genesys.faults.fail(
      { method: "GET", path: LOOKUP },
      { status: 403, body: { code: "missing.any.permissions", message: "[externalContacts:contact:view]" } },
      times,
    );

  it("is waited for after a deploy, and that is said", async () => {
    world.vault.put(MANIFEST, manifestContent(declared), new Date(LATER - 60_000).toISOString());
    refuse(3);
    const { findings, proofs } = await world.examine();
    expect(findings.map(({ severity, id }) => `${severity} ${id}`)).toEqual(["note probe/late"]);
    expect(findings[0]?.why).toMatch(/for 15 s/);
    expect(proofs.filter(({ id }) => id === "probe/answered")).toHaveLength(2);
    expect(world.slept).toEqual([5_000, 5_000, 5_000]);
    expect(world.told.filter((line) => /takes up to five minutes/.test(line))).toHaveLength(3);
  });

  it("is waited for no longer than the vendor's five minutes in all, and not at all later", async () => {
    refuse(1_000);
    expect(await world.findings()).toEqual(["error probe/permission"]);
    expect(world.slept).toEqual([]);
    world.vault.put(MANIFEST, manifestContent(declared), new Date(LATER - 60_000).toISOString());
    expect(await world.findings()).toEqual(["error probe/permission", "note probe/late"]);
    expect(world.slept.reduce((sum, each) => sum + each)).toBe(300_000);
    expect(world.told.filter((line) => / of 300 s$/.test(line)).at(-1)).toMatch(/waited 285 of 300 s$/);
  });

  it("is waited for as long as --wait says", async () => {
    refuse(1_000);
    await world.examine({ waitSeconds: 12 });
    expect(world.slept).toEqual([5_000, 5_000, 2_000]);
  });

  it("is not waited for when the role is known to lack it", async () => {
    await setRole([]);
    expect(await world.findings({ waitSeconds: 60 })).toContain("error role/permission-missing");
    expect(world.slept).toEqual([]);
  });
});

describe("a client that gets tokens from other addresses only", () => {
  const allow = (...addresses: string[]) =>
    world.genesys.faults.add({ fault: "allow-addresses", client: world.client.id, addresses });
  const declaring = (...allowedIpAddresses: string[]) => ({
    deployment: { integrations: [{ ...declared, allowedIpAddresses }], clients: [] },
  });

  it("is told from one with a wrong secret: the secret was not checked, and no rotation is asked for", async () => {
    allow("203.0.113.0/24");
    const { findings, proofs } = await world.examine(declaring("203.0.113.0/24"));
    expect(findings).toMatchObject([
      {
        id: "token/address",
        severity: "unknown",
        what: expect.stringContaining("the IP address of the request is not allowed"),
        why: expect.stringContaining("declared are 203.0.113.0/24"),
        fix: expect.not.stringContaining("rotate"),
      },
    ]);
    // The integration calls from addresses of Genesys Cloud.
    expect(proofs.at(-1)?.what).toBe('"Look up" through the integration: 200');
  });

  it("is proved from an allowed one", async () => {
    allow("127.0.0.1", "203.0.113.0/24");
    expect(await world.findings(declaring("127.0.0.1", "203.0.113.0/24"))).toEqual([]);
  });

  it("may be refused in other words: the finding names both reasons", async () => {
    const refuse = (body: object) =>
      world.genesys.faults.fail({ method: "POST", path: /oauth.token$/ }, { status: 400, body }, 1);
    for (const [body, id] of [
      [{ error: "invalid_client", error_description: "authentication failed" }, "token/secret-wrong"],
      [{ error: "access_denied", error_description: "denied" }, "token/refused"],
    ] as const) {
      refuse(body);
      const declares = await world.examine({ ...declaring("203.0.113.7"), operator: undefined });
      expect(declares.findings[0]).toMatchObject({ id, why: expect.stringContaining("203.0.113.7") });
      refuse(body);
      const { findings } = await world.examine({ operator: undefined });
      expect(findings[0]?.why).not.toContain("address");
    }
  });

  it("is the operator's, too", async () => {
    const { clientId } = world.genesys.deployer;
    world.genesys.faults.add({ fault: "allow-addresses", client: clientId, addresses: ["203.0.113.7"] });
    const { findings } = await world.examine();
    expect(findings).toMatchObject([
      { id: "operator/token", why: expect.stringContaining("the address of this machine") },
    ]);
  });
});

describe("the limits of the organization", () => {
  const limited = (dataactions: Record<string, number>, roles = 1_000) =>
    world.genesys.seed({ limits: { dataactions, authorization: { "org.roles.max": roles } } });
  const room = { "actions.total.max": 500, "actions.integration.max": 100 };
  const [first] = declared.actions;
  const more = (...names: string[]) => ({
    deployment: {
      integrations: [
        { ...declared, actions: [...declared.actions, ...names.map((name) => ({ ...first, name }))] },
      ] as IntegrationModel[],
      clients: [],
    },
  });
  const limits = async (change: Parameters<World["examine"]>[0]) =>
    (await world.examine(change)).findings.filter(({ id }) => id.startsWith("limit/"));

  it("have room: the doctor counts what exists and what the next deploy makes", async () => {
    const { proofs, findings } = await world.examine(more("B", "C"));
    expect(proofs.find(({ id }) => id === "limit/room")?.what).toBe(
      "The organization has room for what the next deploy makes: 2 data actions beside 1",
    );
    expect(findings.filter(({ id }) => id.startsWith("limit/"))).toEqual([]);
  });

  it.each([
    [
      "organization",
      { ...room, "actions.total.max": 2 },
      "The organization has 1 data action, and the next deploy makes 2 more; its limit is 2 (actions.total.max).",
    ],
    [
      "integration",
      { ...room, "actions.integration.max": 2 },
      'The integration "crm" has 1 data action, and the next deploy makes 2 more; its limit is 2 (actions.integration.max).',
    ],
  ])("of data actions of an %s would be passed", async (_, dataactions, what) => {
    limited(dataactions);
    expect(await limits(more("B", "C"))).toMatchObject([{ id: "limit/passed", severity: "error", what }]);
    // What exists is no deploy.
    expect((await limits({})).map(({ severity }) => severity)).not.toContain("error");
  });

  it("of roles would be passed by a first deploy, and not by one whose role exists", async () => {
    limited(room, world.genesys.store.roles.size);
    expect(await limits({})).toMatchObject([{ id: "limit/near", severity: "note" }]);
    limited(room, world.genesys.store.roles.size - 1);
    await world.genesys.call("DELETE", `/api/v2/authorization/roles/${world.role.id}`);
    expect(await limits({})).toMatchObject([
      { id: "limit/passed", what: expect.stringContaining("the next deploy makes 1 more") },
    ]);
  });

  it("are near from nine tenths on; static actions do not count", async () => {
    limited({ ...room, "actions.total.max": 10 });
    for (let at = 0; at < 7; at += 1)
      world.genesys.store.actions.set(`static_-_${at}`, {
        ...(world.genesys.store.actions.get(world.actionId) as object),
        id: `static_-_${at}`,
        name: `Static ${at}`,
      } as never);
    const names = ["B", "C", "D", "E", "F", "G", "H"];
    expect(await limits(more(...names))).toEqual([]);
    expect(await limits(more(...names, "I"))).toMatchObject([{ id: "limit/near", severity: "note" }]);
  });

  it("that cannot be read are said, where the next deploy makes something", async () => {
    limited({ "actions.total.max": 500 });
    expect(await limits({})).toEqual([]);
    expect(await limits(more("B"))).toMatchObject([
      {
        id: "limit/unread",
        severity: "note",
        what: "Genesys Cloud does not list the limit actions.integration.max.",
      },
    ]);
    world.genesys.faults.fail({ method: "GET", path: /namespaces.dataactions$/ }, { status: 501, body: {} });
    const said = await limits(more("B"));
    expect(said.map(({ id }) => id)).toEqual(["limit/unread", "limit/unread"]);
    expect(said[0]?.what).toBe("The limit actions.total.max could not be read: 501.");
  });

  it("need no permission to be read", async () => {
    const { token } = await clientWith(world.genesys);
    const path = "/api/v2/organizations/limits/namespaces";
    const answer = await world.genesys.call("GET", `${path}/dataactions`, undefined, token);
    expect(answer).toMatchObject({
      status: 200,
      body: { entities: [{ key: "actions.total.max", namespace: "dataactions", value: 500 }, {}] },
    });
    expect((await world.genesys.call("GET", `${path}/none`, undefined, token)).status).toBe(404);
  });
});

describe("several divisions", () => {
  const divisions = [{ lookup: "home" }, { lookup: "named", name: "Sales" }] as const;
  const deployment = { integrations: [{ ...declared, divisions }], clients: [] };
  const grantIn = (...divisionIds: string[]) => {
    const client = world.genesys.store.clients.get(world.client.id);
    const roleId = world.role.id;
    if (client) client.roleDivisions = divisionIds.map((divisionId) => ({ roleId, divisionId }));
  };
  const home = () => world.genesys.store.home.id;

  it("are all looked for, and no other", async () => {
    expect((await world.examine({ deployment })).findings).toMatchObject([
      { id: "division/missing", what: expect.stringContaining('"Sales"') },
    ]);
    const sales = (await world.genesys.call("POST", "/api/v2/authorization/divisions", { name: "Sales" }))
      .body;
    expect((await world.examine({ deployment })).findings).toMatchObject([
      { id: "client/role-missing", what: expect.stringContaining('"Sales"') },
    ]);
    grantIn(home(), sales.id);
    const { findings, proofs } = await world.examine({ deployment });
    expect(findings).toEqual([]);
    expect(proofs.find(({ id }) => id === "client/grants")?.what).toContain("the home division");
    grantIn(home(), sales.id, "*");
    expect(await world.findings({ deployment })).toEqual(["error client/role-extra"]);
  });
});

describe("a role that is there already", () => {
  const because = "certified";
  const withRole = (role: IntegrationModel["role"]) => ({
    deployment: { integrations: [{ ...declared, role }], clients: [] },
  });

  it("must grant what is needed; what else it grants is its owner's", async () => {
    const byId = withRole({ lookup: "id", id: world.role.id, because });
    const byName = withRole({ lookup: "named", name: world.role.name, because });
    await setRole([policy("view", "edit", "delete")]);
    for (const change of [byId, byName]) {
      const { findings, proofs } = await world.examine(change);
      expect(findings).toEqual([]);
      expect(proofs.find(({ id }) => id === "role/enough")?.what).toContain("2 permissions more");
    }
    await setRole([policy("edit")]);
    for (const change of [byId, byName])
      expect((await world.examine(change)).findings[0]).toMatchObject({
        id: "role/permission-missing",
        why: expect.stringContaining(because),
        fix: expect.stringContaining("owner"),
      });
  });

  it("must be there", async () => {
    for (const role of [
      { lookup: "id", id: "nobody", because },
      { lookup: "named", name: "Nobody", because },
    ] as const)
      expect(await world.findings(withRole(role))).toContain("error role/missing");
  });
});

describe("a namespace of the mount", () => {
  it("is below the one that is named for Vault", async () => {
    const mount = { ...declared.mount, namespace: "voice" };
    const deployment = { integrations: [{ ...declared, mount }], clients: [] };
    await world.examine({ deployment });
    expect(world.vault.namespaces.at(-1)).toBe("voice");
    const vault = { address: world.vault.address, token: new SecretText(VAULT_TOKEN), namespace: "team" };
    await world.examine({ deployment, vault });
    expect(world.vault.namespaces.at(-1)).toBe("team/voice");
  });
});

describe("an action with another probe", () => {
  const [lookup] = declared.actions;
  const withAction = (change: object) => ({
    deployment: { integrations: [{ ...declared, actions: [{ ...lookup, ...change }] }] } as never,
  });
  const contact = (id: string) => ({
    request: { method: "GET", url: `/api/v2/externalcontacts/contacts/${id}` },
  });

  it("that finds nothing has proved token and permission", async () => {
    const operator = undefined;
    expect(await world.findings({ operator, ...withAction(contact("none")) })).toEqual([
      "warning probe/not-found",
      "note operator/absent",
    ]);
    const probe = { input: {}, expect: "not-found" };
    expect(await world.findings({ operator, ...withAction({ ...contact("none"), probe }) })).toEqual([
      "note operator/absent",
    ]);
  });

  it("that cannot be rendered is not sent", async () => {
    const probe = { input: {} };
    const { findings } = await world.examine({ operator: undefined, ...withAction({ probe }) });
    expect(findings[0]).toMatchObject({
      id: "probe/template",
      why: expect.stringContaining("${input.phone}"),
    });
    expect(world.genesys.requests.some(({ path }) => LOOKUP.test(path))).toBe(false);
  });

  it("and one without any is said to be unproven", async () => {
    expect(await world.findings(withAction({ probe: undefined }))).toEqual(["note probe/none"]);
  });
});

describe("secrets", () => {
  it("are in nothing that is told or found, whatever breaks and whoever repeats them", async () => {
    const secrets = [world.client.secret, world.genesys.deployer.clientSecret, "canary-vault-token"];
    const seen: string[] = [];
    const look = async () => {
      seen.push(JSON.stringify(await world.examine()));
    };
    await look();
    edit({ client_secret: `${world.client.secret}x` });
    await look();
    edit({ client_secret: world.client.secret });
    for (const path of [LOOKUP, /tokens\/me/, /oauth\/clients/, /integrations/, /permissions/, /roles/])
      world.genesys.faults.fail(
        { method: "GET", path },
        { status: 403, body: { code: secrets[0], message: secrets.join() } },
      );
    await look();
    const tokens = [...world.genesys.store.tokens.keys()];
    expect(tokens.length).toBeGreaterThan(3);
    const printed = [...seen, ...world.told].join("\n");
    expect(printed.length).toBeGreaterThan(2_000);
    for (const each of [...tokens, ...secrets]) expect(printed).not.toContain(each);
  });
});

describe("static actions that are declared", () => {
  const withStatic: IntegrationModel = {
    ...declared,
    staticActions: [
      { name: "Get contact", permissions: ["externalContacts:contact:view"], alternatives: [] },
    ],
  };
  const deployment = { integrations: [withStatic], clients: [] };

  it("are no finding where the integration shows them", async () => {
    const action = world.genesys.store.actions.get(world.actionId);
    if (!action) throw new Error("no action");
    world.genesys.store.actions.set("static_1", { ...action, id: "static_1", name: "Get contact" });
    expect(await world.findings({ deployment })).toEqual([]);
  });

  it("are a warning where it does not", async () => {
    expect(await world.findings({ deployment })).toEqual(["warning action/static-missing"]);
  });

  it("are named where the role lacks what they need", async () => {
    await world.genesys.call("PUT", `/api/v2/authorization/roles/${world.role.id}`, {
      name: world.role.name,
      permissionPolicies: [],
    });
    const diagnosis = JSON.stringify(await world.examine({ deployment }));
    expect(diagnosis).toContain(JSON.stringify('refuses "Look up" and "Get contact" with 403').slice(1, -1));
  });
});
