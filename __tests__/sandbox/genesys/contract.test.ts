import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { clientBody, type Harness, start } from "./harness";

/*
 * The calls of mypurecloud/genesyscloud 1.82.0, in its order and with its bodies, and every field that it reads without
 * looking whether it is there: a hole would crash it.
 */

let genesys: Harness;
beforeEach(async () => {
  genesys = await start();
});
afterEach(() => genesys.close());

const AUTHORIZATION = "/api/v2/authorization";
const INTEGRATIONS = "/api/v2/integrations";
const ACTIONS = `${INTEGRATIONS}/actions`;
const ok = async (...request: Parameters<Harness["call"]>) => {
  const answer = await genesys.call(...request);
  expect(answer.status, JSON.stringify([request, answer.body])).toBeLessThan(300);
  return answer.body;
};
const gone = async (path: string) => expect((await genesys.call("GET", path)).status).toBe(404);

describe("at its start the provider", () => {
  it("reads the organization and the products", async () => {
    expect(await ok("GET", "/api/v2/organizations/me")).toMatchObject({
      defaultCountryCode: expect.any(String),
    });
    expect(await ok("GET", `${AUTHORIZATION}/products`)).toEqual({ total: 0, entities: [] });
  });

  it("may have a prefix in front of the login host", async () => {
    const { clientId, clientSecret } = genesys.deployer;
    const answer = await fetch(`${genesys.url}/login/oauth/token`, {
      method: "POST",
      headers: { Authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}` },
      body: new URLSearchParams({ grant_type: "client_credentials" }),
    });
    expect(answer.status).toBe(200);
  });
});

describe("a whole deploy", () => {
  const policy = { domain: "integrations", entityName: "integration", actionSet: ["view"] };

  it("creates, reads, updates and destroys", async () => {
    const division = await ok("POST", `${AUTHORIZATION}/divisions`, { name: "Sales", description: "" });
    expect(await ok("GET", `${AUTHORIZATION}/divisions/${division.id}?objectCount=false`)).toMatchObject({
      name: "Sales",
      description: "",
      homeDivision: false,
    });

    const permissions = await ok(
      "GET",
      `${AUTHORIZATION}/permissions?pageSize=100&pageNumber=1&queryType=domain&query=integrations`,
    );
    expect(permissions.pageCount).toBe(1);
    expect(permissions.entities[0].permissionMap.integration).toContainEqual(
      expect.objectContaining({ domain: "integrations", entityType: "integration", action: "view" }),
    );
    const role = await ok("POST", `${AUTHORIZATION}/roles`, {
      name: "r",
      description: "",
      permissionPolicies: [policy],
    });
    const rolePath = `${AUTHORIZATION}/roles/${role.id}`;
    const read = await ok("GET", `${rolePath}?userCount=false`);
    expect(read).toMatchObject({ name: "r", description: "", permissions: [] });
    // No member more than was sent: an extra condition would be a difference in every plan.
    expect(read.permissionPolicies).toEqual([policy]);

    const home = await ok("GET", `${AUTHORIZATION}/divisions/home`);
    expect(home).toMatchObject({ id: expect.any(String), homeDivision: true });
    const me = await ok("GET", "/api/v2/tokens/me?preserveIdleTTL=false");
    expect(me.OAuthClient.organization.id).not.toBe("purecloud-builtin");
    const grants = [
      { roleId: role.id, divisionId: home.id },
      { roleId: role.id, divisionId: division.id },
    ];
    const client = await ok("POST", "/api/v2/oauth/clients", clientBody("c", grants));
    expect(client.secret.length).toBeGreaterThan(30);
    const fields = { clientId: client.id, clientSecret: client.secret };
    const type = { name: "pureCloudOAuthClient" };
    const credential = await ok("POST", `${INTEGRATIONS}/credentials`, {
      name: "c",
      type,
      credentialFields: fields,
    });
    const clientPath = `/api/v2/oauth/clients/${client.id}`;
    const clientRead = await ok("GET", clientPath);
    expect(clientRead).toMatchObject({ ...clientBody("c", grants), id: client.id });
    expect(clientRead).not.toHaveProperty("secret");
    const credentialPath = `${INTEGRATIONS}/credentials/${credential.id}`;
    const credentialRead = await ok("GET", credentialPath);
    expect(credentialRead).toMatchObject({ name: "c", type });
    expect(JSON.stringify(credentialRead)).not.toContain(client.secret);

    const integration = await ok("POST", INTEGRATIONS, { integrationType: { id: "purecloud-data-actions" } });
    const path = `${INTEGRATIONS}/${integration.id}`;
    const current = await ok("GET", `${path}/config/current`);
    expect(current).toMatchObject({
      name: expect.any(String),
      notes: "",
      properties: {},
      advanced: {},
      credentials: {},
      version: 1,
    });
    const config = {
      name: "i",
      version: 1,
      properties: {},
      advanced: {},
      notes: "n",
      credentials: { pureCloudOAuthClient: { id: credential.id } },
    };
    expect(await ok("PUT", `${path}/config/current`, config)).toMatchObject({ ...config, version: 2 });
    await ok("PATCH", `${path}?pageSize=25&pageNumber=1`, { intendedState: "ENABLED" });
    expect(await ok("GET", `${path}?pageSize=100&pageNumber=1`)).toMatchObject({
      id: integration.id,
      name: "i",
      integrationType: { id: "purecloud-data-actions" },
      intendedState: "ENABLED",
    });

    const contract = {
      output: { successSchema: { type: "object", properties: { b: {}, a: { type: "string" } } } },
      input: { inputSchema: { type: "object", properties: { x: { type: "string" } } } },
    };
    const request = {
      requestUrlTemplate: "/api/v2/users/${input.x}",
      requestTemplate: "${input.rawRequest}",
      requestType: "GET",
      headers: {},
    };
    const response = {
      translationMap: { a: "$.a" },
      translationMapDefaults: {},
      successTemplate: '{"a": ${a}}',
    };
    const action = await ok("POST", ACTIONS, {
      name: "a",
      category: "k",
      integrationId: integration.id,
      secure: false,
      config: { timeoutSeconds: 20, request, response },
      contract,
    });
    const actionPath = `${ACTIONS}/${action.id}`;
    const whole = await ok("GET", `${actionPath}?expand=contract&includeConfig=true`);
    expect(whole).toMatchObject({
      name: "a",
      category: "k",
      version: 1,
      integrationId: integration.id,
      secure: false,
    });
    expect(whole.config.timeoutSeconds).toBe(20);
    expect(whole.config.request.requestUrlTemplate).toBe(request.requestUrlTemplate);
    const { successSchema } = contract.output;
    expect(whole.contract).toEqual(contract);
    expect(JSON.stringify(whole.contract.output.successSchema)).toBe(JSON.stringify(successSchema));
    expect(await ok("GET", `${actionPath}/templates/requesttemplate.vm`)).toBe("${input.rawRequest}");
    expect(await ok("GET", `${actionPath}/templates/successtemplate.vm`)).toBe('{"a": ${a}}');

    // Updates replace the whole.
    await ok("PATCH", actionPath, { category: "k2", name: "a", config: { request, response }, version: 1 });
    const updated = await ok("GET", `${actionPath}?expand=contract&includeConfig=true`);
    expect(updated).toMatchObject({ category: "k2", version: 2 });
    expect(updated.config).not.toHaveProperty("timeoutSeconds");
    expect(
      (await ok("PUT", rolePath, { name: "r", description: "", permissionPolicies: null }))
        .permissionPolicies,
    ).toEqual([]);
    const { roleDivisions: _, ...without } = clientBody("c", []);
    expect(await ok("PUT", clientPath, without)).toMatchObject({ roleDivisions: [] });

    for (const stale of [
      await genesys.call("PATCH", actionPath, {
        category: "k",
        name: "a",
        config: { request, response },
        version: 1,
      }),
      await genesys.call("PUT", `${path}/config/current`, config),
    ]) {
      expect(stale.status).toBe(409);
      expect(stale.body.message).toContain("does not match the current version");
    }

    await ok("DELETE", actionPath);
    await gone(actionPath);
    await ok("DELETE", path);
    await gone(`${path}?pageSize=100&pageNumber=1`);
    await ok("GET", credentialPath);
    await ok("DELETE", credentialPath);
    await gone(credentialPath);
    await ok("PUT", clientPath, { ...without, state: "inactive" });
    await ok("DELETE", clientPath);
    await gone(clientPath);
    await ok("DELETE", rolePath);
    await gone(rolePath);
    await ok("DELETE", `${AUTHORIZATION}/divisions/${division.id}?force=false`);
    await gone(`${AUTHORIZATION}/divisions/${division.id}`);
  });

  it("lets an action without request and response be read", async () => {
    const integration = await ok("POST", INTEGRATIONS, { integrationType: { id: "purecloud-data-actions" } });
    const { id } = await ok("POST", ACTIONS, {
      name: "a",
      category: "k",
      integrationId: integration.id,
      secure: false,
      config: { request: {}, response: {} },
      contract: { output: { successSchema: [] }, input: { inputSchema: {} } },
    });
    const read = await ok("GET", `${ACTIONS}/${id}?expand=contract&includeConfig=true`);
    expect(read.config.request.requestUrlTemplate).toBe("");
    expect(read.contract.output.successSchema).toEqual([]);
    expect(await ok("GET", `${ACTIONS}/${id}/templates/requesttemplate.vm`)).toBe("");
    await ok("DELETE", `${INTEGRATIONS}/${integration.id}`);
    await gone(`${ACTIONS}/${id}`);
  });
});

it("a default role is found by its id, changed, and restored", async () => {
  const found = await ok(
    "GET",
    `${AUTHORIZATION}/roles?pageSize=1&pageNumber=1&defaultRoleId=employee&userCount=false`,
  );
  const [role] = found.entities;
  const path = `${AUTHORIZATION}/roles/${role.id}`;
  await ok("PUT", path, { name: "employee", description: "changed", permissionPolicies: null });
  expect(await ok("GET", path)).toMatchObject({ description: "changed", defaultRoleId: "employee" });
  await ok("PUT", `${AUTHORIZATION}/roles/default`, [{ id: role.id }]);
  expect((await ok("GET", path)).permissionPolicies).toEqual(role.permissionPolicies);
});

describe("listings", () => {
  it("end: a page past the end has no entities", async () => {
    for (const listing of [INTEGRATIONS, ACTIONS, `${AUTHORIZATION}/roles`, `${AUTHORIZATION}/divisions`]) {
      const { entities, pageNumber } = await ok("GET", `${listing}?pageSize=100&pageNumber=2`);
      expect(entities).toEqual([]);
      expect(pageNumber).toBe(2);
    }
  });

  it("of credentials go by cursor", async () => {
    const body = (name: string) => ({ name, type: { name: "basicAuth" }, credentialFields: {} });
    for (const name of ["a", "b", "c"]) await ok("POST", `${INTEGRATIONS}/credentials`, body(name));
    const names: string[] = [];
    for (let after = ""; ; ) {
      const query = `pageSize=2${after && `&after=${after}`}`;
      const { entities } = await ok("GET", `${INTEGRATIONS}/credentials/listing?${query}`);
      if (entities.length === 0) break;
      names.push(...entities.map((entity: { name: string }) => entity.name));
      after = entities.at(-1).id;
    }
    expect(names).toEqual(["a", "b", "c"]);
  });

  it("of OAuth clients are one page, whatever is asked", async () => {
    expect(await ok("GET", "/api/v2/oauth/clients")).toMatchObject({
      pageCount: 1,
      entities: [{ name: "Terraform" }],
    });
  });
});
