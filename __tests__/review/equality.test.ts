import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { BlockSchema, ProviderSchema } from "../../packages/sandbox/src/providers/plugin/schema";
import { ALLOWED } from "../../src/review/plan/attributes";
import { isSame, OWN } from "../../src/review/plan/equality";

const OTHER = "vault_token_auth_backend_role";
const UNSET = [null, undefined, "", [], {}, false, 0] as const;

describe("for whatever resource", () => {
  it.each([OTHER, ...Object.keys(OWN)])("%s: all that is unset is one", (type) => {
    for (const before of UNSET)
      for (const after of UNSET) {
        expect(isSame(type, "any", before, after)).toBe(true);
        expect(isSame(type, "block", [{ a: "x", any: before }], [{ a: "x", any: after }])).toBe(true);
      }
  });

  it.each([OTHER, ...Object.keys(OWN)])("%s: what is set is not unset, either way round", (type) => {
    for (const set of [
      "x",
      " ",
      "0",
      "false",
      "null",
      "{}",
      "[]",
      true,
      1,
      -1,
      ["x"],
      [""],
      [0],
      [false],
      { a: "x" },
      { a: "" },
    ])
      for (const unset of UNSET) {
        expect(isSame(type, "any", unset, set), `${JSON.stringify(unset)}, ${JSON.stringify(set)}`).toBe(
          false,
        );
        expect(isSame(type, "any", set, unset), `${JSON.stringify(set)}, ${JSON.stringify(unset)}`).toBe(
          false,
        );
      }
  });

  it.each<[string, unknown, unknown]>([
    ["keys in another order", '{"a":1,"b":{"c":[1,2],"d":"x"}}', '{ "b": {"d":"x", "c":[1, 2]},\n"a": 1.0 }'],
    ["a member that is null", '{"a":1,"b":null}', '{"a":1}'],
    ["characters that are escaped", '{"a":"<é>"}', '{"a":"\\u003c\\u00e9\\u003e"}'],
    ["in a list", ['{"a":1,"b":2}'], ['{"b":2,"a":1}']],
    ["in a map", { a: '{"a":1,"b":2}' }, { a: '{"b":2,"a":1}' }],
    ["in a block", [{ a: '{"a":1,"b":2}' }], [{ a: '{"b":2,"a":1}' }]],
  ])("a text of JSON that says the same is the same: %s", (_, before, after) => {
    for (const type of [OTHER, "genesyscloud_integration_action"])
      expect(isSame(type, "any", before, after)).toBe(true);
  });

  it.each<[string, unknown, unknown]>([
    ["another value", '{"a":1}', '{"a":2}'],
    ["a number for a text", '{"a":1}', '{"a":"1"}'],
    ["one more member", '{"a":1}', '{"a":1,"b":false}'],
    ["a member that is empty", '{"properties":{"a":{}}}', '{"properties":{}}'],
    ["a list in another order", '{"a":[1,2]}', '{"a":[2,1]}'],
    ["the last digit of a long number", '{"a":12345678901234567890}', '{"a":12345678901234567891}'],
    ["numbers that JavaScript takes for infinite", '{"a":1e400}', '{"a":1e401}'],
    ["the first of two equal keys", '{"path":{"sys/*":1},"path":{"a":1}}', '{"path":{"a":1}}'],
    ["equal keys in another order", '{"a":1,"a":2}', '{"a":2,"a":1}'],
    ["a comment", "{}", "{} // x"],
    ["a template", '{"a": ${b}}', '{"a":  ${b}}'],
    ["a text of one word", "true", " true"],
  ])("a text that says something else is another: %s", (_, before, after) => {
    for (const type of [OTHER, "genesyscloud_integration_action"]) {
      expect(isSame(type, "any", before, after)).toBe(false);
      expect(isSame(type, "any", after, before)).toBe(false);
    }
  });

  it.each<[string, unknown, unknown]>([
    ["a header without text", { a: "" }, {}],
    ["a header whose text is gone", { a: "x" }, { a: "" }],
    ["a flag of a map", { a: false }, {}],
    ["a text in a list", ["x", ""], ["x"]],
    ["one of two that are equal", ["x", "x"], ["x"]],
    ["a number that is a text", 1, "1"],
  ])("what people put into a list or a map counts, also where it is empty: %s", (_, before, after) => {
    for (const type of [OTHER, "genesyscloud_integration_action"]) {
      expect(isSame(type, "any", before, after)).toBe(false);
      expect(isSame(type, "any", after, before)).toBe(false);
    }
  });

  it("keys of the language's own are keys like others", () => {
    for (const key of ["constructor", "toString", "__proto__"])
      for (const type of [OTHER, "vault_mount", key]) {
        expect(isSame(type, key, null, "x")).toBe(false);
        expect(isSame(type, key, null, "")).toBe(true);
        expect(isSame(type, "map", JSON.parse(`{"${key}":"x"}`), JSON.parse(`{"${key}":"y"}`))).toBe(false);
      }
  });

  const values = fc.jsonValue({ maxDepth: 4 });
  it("a value is the same as itself, and equality has no direction where there is no default", () => {
    fc.assert(
      fc.property(fc.constantFrom(OTHER, "vault_mount"), values, values, (type, a, b) => {
        expect(isSame(type, "any", a, structuredClone(a))).toBe(true);
        expect(isSame(type, "any", a, b)).toBe(isSame(type, "any", b, a));
      }),
    );
  });
});

describe("order", () => {
  const policies = [
    { domain: "a", action_set: ["add", "view"], conditions: [] },
    { domain: "b", action_set: ["edit"], conditions: [] },
  ];
  const turned = [
    { domain: "b", action_set: ["edit"], conditions: null },
    { domain: "a", action_set: ["view", "add"], conditions: null },
  ];

  it("means nothing in scopelock's own resources", () => {
    expect(isSame("genesyscloud_auth_role", "permission_policies", policies, turned)).toBe(true);
    expect(isSame("vault_jwt_auth_backend_role", "token_policies", ["a", "b"], ["b", "a"])).toBe(true);
  });

  it("means something in others, where the same elements stand in another: no set is printed so", () => {
    expect(isSame(OTHER, "any", ["a", "b"], ["b", "a"])).toBe(false);
    expect(isSame(OTHER, "any", policies, [...policies].reverse())).toBe(false);
    expect(isSame(OTHER, "any", [{ a: ["x", "y"] }], [{ a: ["y", "x"] }])).toBe(false);
    expect(isSame(OTHER, "any", { a: ["x", "y"] }, { a: ["y", "x"] })).toBe(false);
  });

  it("means nothing where elements are written in other words: a set's order follows from them", () => {
    const was = policies.map((policy) => ({ ...policy, action_set: [] }));
    const is = was.map((policy) => ({ ...policy, conditions: null })).reverse();
    expect(isSame(OTHER, "any", was, is)).toBe(true);
  });
});

describe("a block in which nothing is set", () => {
  const limits = [{ cas_required: false, data: {}, delete_version_after: 0, max_versions: 0 }];

  it("is as none in scopelock's own resources", () => {
    expect(isSame("vault_kv_secret_v2", "custom_metadata", [], limits)).toBe(true);
    expect(isSame("vault_kv_secret_v2", "custom_metadata", limits, null)).toBe(true);
    expect(isSame("vault_kv_secret_v2", "custom_metadata", [], [{ ...limits[0], max_versions: 1 }])).toBe(
      false,
    );
  });

  it("may open something in others", () => {
    expect(isSame("kubernetes_network_policy", "ingress", [], [{}])).toBe(false);
    expect(isSame("kubernetes_network_policy", "ingress", [{ from: null }], [{ from: [] }])).toBe(true);
  });
});

describe("a default", () => {
  const CASES = Object.entries(OWN).flatMap(([type, defaults]) =>
    Object.entries(defaults).map(([path, value]) => [type, path, value] as const),
  );
  const inPlace = (path: string, value: unknown): [string, unknown] => {
    const [key = "", inner] = path.split(".");
    return [key, inner === undefined ? value : [{ name: "x", [inner]: value }]];
  };

  it.each(CASES)("of %s: %s is no drift where nothing was, and not given up unseen", (type, path, value) => {
    for (const unset of [null, undefined, ""]) {
      const [key, was] = inPlace(path, unset);
      const [, is] = inPlace(path, value);
      expect(isSame(type, key, was, is)).toBe(true);
      expect(isSame(type, key, is, was)).toBe(false);
      expect(isSame(type, key, was, inPlace(path, "another")[1])).toBe(false);
    }
    const opposite = typeof value === "boolean" ? !value : 0;
    expect(isSame(type, ...inPlace(path, null), inPlace(path, opposite)[1])).toBe(false);
  });

  it("is none for a block that was not there, but for what else is in it", () => {
    const key = "config_response";
    const type = "genesyscloud_integration_action";
    expect(isSame(type, key, [], [{ success_template: "${rawResult}", translation_map: {} }])).toBe(true);
    expect(isSame(type, key, null, [{ success_template: "${rawResult}", translation_map: { a: "$" } }])).toBe(
      false,
    );
  });
});

describe("scopelock's own resources", () => {
  const schemas = ["genesyscloud-1.82.0", "vault-5.6.0"].map((name) => {
    const { provider_schemas } = JSON.parse(
      readFileSync(join(__dirname, "../../schemas", `${name}.json`), "utf8"),
    ) as { provider_schemas: Record<string, ProviderSchema> };
    return Object.values(provider_schemas).map(({ resource_schemas }) => resource_schemas);
  });
  const recorded = Object.assign({}, ...schemas.flat()) as ProviderSchema["resource_schemas"];
  const types = Object.keys(OWN).filter((type) => type in recorded);

  it("are recorded", () => {
    expect(types).toEqual(Object.keys(OWN));
    expect(Object.keys(OWN)).toEqual(expect.arrayContaining(Object.keys(ALLOWED)));
  });

  /** Paths of lists that may hold more than one, and of blocks without an attribute that must be set. */
  function pathsIn(block: BlockSchema, path = ""): readonly string[] {
    const isList = (type: unknown) => Array.isArray(type) && type[0] === "list";
    return [
      ...Object.entries(block.attributes ?? {}).flatMap(([key, { type }]) =>
        isList(type) ? [`${path}${key}`] : [],
      ),
      ...Object.entries(block.block_types ?? {}).flatMap(([key, nested]) => [
        ...(nested.nesting_mode === "list" && nested.max_items !== 1 ? [`${path}${key}`] : []),
        ...(Object.values(nested.block.attributes ?? {}).some(({ required }) => required)
          ? []
          : [`${path}${key}{}`]),
        ...pathsIn(nested.block, `${path}${key}.`),
      ]),
    ];
  }

  it("have no other lists and optional blocks than these, all without meaning in order or when empty", () => {
    const found = types.flatMap((type) =>
      pathsIn(recorded[type]?.block ?? {}).map((path) => `${type}.${path}`),
    );
    expect(found.sort()).toEqual([
      "genesyscloud_integration.config{}",
      "genesyscloud_integration_action.config_response{}",
      "vault_kv_secret_v2.custom_metadata{}",
      "vault_mount.allowed_response_headers",
      "vault_mount.audit_non_hmac_request_keys",
      "vault_mount.audit_non_hmac_response_keys",
      "vault_mount.delegated_auth_accessors",
      "vault_mount.passthrough_request_headers",
    ]);
  });

  it("have the attributes whose defaults are named", () => {
    for (const type of types)
      for (const path of Object.keys(OWN[type] ?? {})) {
        const [key = "", inner] = path.split(".");
        const block =
          inner === undefined ? recorded[type]?.block : recorded[type]?.block.block_types?.[key]?.block;
        expect(block?.attributes, `${type}.${path}`).toHaveProperty(inner ?? key);
      }
  });
});
