import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Fault, type Seed, startGenesys } from "../../../packages/sandbox/src";
import { Catalog } from "../../../src/core/catalog";
import { ScopelockError } from "../../../src/core/diagnostic";
import { clientBody, clientWith, type Harness, start } from "./harness";

const LOOKUP = "/api/v2/externalcontacts/reversewhitepageslookup?lookupVal=%2B15550199";
const VIEW = "externalContacts:contact:view";
const QUEUE = "GET /api/v2/routing/queues/{queueId}";
let now = 1_000_000_000_000;
let genesys: Harness;
beforeEach(async () => {
  genesys = await start({ now: () => now });
});
afterEach(() => genesys.close());

const control = (method: string, path: string, body?: unknown) =>
  genesys.call(method, `/_sandbox/${path}`, body, null);
const fault = async (body: Fault) => expect((await control("POST", "faults", body)).status).toBe(204);
const lookup = (token?: string) => genesys.call("GET", LOOKUP, undefined, token);
const newest = () => genesys.requests.at(-1);

describe("a seed", () => {
  it("answers operations that the stand-in does not implement, after the permission check", async () => {
    await control("POST", "seed", {
      [QUEUE]: { name: "any" },
      "GET /api/v2/routing/queues/7": { name: "seven" },
    });
    const { token } = await clientWith(genesys, "routing:queue:view");
    const other = await clientWith(genesys, VIEW);
    const queue = (id: string, by = token) =>
      genesys.call("GET", `/api/v2/routing/queues/${id}`, undefined, by);
    expect((await queue("1")).body).toEqual({ name: "any" });
    expect((await queue("7")).body).toEqual({ name: "seven" });
    expect((await queue("1", other.token)).body.message).toContain("[routing:queue:view]");
    expect(newest()).toMatchObject({ status: 403, operation: QUEUE, refusedFor: ["routing:queue:view"] });
  });

  it("that answers single ids leaves the others not found; an operation without an answer is not implemented", async () => {
    await control("POST", "seed", { "GET /api/v2/routing/queues/7": { name: "seven" } });
    expect((await genesys.call("GET", "/api/v2/routing/queues/8")).status).toBe(404);
    const { status, body } = await genesys.call("GET", "/api/v2/routing/skills");
    expect(status).toBe(501);
    expect(body.message).toContain('{ "GET /api/v2/routing/skills": { ... } }');
    expect((await genesys.call("GET", "/api/v2/no/such/thing")).body).toMatchObject({
      status: 404,
      details: [{ errorCode: "not.in.the.catalogue.of.the.sandbox" }],
    });
  });

  it("answers any GET of the catalogue", async () => {
    const gets = Catalog.load().operations.filter(
      ({ method, flags }) => method === "GET" && !flags.includes("no-client-credentials"),
    );
    expect(gets.length).toBeGreaterThan(1_000);
    genesys.seed(Object.fromEntries(gets.map(({ id }) => [id, { seeded: id }])) as Seed);
    const sample = gets.filter((_, at) => at % 25 === 0);
    for (const { id, path } of sample) {
      const { body } = await genesys.call("GET", path.replace(/\{[^}]+\}/g, "x1"));
      expect(body).toEqual({ seeded: id });
    }
  });

  it("answers null with 204, and writes that are seeded", async () => {
    genesys.seed({
      "DELETE /api/v2/routing/queues/{queueId}": null,
      "POST /api/v2/routing/queues": { id: "new" },
    });
    expect((await genesys.call("DELETE", "/api/v2/routing/queues/1")).status).toBe(204);
    expect((await genesys.call("POST", "/api/v2/routing/queues", { name: "n" })).body).toEqual({ id: "new" });
  });

  it("has clients, contacts and permissions that the organization lacks", async () => {
    const seeded = await startGenesys({
      seed: {
        clients: [{ name: "flow", permissions: [VIEW, "routing:queue:view"] }],
        contacts: [{ firstName: "Ada", lastName: "Cole", phone: "+15550111" }],
        missingPermissions: ["routing:queue:view"],
        [QUEUE]: {},
      },
    });
    try {
      const { clientId, clientSecret } = seeded.credentials("flow");
      const login = await fetch(`${seeded.url}/oauth/token`, {
        method: "POST",
        headers: { Authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}` },
        body: new URLSearchParams({ grant_type: "client_credentials" }),
      });
      const { access_token } = (await login.json()) as { access_token: string };
      const get = (path: string) =>
        fetch(`${seeded.url}${path}`, { headers: { Authorization: `Bearer ${access_token}` } });
      const found = await get(LOOKUP.replace("0199", "0111"));
      expect(await found.json()).toMatchObject({ contacts: [{ firstName: "Ada" }] });
      expect((await get("/api/v2/routing/queues/1")).status).toBe(403);
    } finally {
      await seeded.close();
    }
  });

  it.each([
    [{ "GET /api/v2/routng/queues": {} }, 'Did you mean "GET /api/v2/routing/queues"?'],
    [{ "FETCH /api/v2/routing/queues": {} }, "FETCH /api/v2/routing/queues"],
    [{ clientss: [] }, "clientss"],
    [{ contacts: [{ firstName: "a", lastName: "b", phone: "home" }] }, "contacts.0.phone"],
    [
      { clients: [{ name: "a", permissions: ["routing:queues:view"] }] },
      'Did you mean "routing:queue:view"?',
    ],
    [{ clients: [{ name: "a", permissions: [], secretFrom: "NOT_SET_HERE" }] }, "NOT_SET_HERE"],
    [{ clients: [{ name: "a", permissions: [], secret: "in the file" }] }, "secret"],
    [{ faults: [{ fault: "quake" }] }, "faults.0.fault"],
    [{ faults: [{ fault: "latency", milliseconds: 5, on: "GET /api/v2/nothing" }] }, "GET /api/v2/nothing"],
    [{ propagationSeconds: -1 }, "propagationSeconds"],
    [[], "JSON object"],
  ])("that is wrong is refused as a whole: %j", async (seed, named) => {
    const before = JSON.stringify([...genesys.store.contacts.values()]);
    const add = () => genesys.seed(seed as Seed);
    expect(add).toThrow(named);
    expect(add).toThrow(expect.objectContaining({ id: "sandbox/seed" }));
    expect(JSON.stringify([...genesys.store.contacts.values()])).toBe(before);
    expect(genesys.faults.list()).toEqual([]);
    expect((await control("POST", "seed", seed)).status).toBe(400);
  });

  it("in a file has its secrets in variables, and an error names the file", async () => {
    const directory = mkdtempSync(join(tmpdir(), "scopelock-test-"));
    const file = join(directory, "seed.json");
    const open = async (seed: string) => {
      writeFileSync(file, seed);
      const opened = await startGenesys({ seedFile: file });
      await opened.close();
      return opened;
    };
    try {
      process.env.SEED_TEST_SECRET = "of the environment";
      const seed = { clients: [{ name: "flow", permissions: ["*"], secretFrom: "SEED_TEST_SECRET" }] };
      const opened = await open(JSON.stringify(seed));
      expect(opened.credentials("flow").clientSecret).toBe("of the environment");
      for (const bad of ["{", '{"x": 1}', "[]"]) {
        const refusal = await open(bad).catch((error: unknown) => error);
        expect(ScopelockError.is(refusal)).toBe(true);
        expect((refusal as Error).message).toContain(file);
      }
    } finally {
      delete process.env.SEED_TEST_SECRET;
      rmSync(directory, { recursive: true });
    }
  });

  it("gives no client over HTTP: its secret could not be returned", async () => {
    const clients = [{ name: "flow", permissions: [] }];
    expect((await control("POST", "seed", { clients })).body.message).toContain("POST /api/v2/oauth/clients");
  });
});

describe("the organization", () => {
  it("is as it was after a restore: what was made since is gone, and what was changed is back", async () => {
    const { token, role, client } = await clientWith(genesys, VIEW);
    expect((await control("PUT", "snapshots/before")).status).toBe(204);
    await genesys.call("PUT", `/api/v2/authorization/roles/${role.id}`, { ...role, permissionPolicies: [] });
    await genesys.call("POST", `/api/v2/oauth/clients/${client.id}/secret`);
    expect((await lookup(token)).status).toBe(403);
    const later = await clientWith(genesys, VIEW);

    expect((await control("GET", "snapshots")).body).toEqual({ names: ["before"] });
    expect((await control("POST", "snapshots/before/restore")).status).toBe(204);
    expect((await lookup(token)).status).toBe(200);
    expect((await genesys.token(client.id, client.secret)).status).toBe(200);
    expect((await lookup(later.token)).status).toBe(401);

    expect((await control("DELETE", "snapshots/before")).status).toBe(204);
    expect((await control("POST", "snapshots/before/restore")).status).toBe(404);
  });

  it("can be restored more than once from one snapshot, which changes with nothing", async () => {
    const snapshot = genesys.snapshot();
    for (let time = 0; time < 2; time += 1) {
      await clientWith(genesys, VIEW);
      genesys.restore(snapshot);
      expect((await genesys.call("GET", "/api/v2/oauth/clients")).body.total).toBe(1);
    }
  });

  it("keeps no more snapshots than it may", async () => {
    const taken = [];
    for (let at = 0; at < 25; at += 1) taken.push((await control("PUT", `snapshots/s${at}`)).status);
    expect(new Set(taken.slice(0, 20))).toEqual(new Set([204]));
    expect(new Set(taken.slice(20))).toEqual(new Set([409]));
    expect((await control("PUT", "snapshots/s3")).status).toBe(204);
  });

  it("is as it started after a reset, with the seed of the start, its clients and its faults", async () => {
    await genesys.close();
    genesys = await start({
      seed: {
        clients: [{ name: "flow", permissions: ["routing:queue:view"] }],
        faults: [{ fault: "status", on: QUEUE, status: 503, times: 1 }],
        [QUEUE]: { name: "any" },
      },
    });
    const sandbox = Object.getPrototypeOf(genesys);
    const { clientId, clientSecret } = genesys.credentials("flow");
    const statuses = async () => {
      const { body } = await genesys.token(clientId, clientSecret);
      const get = () => genesys.call("GET", "/api/v2/routing/queues/1", undefined, body.access_token);
      return [(await get()).status, (await get()).status];
    };
    expect(await statuses()).toEqual([503, 200]);
    genesys.seed({ [QUEUE]: { name: "other" }, missingPermissions: ["routing:queue:view"] });
    expect(await statuses()).toEqual([403, 403]);
    expect((await control("POST", "reset")).status).toBe(204);
    expect(sandbox.requests).toEqual([]);
    expect(await statuses()).toEqual([503, 200]);
  });
});

describe("the control", () => {
  it("has nothing below its path but what it does, and asks no page of a browser", async () => {
    expect((await control("GET", "nothing")).status).toBe(404);
    expect((await control("PATCH", "reset")).status).toBe(404);
    expect((await control("POST", "oauth/token")).status).toBe(404);
    const fromPage = await fetch(`${genesys.url}/_sandbox/reset`, {
      method: "POST",
      headers: { Origin: "https://example.com" },
    });
    expect(fromPage.status).toBe(403);
  });

  it("shows the journal: what allowed a request, and what it was refused for", async () => {
    const { client, token } = await clientWith(genesys, VIEW);
    await lookup(token);
    await genesys.call("GET", "/api/v2/routing/queues", undefined, token);
    await genesys.call("GET", "/api/v2/tokens/me", undefined, token);
    await genesys.call("GET", LOOKUP, undefined, "nonsense");
    const { body } = await control("GET", "journal?most=1000");
    const own = body.entries.slice(-4);
    expect(own).toMatchObject([
      { method: "GET", status: 200, clientId: client.id, allowedBy: [VIEW] },
      { status: 403, clientId: client.id, refusedFor: ["routing:queue:view"] },
      { status: 200, operation: "GET /api/v2/tokens/me", allowedBy: [] },
      { status: 401 },
    ]);
    expect(own[1].allowedBy).toBeUndefined();
    expect(own[3].clientId).toBeUndefined();
    const after = await control("GET", `journal?after=${own[1].number}&most=1`);
    expect(after.body.entries).toEqual([own[2]]);
    expect((await control("GET", "journal?after=minus")).status).toBe(400);
    await control("DELETE", "journal");
    expect((await control("GET", "journal")).body).toEqual({ entries: [] });
  });

  it("shows for what a role or a grant is refused", async () => {
    const { token } = await clientWith(genesys, "authorization:role:add");
    const policies = [{ domain: "routing", entityName: "queue", actionSet: ["view"] }];
    await genesys.call(
      "POST",
      "/api/v2/authorization/roles",
      { name: "r", permissionPolicies: policies },
      token,
    );
    expect(newest()).toMatchObject({ status: 403, refusedFor: ["routing:queue:view"] });
    expect(newest()?.allowedBy).toBeUndefined();
  });

  it("shows no secret and no token, whatever is asked for", async () => {
    const { client, token } = await clientWith(genesys, VIEW);
    await control("PUT", "snapshots/with-secrets");
    await fault({ fault: "regenerate-secret", client: client.id });
    const shown = [];
    for (const path of ["journal", "faults", "snapshots"]) shown.push((await control("GET", path)).body);
    const secrets = [...genesys.store.clients.values()].map(({ secret }) => secret);
    for (const secret of [...secrets, client.secret, token, genesys.deployer.clientSecret])
      expect(JSON.stringify(shown)).not.toContain(secret);
  });
});

describe("a fault", () => {
  it.each([
    [400, "bad.request"],
    [401, "bad.credentials"],
    [403, "not.authorized"],
    [409, "general.conflict"],
    [429, "too.many.requests"],
    [500, "internal.server.error"],
    [503, "service.unavailable"],
    [504, "request.timeout"],
  ])("answers %d as the vendor does, as often as it is armed for", async (status, code) => {
    await fault({
      fault: "status",
      on: "GET /api/v2/externalcontacts/reversewhitepageslookup",
      status,
      times: 2,
    });
    expect((await genesys.call("GET", "/api/v2/tokens/me")).status).toBe(200);
    for (let time = 0; time < 2; time += 1)
      expect(await lookup()).toMatchObject({ status, body: { status, code, contextId: expect.any(String) } });
    expect(newest()?.faults).toEqual(["status"]);
    expect((await lookup()).status).toBe(200);
    expect((await control("GET", "faults")).body).toEqual({ faults: [] });
  });

  it("answers 429 with Retry-After, and the seconds in its message", async () => {
    await fault({ fault: "status", status: 429, retryAfterSeconds: 7 });
    const { headers, body } = await lookup();
    expect(headers.get("Retry-After")).toBe("7");
    expect(body.message).toBe("Rate limit exceeded the maximum. Retry the request in [7] seconds");
  });

  it("comes after the permission check", async () => {
    const { token } = await clientWith(genesys, "routing:queue:view");
    await fault({ fault: "status", status: 503 });
    expect((await lookup("nonsense")).status).toBe(401);
    expect((await lookup(token)).body.code).toBe("missing.any.permissions");
    expect((await lookup()).status).toBe(503);
  });

  it("fails the login", async () => {
    await fault({ fault: "status", on: "POST /oauth/token", status: 503, times: 1 });
    expect((await genesys.token()).status).toBe(503);
    expect((await genesys.token()).status).toBe(200);
  });

  it("makes an answer late", async () => {
    await fault({ fault: "latency", milliseconds: 200, times: 1 });
    const started = performance.now();
    expect((await genesys.call("GET", "/api/v2/tokens/me")).status).toBe(200);
    expect(performance.now() - started).toBeGreaterThanOrEqual(195);
  });

  it("drops the connection before a request is carried out, or after", async () => {
    const roles = () => [...genesys.store.roles.values()].map(({ name }) => name);
    const make = (name: string) => genesys.call("POST", "/api/v2/authorization/roles", { name });
    await genesys.call("GET", "/api/v2/tokens/me");
    await fault({ fault: "drop", on: "POST /api/v2/authorization/roles", times: 1 });
    await expect(make("not made")).rejects.toThrow();
    expect(newest()).toMatchObject({ status: 0, faults: ["drop"] });
    await fault({ fault: "drop", on: "POST /api/v2/authorization/roles", times: 1, when: "is answered" });
    await expect(make("made")).rejects.toThrow();
    expect(roles()).toContain("made");
    expect(roles()).not.toContain("not made");
    expect((await make("another")).status).toBe(200);
  });

  it("regenerates a secret: the old one gets no token, and tokens live on", async () => {
    const { client, token } = await clientWith(genesys, VIEW);
    await fault({ fault: "regenerate-secret", client: client.id });
    expect((await genesys.token(client.id, client.secret)).body.description).toBe("authentication failed");
    expect((await lookup(token)).status).toBe(200);
    const { clientSecret } = genesys.credentials(client.id);
    expect((await genesys.token(client.id, clientSecret)).status).toBe(200);
  });

  it("edits a role, and leaves its other policies as they are", async () => {
    const policies = [
      { domain: "externalContacts", entityName: "contact", actionSet: ["view", "edit"] },
      {
        domain: "routing",
        entityName: "queue",
        actionSet: ["view"],
        resourceConditionNode: { conjunction: "AND" },
      },
    ];
    const roles = "/api/v2/authorization/roles";
    const { body } = await genesys.call("POST", roles, { name: "edited", permissionPolicies: policies });
    await fault({ fault: "edit-role", role: "edited", remove: [VIEW], add: ["routing:skill:view"] });
    expect((await genesys.call("GET", `${roles}/${body.id}`)).body.permissionPolicies).toEqual([
      { domain: "externalContacts", entityName: "contact", actionSet: ["edit"] },
      policies[1],
      { domain: "routing", entityName: "skill", actionSet: ["view"] },
    ]);
  });

  it("changes the organization in the middle: with the request that it waits for", async () => {
    const { role, token } = await clientWith(genesys, VIEW);
    const on = "GET /api/v2/externalcontacts/reversewhitepageslookup";
    await fault({ fault: "edit-role", on, role: role.name, remove: [VIEW] });
    expect((await genesys.call("GET", `/api/v2/authorization/roles/${role.id}`)).body).toMatchObject({
      permissionPolicies: [{ actionSet: ["view"] }],
    });
    expect((await lookup(token)).body.message).toContain(VIEW);
    expect(newest()?.faults).toEqual(["edit-role"]);
    expect((await control("GET", "faults")).body.faults).toEqual([]);
  });

  it("of a role that is not there yet waits for it", async () => {
    const on = "GET /api/v2/externalcontacts/reversewhitepageslookup";
    await fault({ fault: "edit-role", on, role: "later", add: [VIEW] });
    await lookup();
    expect((await control("GET", "faults")).body.faults).toHaveLength(1);
    await genesys.call("POST", "/api/v2/authorization/roles", { name: "later" });
    await lookup();
    expect((await control("GET", "faults")).body.faults).toEqual([]);
  });

  it("takes a permission from the organization: roles have it, and it counts for nothing", async () => {
    await fault({ fault: "missing-permissions", permissions: [VIEW] });
    const { token } = await clientWith(genesys, VIEW);
    expect((await lookup(token)).body).toMatchObject({ status: 403, code: "missing.any.permissions" });
    const listed = await genesys.call(
      "GET",
      "/api/v2/authorization/permissions?pageSize=100&queryType=domain&query=externalContacts",
    );
    const actions = listed.body.entities.flatMap(
      ({ permissionMap }: { permissionMap: Record<string, { label: string }[]> }) =>
        Object.values(permissionMap)
          .flat()
          .map(({ label }) => label),
    );
    expect(actions).toContain("externalContacts:contact:edit");
    expect(actions).not.toContain(VIEW);
  });

  it.each([
    [{ fault: "edit-role", role: "nobody" }, 404],
    [{ fault: "regenerate-secret", client: "nobody" }, 404],
    [{ fault: "status", status: 99 }, 400],
    [{ fault: "latency", milliseconds: 1e9 }, 400],
    [{ fault: "drop", on: "GET /api/v2/routng" }, 400],
    [{ fault: "drop", times: 0 }, 400],
    [{ fault: "drop", more: 1 }, 400],
    [{}, 400],
  ])("that is wrong is refused: %j", async (body, status) => {
    expect((await control("POST", "faults", body)).status).toBe(status);
    expect((await control("GET", "faults")).body).toEqual({ faults: [] });
  });

  it("ends a server that closes at once, however long a latency is", async () => {
    await fault({ fault: "latency", milliseconds: 600_000 });
    const waiting = lookup().catch(() => "gone");
    while (genesys.faults.list().length === 0) await new Promise(setImmediate);
    await new Promise((resolve) => setTimeout(resolve, 50));
    const started = performance.now();
    await genesys.close();
    expect(performance.now() - started).toBeLessThan(5_000);
    await waiting;
  });
});

describe("limits", () => {
  it("count the requests of a token in a minute, and refuse none by themselves", async () => {
    const { token } = await clientWith(genesys, VIEW);
    for (let at = 1; at <= 2; at += 1)
      expect((await lookup(token)).headers.get("inin-ratelimit-count")).toBe(String(at));
    now += 20_000;
    const { headers } = await lookup(token);
    expect([headers.get("inin-ratelimit-count"), headers.get("inin-ratelimit-reset")]).toEqual(["3", "40"]);
    now += 40_000;
    expect((await lookup(token)).headers.get("inin-ratelimit-count")).toBe("1");
  });

  it("refuse what is more than a token may, until the minute is over", async () => {
    const { token } = await clientWith(genesys, VIEW);
    genesys.seed({ requestsPerMinute: 3 });
    const statuses = [];
    for (let at = 0; at < 5; at += 1) statuses.push((await lookup(token)).status);
    expect(statuses).toEqual([200, 200, 200, 429, 429]);
    now += 45_000;
    const { headers, body } = await lookup(token);
    expect(headers.get("Retry-After")).toBe("15");
    expect(headers.get("inin-ratelimit-allowed")).toBe("3");
    expect(body).toMatchObject({
      code: "too.many.requests",
      message: expect.stringContaining("[15] seconds"),
    });
    now += 15_000;
    expect((await lookup(token)).status).toBe(200);
  });

  it("refuse logins with 400, as the login host does", async () => {
    const { client } = await clientWith(genesys, VIEW);
    now += 60_000;
    genesys.seed({ tokensPerMinute: 2 });
    const login = () => genesys.token(client.id, client.secret);
    expect([(await login()).status, (await login()).status]).toEqual([200, 200]);
    expect(await login()).toMatchObject({
      status: 400,
      body: { error: "invalid_request", error_description: expect.stringMatching(/^rate limit exceeded;/) },
    });
    now += 60_000;
    expect((await login()).status).toBe(200);
  });
});

describe("allowed IP addresses", () => {
  const create = (change: object) =>
    genesys.call("POST", "/api/v2/oauth/clients", { ...clientBody("limited", []), ...change });

  it("give tokens to the callers that they list, and to no others", async () => {
    const { client } = await clientWith(genesys, VIEW);
    const allow = (...addresses: string[]) =>
      genesys.faults.add({ fault: "allow-addresses", client: client.name, addresses });
    const login = async () => (await genesys.token(client.id, client.secret)).status;
    for (const [addresses, status] of [
      [["203.0.113.7"], 400],
      [["203.0.113.0/24", "127.0.0.0/8"], 200],
      [["127.0.0.1"], 200],
      [["127.0.0.2"], 400],
      [[], 200],
    ] as const) {
      allow(...addresses);
      expect(await login(), addresses.join()).toBe(status);
    }
  });

  it("are needed by new clients with client credentials once the organization requires them", async () => {
    expect((await create({})).status).toBe(200);
    genesys.seed({ allowedAddressesRequired: true });
    expect(await create({})).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining("allowed IP addresses") },
    });
    expect((await create({ authorizedGrantType: "CODE" })).status).toBe(200);
    const { status, body } = await create({ allowedIpAddresses: ["203.0.113.0/24"] });
    expect(status).toBe(200);
    expect((await genesys.token(body.id, body.secret)).body.error).toBe("invalid_client");
  });
});

describe("a change of permissions", () => {
  beforeEach(() => genesys.seed({ propagationSeconds: 5 }));
  const roles = "/api/v2/authorization/roles";

  it("of a new role and a new client counts after the delay", async () => {
    const { token } = await clientWith(genesys, VIEW);
    expect((await lookup(token)).status).toBe(403);
    now += 4_999;
    expect((await lookup(token)).status).toBe(403);
    now += 1;
    expect((await lookup(token)).status).toBe(200);
  });

  it("of a role counts after the delay, each change by itself", async () => {
    const { role, token } = await clientWith(genesys, VIEW);
    now += 5_000;
    const edit = (permissionPolicies: object[]) =>
      genesys.call("PUT", `${roles}/${role.id}`, { ...role, permissionPolicies });
    await edit([]);
    now += 3_000;
    await edit(role.permissionPolicies);
    expect((await lookup(token)).status).toBe(200);
    now += 2_000;
    expect((await lookup(token)).status).toBe(403);
    now += 3_000;
    expect((await lookup(token)).status).toBe(200);
  });

  it("by a deleted role, or by a client that loses its grant, counts after the delay", async () => {
    const [deleted, ungranted] = [await clientWith(genesys, VIEW), await clientWith(genesys, VIEW)];
    now += 5_000;
    await genesys.call("DELETE", `${roles}/${deleted.role.id}`);
    await genesys.call("PUT", `/api/v2/oauth/clients/${ungranted.client.id}`, clientBody("x", []));
    const statuses = async () => [
      (await lookup(deleted.token)).status,
      (await lookup(ungranted.token)).status,
    ];
    expect(await statuses()).toEqual([200, 200]);
    now += 5_000;
    expect(await statuses()).toEqual([403, 403]);
  });
});
