import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { clientBody, clientWith, type Harness, start } from "./harness";

const LOOKUP = "/api/v2/externalcontacts/reversewhitepageslookup?lookupVal=%2B15550199";
let now = 1_000_000_000_000;
let genesys: Harness;
beforeEach(async () => {
  genesys = await start({ now: () => now });
});
afterEach(() => genesys.close());

describe("tokens", () => {
  it("are granted to clients, for as long as the client says", async () => {
    const { status, body } = await genesys.token();
    expect(status).toBe(200);
    expect(body).toMatchObject({ token_type: "bearer", expires_in: 86_399 });
  });

  it.each([
    ["a wrong secret", (g: Harness) => g.token(undefined, "nope"), "authentication failed"],
    ["an unknown client", (g: Harness) => g.token("nobody", "nope"), "client not found"],
  ])("are refused for %s, in the vendor's words", async (_, ask, description) => {
    const { status, body } = await ask(genesys);
    expect(status).toBe(400);
    expect(body).toEqual({ error: "invalid_client", description, error_description: description });
  });

  it("expire", async () => {
    const { client, token } = await clientWith(genesys, "externalContacts:contact:view");
    expect((await genesys.call("GET", LOOKUP, undefined, token)).status).toBe(200);
    now += client.accessTokenValiditySeconds * 1000;
    expect((await genesys.call("GET", LOOKUP, undefined, token)).body).toMatchObject({
      status: 401,
      code: "credentials.expired",
    });
  });

  it("that are used live on, however many others are granted", async () => {
    const { token } = await clientWith(genesys, "externalContacts:contact:view");
    const { clientId } = genesys.deployer;
    const given = { clientId, expiresAt: now + 1000, requests: { count: 0, startedAt: now } };
    for (let other = 0; other < 25_000; other += 1) {
      genesys.store.addToken(`other-${other}`, given);
      if (other % 5_000 === 0)
        expect((await genesys.call("GET", LOOKUP, undefined, token)).status, `${other}`).toBe(200);
    }
    expect(genesys.store.tokens.size).toBeLessThan(20_000);
    expect(genesys.store.tokens.has("other-0")).toBe(false);
  });

  it("die with the client, and with its activity", async () => {
    const { client, token } = await clientWith(genesys, "externalContacts:contact:view");
    const inactive = { ...clientBody("x", []), state: "inactive" };
    await genesys.call("PUT", `/api/v2/oauth/clients/${client.id}`, inactive);
    expect((await genesys.call("GET", LOOKUP, undefined, token)).body.code).toBe("bad.credentials");
    expect((await genesys.token(client.id, client.secret)).status).toBe(400);
  });
});

describe("requests", () => {
  it("need a token, and a good one", async () => {
    expect((await genesys.call("GET", LOOKUP, undefined, null)).body).toMatchObject({
      status: 401,
      code: "authentication.required",
      message: "No authentication bearer token specified in authorization header.",
    });
    expect((await genesys.call("GET", LOOKUP, undefined, "nope")).body).toMatchObject({
      status: 401,
      code: "bad.credentials",
    });
  });

  it("need a permission of the catalogue, and are told which", async () => {
    const { token } = await clientWith(genesys, "routing:queue:view");
    const { status, body, headers } = await genesys.call("GET", LOOKUP, undefined, token);
    expect(status).toBe(403);
    expect(body).toEqual({
      message:
        "Unable to perform the requested action. You must have at least one of the following permissions assigned: [externalContacts:contact:view]",
      code: "missing.any.permissions",
      status: 403,
      messageParams: {},
      contextId: expect.any(String),
      details: [],
      errors: [],
    });
    expect(headers.get("ININ-Correlation-Id")).toBe(body.contextId);
    expect(headers.get("inin-ratelimit-allowed")).toBe("300");
  });

  it("need every permission where all are needed", async () => {
    const { token } = await clientWith(genesys, "authorization:division:add");
    const { body } = await genesys.call("POST", "/api/v2/authorization/divisions", { name: "x" }, token);
    expect(body.code).toBe("missing.permissions");
    expect(body.message).toContain("[authorization:grant:add]");
  });

  it("see what is in their divisions only", async () => {
    const elsewhere = await genesys.call("POST", "/api/v2/authorization/divisions", { name: "Elsewhere" });
    const { role } = await clientWith(genesys, "externalContacts:contact:view");
    const grants = [{ roleId: role.id, divisionId: elsewhere.body.id }];
    const client = await genesys.call("POST", "/api/v2/oauth/clients", clientBody("elsewhere", grants));
    const token = (await genesys.token(client.body.id, client.body.secret)).body.access_token;
    expect((await genesys.call("GET", LOOKUP, undefined, token)).body.contacts).toEqual([]);
  });

  it("that the sandbox does not implement say so, after the permission check", async () => {
    const { token } = await clientWith(genesys, "routing:queue:view");
    const asked = (given?: string) => genesys.call("GET", "/api/v2/routing/skills", undefined, given);
    expect((await asked(token)).status).toBe(403);
    expect((await asked()).body).toMatchObject({ status: 501, code: "not.implemented.by.the.sandbox" });
  });

  it("to what does not exist are not found", async () => {
    expect((await genesys.call("GET", "/api/v2/nothing/here")).body).toMatchObject({
      status: 404,
      code: "not.found",
    });
  });

  it("that make no sense are bad, and show no insides", async () => {
    for (const body of [{}, { name: 5 }, [], "x"]) {
      const { status, body: error } = await genesys.call("POST", "/api/v2/authorization/roles", body);
      expect(status).toBe(400);
      expect(error.code).toBe("bad.request");
      expect(JSON.stringify(error)).not.toMatch(/\.ts|node_modules/);
    }
  });

  it("are kept in a journal, without bodies and secrets", async () => {
    await clientWith(genesys, "routing:queue:view");
    const journal = JSON.stringify(genesys.requests);
    expect(genesys.requests).toContainEqual(
      expect.objectContaining({ method: "POST", path: "/api/v2/oauth/clients", status: 200 }),
    );
    for (const { secret } of genesys.store.clients.values()) expect(journal).not.toContain(secret);
  });
});

describe("nobody hands out what he does not hold", () => {
  const MAKER = ["authorization:role:add", "oauth:client:add", "routing:queue:view"];

  it("in a role", async () => {
    const { token } = await clientWith(genesys, ...MAKER);
    const role = (policy: object) =>
      genesys.call("POST", "/api/v2/authorization/roles", { name: "r", permissionPolicies: [policy] }, token);
    const other = { domain: "externalContacts", entityName: "contact", actionSet: ["view"] };
    expect((await role(other)).body).toMatchObject({ status: 403, code: "missing.permissions" });
    expect((await role({ domain: "routing", entityName: "*", actionSet: ["*"] })).status).toBe(403);
    expect((await role({ domain: "routing", entityName: "queue", actionSet: ["view"] })).status).toBe(200);
  });

  it("to a client", async () => {
    const { token } = await clientWith(genesys, ...MAKER);
    const { role } = await clientWith(genesys, "externalContacts:contact:view");
    const grants = [{ roleId: role.id, divisionId: "*" }];
    expect((await genesys.call("POST", "/api/v2/oauth/clients", clientBody("c", grants), token)).status).toBe(
      403,
    );
  });
});

it("a reset leaves an empty organization with the same deployer", async () => {
  const before = genesys.deployer;
  const roles = genesys.store.roles.size;
  await clientWith(genesys, "routing:queue:view");
  Object.getPrototypeOf(genesys).reset();
  expect(genesys.deployer).toEqual(before);
  expect((await genesys.token()).status).toBe(200);
  expect(Object.getPrototypeOf(genesys).store.roles.size).toBe(roles);
});
