import { App, TerraformStack } from "cdktf";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EnvironmentStack } from "../../src/app/environment-stack";
import { Catalog } from "../../src/core/catalog";
import { ScopelockError } from "../../src/core/diagnostic";
import { Generations } from "../../src/core/rotation";
import { loadEnvironment } from "../../src/environment/load";
import { Division } from "../../src/genesys/division";
import { Role } from "../../src/genesys/role";
import { Handoff } from "../../src/handoff/mode";
import { DataActionIntegration } from "../../src/integration/data-action-integration";
import {
  clientSchema,
  environmentIntegrationSchema,
  integrationSchema,
} from "../../src/integration/props-schema";
import { Providers } from "../../src/integration/providers";
import { UserGrant } from "../../src/integration/user-grant";
import { UserGrantClient } from "../../src/integration/user-grant-client";
import { Rules } from "../../src/rules/synth/acknowledge";
import { VaultMount } from "../../src/vault/mount";
import { appRoleSchema, jwtSchema, kubernetesSchema, mountSchema } from "../../src/vault/props-schema";
import { VaultReader } from "../../src/vault/reader";
import { actionOf, around, TestStack } from "../synth";

/** Something public that takes properties. */
interface Taker {
  /** One value for each property, so that every property is tried. */
  readonly whole: Readonly<Record<string, unknown>>;
  readonly required: readonly string[];
  /** Called as an app that no compiler has checked does it. */
  readonly take: (props: never) => unknown;
  /** Where one schema lists the properties. */
  readonly schema?: { readonly shape: object };
}

const action = actionOf("List queues", "/api/v2/routing/queues");
const secret = {
  generations: Generations.first(),
  mount: VaultMount.existing("kv"),
  endpoints: around.endpoints,
  readers: [VaultReader.policy("crm-sync")],
  handoff: Handoff.vaultOnly(),
  handoffDirectory: "/run/scopelock",
};
const integration = {
  environment: "dev",
  actions: [action],
  staticActions: [{ name: "Get schedule", request: { method: "GET", url: "/api/v2/architect/schedules" } }],
  name: "Contacts",
  allowedIpAddresses: ["203.0.113.0/24"],
  divisions: [Division.home()],
  role: Role.fromRoleId("r-1", { because: "certified" }),
  accessTokenValiditySeconds: 600,
  adopt: { integrationId: "i-1", actions: { "List queues": "a-1" } },
  catalog: Catalog.load(),
  ...secret,
};
const reader = {
  name: "crm",
  mount: "auth",
  tokenTtlSeconds: 60,
  tokenMaxTtlSeconds: 120,
  cidrs: ["10.0.0.0/8"],
};
const redirectUris = ["https://app.example.com/callback"];
const environment = loadEnvironment("environments/dev.json");
const {
  environment: _,
  generations: __,
  accessTokenValiditySeconds: ___,
  endpoints: ____,
  ...ofEnvironment
} = integration;
const code = {
  environment: "dev",
  grant: UserGrant.code({ redirectUris: ["https://app.example.com/callback"] }),
  secret,
  accessTokenValiditySeconds: 600,
  catalog: Catalog.load(),
};

const TAKERS: Readonly<Record<string, Taker>> = {
  DataActionIntegration: {
    whole: integration,
    required: ["environment", "actions", "mount"],
    take: (props) => new DataActionIntegration(new TestStack(), "crm", props),
    schema: integrationSchema,
  },
  "UserGrantClient with calls": {
    whole: { ...code, calls: [action] },
    required: ["environment", "grant", "calls"],
    take: (props) => new UserGrantClient(new TestStack(), "app", props),
  },
  "UserGrantClient with scopes": {
    whole: { ...code, scopes: { names: ["users:readonly"], because: "known" } },
    required: ["environment", "grant"],
    take: (props) => new UserGrantClient(new TestStack(), "app", props),
  },
  "EnvironmentStack.integrate": {
    whole: ofEnvironment,
    required: ["actions"],
    take: (props) => new EnvironmentStack(new App({ outdir: "/tmp" }), environment).integrate("crm", props),
    schema: environmentIntegrationSchema,
  },
  VaultMount: {
    whole: { path: "kv", maxVersions: 3, namespace: "voice" },
    required: ["path"],
    take: (props) => new VaultMount(new TestStack(), "mount", props),
    schema: mountSchema,
  },
  "VaultMount.existing": {
    whole: { namespace: "voice" },
    required: [],
    take: (props) => VaultMount.existing("kv", props),
  },
  "VaultReader.appRole": {
    whole: { ...reader, secretIdTtlSeconds: 60, secretIdUses: 1 },
    required: ["name"],
    take: VaultReader.appRole,
    schema: appRoleSchema,
  },
  "VaultReader.kubernetes": {
    whole: { ...reader, serviceAccounts: ["ivr"], namespaces: ["voice"], audience: "vault" },
    required: ["name", "serviceAccounts", "namespaces", "audience"],
    take: VaultReader.kubernetes,
    schema: kubernetesSchema,
  },
  "VaultReader.jwt": {
    whole: { ...reader, boundAudiences: ["v"], boundClaims: { ref: ["main"] }, userClaim: "sub" },
    required: ["name", "boundAudiences", "boundClaims"],
    take: VaultReader.jwt,
    schema: jwtSchema,
  },
  "UserGrant.code": { whole: { redirectUris }, required: ["redirectUris"], take: UserGrant.code },
  "UserGrant.token": { whole: { redirectUris }, required: ["redirectUris"], take: UserGrant.token },
  "Role.fromRoleId": {
    whole: { because: "certified" },
    required: ["because"],
    take: (props) => Role.fromRoleId("r-1", props),
  },
  "Role.fromRoleName": {
    whole: { because: "certified" },
    required: ["because"],
    take: (props) => Role.fromRoleName("Agents", props),
  },
  "Rules.acknowledge": {
    whole: { because: "certified" },
    required: ["because"],
    take: (props) => Rules.acknowledge(new TestStack(), "SL004", props),
  },
  "Providers.allow": {
    whole: { genesyscloud: ">= 1.82", vault: ">= 5.6, < 6" },
    required: [],
    take: (props) => Providers.allow(new TerraformStack(new App({ outdir: "/tmp" }), "dev"), props),
  },
};

const typeOf = (value: unknown) => (value === null ? "null" : Array.isArray(value) ? "list" : typeof value);
const refusalOf = (act: () => unknown): ScopelockError => {
  try {
    act();
  } catch (error) {
    if (ScopelockError.is(error)) return error;
    throw error;
  }
  throw new Error("It was not refused.");
};
const anything = fc.oneof(
  fc.constant(null),
  fc.double(),
  fc.boolean(),
  fc.string(),
  fc.array(fc.string()),
  fc.dictionary(fc.string(), fc.string()),
);

describe.each(Object.entries(TAKERS))("%s", (_name, { whole, required, take, schema }) => {
  const named = (change: object, property: string) => {
    const error = refusalOf(() => take({ ...whole, ...change } as never));
    expect(error.message).toContain(property);
    expect(error.where).not.toBe("");
    expect(error.message).not.toMatch(/\n\s+at /);
    return error;
  };

  it("takes all of its properties, and each has a schema", () => {
    expect(() => take(whole as never)).not.toThrow();
    if (schema) expect(Object.keys(whole).sort()).toEqual(Object.keys(schema.shape).sort());
  });

  it.each(required.map((name) => [name]))("names %s when it is missing or undefined", (name) => {
    named({ [name]: undefined }, name);
    const { [name]: _gone, ...rest } = whole;
    expect(refusalOf(() => take(rest as never)).message).toContain(name);
  });

  it.each(Object.keys(whole).map((name) => [name]))("names %s when it is of another type", (name) => {
    const wrong = anything.filter((value) => typeOf(value) !== typeOf(whole[name]));
    fc.assert(
      fc.property(wrong, (value) => void named({ [name]: value }, name)),
      { numRuns: 10 },
    );
    if (Array.isArray(whole[name]))
      for (const element of [undefined, 7]) named({ [name]: [element] }, `${name}[0]`);
  });

  it.each(Object.keys(whole).map((name) => [name]))("names a misspelt %s, and what was meant", (name) => {
    const misspelt = `${name}z`;
    const { message } = named({ [misspelt]: whole[name] }, `"${misspelt}" is not a property`);
    expect(message).toContain(`Did you mean "${name}"?`);
  });

  it("is refused without properties", () => {
    if (required.length > 0) expect(refusalOf(() => take(undefined as never)).id).toBe("props/missing");
    expect(refusalOf(() => take("kv" as never)).id).toBe("props/type");
  });
});

describe("what is inside a property", () => {
  const { take } = TAKERS.DataActionIntegration as Taker;
  it.each([
    ["an adoption", { adopt: { integrationId: "i-1" } }, '"adopt.actions" is missing'],
    ["a misspelt key", { endpoints: { ...around.endpoints, apiURL: "x" } }, 'Did you mean "apiUrl"?'],
    [
      "an endpoint",
      { endpoints: { ...around.endpoints, tokenUrl: undefined } },
      '"endpoints.tokenUrl" is missing',
    ],
    [
      "a misspelt key in a list",
      { staticActions: [{ name: "a", reqest: {} }] },
      'Did you mean "request"? The properties are name, permissions, prefer, request.',
    ],
    ["an action that is misspelt", { actions: [action, undefined] }, '"actions[1]" is undefined'],
    ["a division by its name", { divisions: ["home"] }, '"divisions[0]" is "home"'],
    ["a mount by its path", { mount: "kv" }, '"mount" is "kv"'],
    ["a region", { endpoints: "eu-west-1" }, '"endpoints" is "eu-west-1"'],
    ["a reader by its name", { readers: ["x"] }, '"readers[0]" is "x"'],
    ["an empty name", { name: "" }, '"name" is ""'],
  ])("is named: %s", (_what, change, sentence) => {
    expect(refusalOf(() => take({ ...integration, ...change } as never)).message).toContain(sentence);
  });

  it("tells everything at once", () => {
    const { others } = refusalOf(() => take({ ...integration, mount: "kv", name: 3, divison: [] } as never));
    expect(others).toHaveLength(2);
  });
});

describe("what is not an object", () => {
  it.each([
    ["Division.named", () => Division.named(undefined as never), "division/name"],
    ["Division.withId", () => Division.withId(undefined as never), "division/id"],
    ["VaultMount.existing", () => VaultMount.existing(undefined as never), "mount/path"],
    ["VaultReader.policy", () => VaultReader.policy(undefined as never), "reader/policy-name"],
    ["Role.fromRoleId", () => Role.fromRoleId(undefined as never, { because: "x" }), "role/unnamed"],
    [
      "an id",
      () => new DataActionIntegration(new TestStack(), undefined as never, integration as never),
      "integration/id",
    ],
    [
      "an environment",
      () => new EnvironmentStack(new App({ outdir: "/tmp" }), undefined as never),
      "props/missing",
    ],
  ])("is refused by %s", (_name, act, id) => {
    expect(refusalOf(act).id).toBe(id);
  });

  it.each(["sys", "sys/x", "auth/approle", "identity", "cubbyhole", "audit"])("is no mount: %s", (path) => {
    expect(refusalOf(() => VaultMount.existing(path)).message).toContain(path);
  });
});

it("has every property of a UserGrantClient among its two forms", () => {
  const { whole: calls } = TAKERS["UserGrantClient with calls"] as Taker;
  const { whole: scopes } = TAKERS["UserGrantClient with scopes"] as Taker;
  expect(Object.keys({ ...calls, ...scopes }).sort()).toEqual(Object.keys(clientSchema.shape).sort());
});
