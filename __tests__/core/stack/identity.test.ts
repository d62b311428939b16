import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Catalog, type CatalogData } from "../../../src/core/catalog/catalog";
import { EMBEDDED } from "../../../src/core/catalog/embedded";
import { withoutRequirements } from "../../../src/core/catalog/keep";
import type { Permission } from "../../../src/core/permission/permission";
import { meets } from "../../../src/core/permission/requirement";
import { AUTH_METHODS, type IdentityIntegration } from "../../../src/core/stack/deployment";
import { deployerOf, type Identity, plannerOf, readersOf } from "../../../src/core/stack/identity";
import { renderPolicy } from "../../../src/core/stack/vault-policy";
import { CAPABILITIES, GENESYSCLOUD_CALLS, type OperationId, VAULT_CALLS } from "../../../src/core/terraform";
import { refusal } from "../errors";

const catalog = Catalog.load();
const deployed = (more: Partial<IdentityIntegration> = {}): IdentityIntegration => ({
  environment: "dev",
  id: "crm",
  mount: { path: "kv", managed: true },
  permissions: ["externalContacts:contact:view"],
  readerPolicies: ["dev-crm-reader"],
  readerRoles: [],
  divisions: [{ lookup: "home" }],
  role: { lookup: "owned" },
  ...more,
});
const names = ({ permissions }: Identity) => permissions.map(({ permission }) => permission);
/** `<capability> <path>` of every rule. */
const allowed = ({ vault }: Identity) =>
  vault.flatMap(({ path, capabilities }) => capabilities.map((capability) => `${capability} ${path}`));
const operations = Object.entries(GENESYSCLOUD_CALLS).flatMap(([object, calls]) =>
  Object.values(calls).flatMap((ids: readonly OperationId[]) => ids.map((id) => ({ object, id }))),
);

describe("the calls of the providers", () => {
  it.each(operations)("$id of $object is an operation of the catalogue", ({ id }) => {
    const [method = "", path = ""] = id.split(" ");
    expect(catalog.match(method, path)?.id).toBe(id);
  });

  it("are what a policy of Vault can say", () => {
    for (const calls of Object.values(VAULT_CALLS))
      for (const call of Object.values(calls).flat()) expect(CAPABILITIES).toContain(call.split(" ")[0]);
  });
});

describe("the planner", () => {
  const planner = plannerOf({ integrations: [deployed()] }, catalog);

  it("holds only what looks, each with its call", () => {
    expect(names(planner)).toEqual([
      "authorization:role:view",
      "integrations:action:view",
      "integrations:integration:view",
      "oauth:client:view",
    ]);
    for (const { because } of planner.permissions) {
      expect(because).not.toEqual([]);
      for (const reason of because) expect(reason).toMatch(/^\S+, read: GET \/api\/v2\//);
    }
  });

  it("reads what a plan reads in Vault: the key names of the secret, and no value of it", () => {
    expect(allowed(planner)).toEqual([
      "read auth/token/lookup-self",
      "read kv/config",
      "read kv/data/dev/crm/manifest",
      "read kv/subkeys/dev/crm",
      "read sys/mounts/kv",
      "read sys/policies/acl/dev-crm-reader",
    ]);
  });

  it("says why above each stanza of its policy", () => {
    expect(renderPolicy(planner.vault)).toContain(
      '# data.vault_kv_secret_subkeys_v2: read\npath "kv/subkeys/dev/crm" {\n  capabilities = ["read"]\n}\n',
    );
  });
});

describe("the deployer", () => {
  it("holds what Terraform's calls need and what it hands on, and cannot read the secret", () => {
    const deployer = deployerOf({ integrations: [deployed()] }, catalog);
    expect(names(deployer)).toEqual([
      "authorization:role:add",
      "authorization:role:delete",
      "authorization:role:edit",
      "authorization:role:view",
      "externalContacts:contact:view",
      "integrations:action:add",
      "integrations:action:delete",
      "integrations:action:edit",
      "integrations:action:view",
      "integrations:integration:add",
      "integrations:integration:delete",
      "integrations:integration:edit",
      "integrations:integration:view",
      "oauth:client:add",
      "oauth:client:delete",
      "oauth:client:edit",
      "oauth:client:view",
    ]);
    expect(deployer.permissions.find(({ permission }) => permission.startsWith("external"))?.because).toEqual(
      ["the role of crm grants it"],
    );
    expect(allowed(deployer)).toEqual([
      "read auth/token/lookup-self",
      "read kv/config",
      "update kv/config",
      "create kv/data/dev/crm",
      "update kv/data/dev/crm",
      "create kv/data/dev/crm/manifest",
      "read kv/data/dev/crm/manifest",
      "update kv/data/dev/crm/manifest",
      "delete kv/metadata/dev/crm",
      "delete kv/metadata/dev/crm/manifest",
      "read kv/subkeys/dev/crm",
      "read sys/mounts/kv",
      "update sys/mounts/kv",
      "delete sys/mounts/kv",
      "update sys/mounts/kv/tune",
      "read sys/policies/acl/dev-crm-reader",
      "update sys/policies/acl/dev-crm-reader",
      "delete sys/policies/acl/dev-crm-reader",
    ]);
  });

  it("needs no second permission where one that it hands on does as well", () => {
    const deployer = deployerOf(
      { integrations: [deployed({ permissions: ["bridge:actions:view"] })] },
      catalog,
    );
    expect(names(deployer)).not.toContain("integrations:action:view");
    const held = deployer.permissions.find(({ permission }) => permission === "bridge:actions:view");
    expect(held?.because[0]).toBe("the role of crm grants it");
    expect(held?.because).toHaveLength(3);
    expect(held?.alternatives).toEqual(["integrations:action:view"]);
  });

  it("makes a child token where the provider does, in whatever namespace the secret is, and for a plan too", () => {
    const mount = { path: "kv", managed: true, namespace: "team" };
    for (const identity of [plannerOf, deployerOf]) {
      const [skips, makes] = [false, true].map((makesChildToken) =>
        allowed(identity({ integrations: [deployed({ mount })], makesChildToken }, catalog)),
      );
      expect(makes?.filter((call) => !skips?.includes(call))).toEqual(["update auth/token/create"]);
      expect(skips?.every((call) => makes?.includes(call))).toBe(true);
    }
  });

  it("only reads the settings of a mount that somebody else owns", () => {
    const mount = { path: "team/kv", managed: false };
    for (const identity of [plannerOf, deployerOf]) {
      const rules = identity({ integrations: [deployed({ mount })] }, catalog).vault;
      const paths = rules.map(({ path }) => path);
      expect(paths.filter((path) => path.startsWith("sys/mounts/"))).toEqual([]);
      expect(rules.find(({ path }) => path === "team/kv/config")?.capabilities).toEqual(["read"]);
      expect(paths).toContain("team/kv/subkeys/dev/crm");
    }
  });

  it("refuses a catalogue that lacks a call of the provider's", () => {
    const all = catalog.operations.filter(({ id }) => id !== "POST /api/v2/oauth/clients");
    const without = new Catalog({
      ...catalog,
      operations: all.map(
        ({ method, path, requirement: { mode, permissions }, flags, operationId }) =>
          [method, path, mode, permissions, flags, operationId] as CatalogData["operations"][number],
      ),
    });
    const { id, message } = refusal(() => deployerOf({ integrations: [deployed()] }, without));
    expect(id).toBe("identity/call-unknown");
    expect(message).toContain("POST /api/v2/oauth/clients");
  });

  it("refuses a catalogue that does not know what a call of the provider's requires", () => {
    const unknowing = new Catalog(withoutRequirements(EMBEDDED));
    const { id, message } = refusal(() => plannerOf({ integrations: [deployed()] }, unknowing));
    expect(id).toBe("identity/call-unknown");
    expect(message).toContain("does not know what it requires");
  });
});

describe("a stack that does not own everything", () => {
  const paths = ({ vault }: Identity) => vault.map(({ path }) => path);

  it("does not touch an existing role; one found by name is looked up", () => {
    for (const lookup of ["id", "named"] as const) {
      const held = names(deployerOf({ integrations: [deployed({ role: { lookup } })] }, catalog));
      expect(held.filter((name) => /^authorization:role:(add|edit|delete)$/.test(name))).toEqual([]);
      expect(held.includes("authorization:role:view")).toBe(lookup === "named");
      // Nobody grants what he does not hold; what the role allows beyond that, nobody knows here.
      expect(held).toContain("externalContacts:contact:view");
    }
  });

  it("writes the roles of its readers, and never reads or makes a secret id", () => {
    const readerRoles = AUTH_METHODS.map((method) => ({ method, mount: `team/${method}`, name: "dev-crm" }));
    const deployer = deployerOf({ integrations: [deployed({ readerRoles })] }, catalog);
    for (const method of AUTH_METHODS)
      expect(allowed(deployer).filter((call) => call.endsWith(`auth/team/${method}/role/dev-crm`))).toEqual([
        `create auth/team/${method}/role/dev-crm`,
        `read auth/team/${method}/role/dev-crm`,
        `update auth/team/${method}/role/dev-crm`,
        `delete auth/team/${method}/role/dev-crm`,
      ]);
    expect(allowed(deployer)).toContain("read auth/team/approle/role/dev-crm/role-id");
    expect(paths(deployer).filter((path) => path.includes("secret-id"))).toEqual([]);
    const planner = plannerOf({ integrations: [deployed({ readerRoles })] }, catalog);
    expect(allowed(planner).every((call) => call.startsWith("read "))).toBe(true);
  });

  it("reaches into a namespace by its path, but for its own token", () => {
    const mount = { path: "kv", managed: true, namespace: "team/voice" };
    const deployer = deployerOf({ integrations: [deployed({ mount })] }, catalog);
    const outside = paths(deployer).filter((path) => !path.startsWith("team/voice/"));
    expect(outside).toEqual(["auth/token/lookup-self"]);
    // The reader's policy is written into the namespace: there its paths begin.
    expect(readersOf({ integrations: [deployed({ mount })] }).flatMap(paths)).toEqual([
      "kv/data/dev/crm",
      "kv/data/dev/crm/manifest",
    ]);
  });

  it("may hold clients that act for users: nothing of integrations, and no manifest", () => {
    const secret = {
      mount: { path: "kv", managed: false },
      generation: 1,
      readerPolicies: ["dev-desktop-reader"],
      readerRoles: [],
    };
    const clients = [
      { environment: "dev", id: "desktop", secret },
      { environment: "dev", id: "public" },
    ];
    const deployer = deployerOf({ integrations: [], clients }, catalog);
    expect(names(deployer)).toEqual([
      "oauth:client:add",
      "oauth:client:delete",
      "oauth:client:edit",
      "oauth:client:view",
    ]);
    expect(allowed(deployer)).toEqual([
      "read auth/token/lookup-self",
      "read kv/config",
      "create kv/data/dev/desktop",
      "update kv/data/dev/desktop",
      "delete kv/metadata/dev/desktop",
      "read kv/subkeys/dev/desktop",
      "read sys/policies/acl/dev-desktop-reader",
      "update sys/policies/acl/dev-desktop-reader",
      "delete sys/policies/acl/dev-desktop-reader",
    ]);
    const [reader, ...others] = readersOf({ integrations: [], clients });
    expect(others).toEqual([]);
    expect(reader).toMatchObject({ integration: "desktop", permissions: [] });
    expect(allowed(reader as Identity)).toEqual(["read kv/data/dev/desktop"]);
  });
});

describe("the readers", () => {
  it("read exactly the secret and its manifest, and can do what its client can", () => {
    const [reader, ...others] = readersOf({ integrations: [deployed()] });
    expect(others).toEqual([]);
    expect(reader).toMatchObject({ integration: "crm", policies: ["dev-crm-reader"] });
    expect(names(reader as Identity)).toEqual(["externalContacts:contact:view"]);
    expect(allowed(reader as Identity)).toEqual(["read kv/data/dev/crm", "read kv/data/dev/crm/manifest"]);
  });
});

const integrations = fc.uniqueArray(
  fc.record({
    environment: fc.constant("dev"),
    id: fc.stringMatching(/^[a-z][a-z0-9]{0,5}$/),
    mount: fc.record({ path: fc.constantFrom("kv", "team/kv"), managed: fc.boolean() }),
    permissions: fc.uniqueArray(fc.constantFrom<Permission[]>(...catalog.permissions), { maxLength: 5 }),
    readerPolicies: fc.uniqueArray(fc.stringMatching(/^[a-z]{1,5}$/), { maxLength: 3 }),
    readerRoles: fc.uniqueArray(
      fc.record({
        method: fc.constantFrom(...AUTH_METHODS),
        mount: fc.constantFrom("auth", "team/auth"),
        name: fc.stringMatching(/^[a-z]{1,5}$/),
      }),
      { maxLength: 2 },
    ),
    divisions: fc.uniqueArray(
      fc.record({ lookup: fc.constantFrom("home" as const, "named" as const, "id" as const) }),
      { minLength: 1, maxLength: 3, selector: ({ lookup }) => lookup },
    ),
    role: fc.record({ lookup: fc.constantFrom("owned" as const, "named" as const, "id" as const) }),
  }),
  { minLength: 1, maxLength: 4, selector: ({ id }) => id },
);

describe("any stack", () => {
  const called = operations.map(({ id }) => catalog.match(...(id.split(" ") as [string, string])));

  it("is deployed by its deployer, with no permission to spare", () => {
    fc.assert(
      fc.property(integrations, (some) => {
        // One with a role of its own calls all there is to call.
        const all: IdentityIntegration[] = [...some, deployed({ permissions: [] })];
        const held = new Set(names(deployerOf({ integrations: all }, catalog)));
        const handedOn = new Set(all.flatMap(({ permissions }) => permissions));
        const answered = (permissions: ReadonlySet<Permission>) =>
          called.every((operation) => operation && meets(operation.requirement, permissions)) &&
          [...handedOn].every((permission) => permissions.has(permission));
        expect(answered(held)).toBe(true);
        for (const spared of held)
          expect(answered(new Set([...held].filter((permission) => permission !== spared)))).toBe(false);
      }),
      { numRuns: 30 },
    );
  });

  it("is planned with a part of what deploys it, whatever the order, and without its secrets", () => {
    fc.assert(
      fc.property(integrations, (all) => {
        const planner = plannerOf({ integrations: all }, catalog);
        const deployer = deployerOf({ integrations: all }, catalog);
        expect(allowed(deployer)).toEqual(expect.arrayContaining(allowed(planner)));
        expect(plannerOf({ integrations: [...all].reverse() }, catalog).permissions).toEqual(
          planner.permissions,
        );
        for (const { path, capabilities } of [...planner.vault, ...deployer.vault]) {
          expect(path).not.toMatch(/[{}*+]|undefined/);
          for (const { mount, environment, id } of all)
            if (path === `${mount.path}/data/${environment}/${id}`)
              expect(capabilities).not.toContain("read");
        }
      }),
      { numRuns: 50 },
    );
  });
});
