import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { renderPolicy } from "../../src/core/stack/vault-policy";
import { CAPABILITIES } from "../../src/core/terraform";
import { covers } from "../../src/review/findings/policy-paths";
import { UNLIMITED } from "../../src/review/plan/policy-limits";
import { parsePolicy } from "../../src/review/plan/policy-text";

const segment = fc.stringMatching(/^[a-z0-9_-]{1,8}$/);
const path = fc
  .tuple(fc.array(segment, { minLength: 1, maxLength: 5 }), fc.constantFrom("", "/*", "*"))
  .map(([segments, end]) => segments.join("/") + end);
const rule = fc.record({
  path,
  capabilities: fc.uniqueArray(fc.constantFrom(...CAPABILITIES)),
  because: fc.array(fc.stringMatching(/^[ -~]{0,20}$/), { maxLength: 2 }),
});

describe("a Vault policy", () => {
  it("is read as it was rendered, whatever reasons stand above", () => {
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 6 }), (rules) => {
        expect(parsePolicy(renderPolicy(rules))).toEqual(
          rules.map(({ path, capabilities }) => ({
            path,
            capabilities: [...capabilities].sort(),
            limits: UNLIMITED,
          })),
        );
      }),
    );
  });

  it.each([
    ["", []],
    ["# nothing\n// at all", []],
    [
      'path "a/b" { capabilities=["read","list",] }',
      [{ path: "a/b", capabilities: ["list", "read"], limits: UNLIMITED }],
    ],
    [
      'path "sys/*"{capabilities = ["sudo"]} path "x" { capabilities = ["deny"] }',
      [
        { path: "sys/*", capabilities: ["sudo"], limits: UNLIMITED },
        { path: "x", capabilities: ["deny"], limits: UNLIMITED },
      ],
    ],
    ['path "a" { policy = "read" }', [{ path: "a", capabilities: ["list", "read"], limits: UNLIMITED }]],
    [
      'path "a" { capabilities = ["read"] allowed_parameters = { "x" = [] } min_wrapping_ttl = "1s" }',
      [
        {
          path: "a",
          capabilities: ["read"],
          limits: { ...UNLIMITED, allowed: new Map([["x", []]]), leastWrapping: 1 },
        },
      ],
    ],
    [
      'path "a\\"b" { capabilities = ["read"] }',
      [{ path: 'a"b', capabilities: ["read"], limits: UNLIMITED }],
    ],
    ['path "/a b" { capabilities = ["read"] }', [{ path: "a b", capabilities: ["read"], limits: UNLIMITED }]],
    [
      '{"path": {"a": {"capabilities": ["read"]}}}',
      [{ path: "a", capabilities: ["read"], limits: UNLIMITED }],
    ],
    ['/* more\n */ path "a" { capabilities = [] }', [{ path: "a", capabilities: [], limits: UNLIMITED }]],
  ])("%j is read", (text, rules) => {
    expect(parsePolicy(text)).toEqual(rules);
  });

  it.each([
    'path "a" { capabilities = ["read"] ',
    'path "a" { capabilities = ["re ad"] }',
    'path "a" { allowed_parameters = {} }',
    'path "a" { capabilities = "read" }',
    '{"path": {"a": "read"}}',
    "path a { capabilities = [] }",
    "§",
  ])("%j is not guessed at", (text) => {
    expect(parsePolicy(text)).toBeUndefined();
  });

  it("is never taken for what it is not: any text is read or refused", () => {
    fc.assert(fc.property(fc.string({ maxLength: 200 }), (text) => void parsePolicy(text)));
  });
});

it.each([
  ["a/data/b", "a/data/b", true],
  ["a/data/*", "a/data/b/c", true],
  ["a/data/b*", "a/data/bc", true],
  ["*", "a/data/b", true],
  ["a/+/b", "a/data/b", true],
  ["+/data/b", "a/data/b", true],
  ["a/+", "a/data/b", false],
  ["a/data/b", "a/data/bc", false],
  ["a/data/b", "x/a/data/b", false],
  ["a.data.b", "a/data/b", false],
])("the path %s covers %s: %s", (rule, path, does) => {
  expect(covers(rule, path)).toBe(does);
});
