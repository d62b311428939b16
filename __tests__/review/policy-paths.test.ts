import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allowedMore, allowedOn, rulesByPath } from "../../src/review/findings/policy-paths";
import { UNLIMITED } from "../../src/review/plan/policy-limits";
import { parsePolicy, type ReadRule } from "../../src/review/plan/policy-text";

const rules = (text: string) => parsePolicy(text) ?? [];
const can = (text: string, path: string) => [...allowedOn(rulesByPath(rules(text)), path).keys()].sort();

describe("the rule that decides over a path", () => {
  it.each<[string, string, string, string[]]>([
    [
      "is the exact one",
      'path "a/*" { capabilities = ["read"] } path "a/b" { capabilities = ["list"] }',
      "a/b",
      ["list"],
    ],
    [
      "is the one whose wildcard comes later",
      'path "a/+/c" { capabilities = ["list"] } path "a/b/*" { capabilities = ["read"] }',
      "a/b/c",
      ["read"],
    ],
    [
      "is the one that does not end in a star",
      'path "a/+" { capabilities = ["read"] } path "a/*" { capabilities = ["list"] }',
      "a/b",
      ["read"],
    ],
    [
      "is the one with fewer plus signs",
      'path "a/+/+/d" { capabilities = ["list"] } path "a/+/c/d" { capabilities = ["read"] }',
      "a/b/c/d",
      ["read"],
    ],
    [
      "denies although another one allows",
      'path "a/*" { capabilities = ["read"] } path "a/b" { capabilities = ["deny"] }',
      "a/b",
      [],
    ],
    ["denies where it says deny beside others", 'path "a" { capabilities = ["read", "deny"] }', "a", []],
    [
      "is put together of all of the same path",
      'path "a" { capabilities = ["read"] } path "a" { capabilities = ["list"] }',
      "a",
      ["list", "read"],
    ],
  ])("%s", (_, text, path, capabilities) => {
    expect(can(text, path)).toEqual(capabilities);
  });
});

describe("what a policy allows more", () => {
  const more = (was: string, is: string) => allowedMore(rules(is), rules(was));
  it.each<[string, string, string]>([
    [
      "a glob becomes the path",
      'path "a/*" { capabilities = ["read"] }',
      'path "a/b" { capabilities = ["read"] }',
    ],
    [
      "a glob becomes a plus sign",
      'path "a/*" { capabilities = ["read"] }',
      'path "a/+/c" { capabilities = ["read"] }',
    ],
    [
      "a deny is added",
      'path "a/*" { capabilities = ["read"] }',
      'path "a/*" { capabilities = ["read"] } path "a/b" { capabilities = ["deny"] }',
    ],
    [
      "limits are added",
      'path "a" { capabilities = ["update"] }',
      'path "a" { capabilities = ["update"] allowed_parameters = { "x" = [] } }',
    ],
    [
      "the same is said in another form",
      'path "a" { policy = "read" }',
      '{"path": {"a": {"capabilities": ["read", "list"]}}}',
    ],
  ])("is nothing where %s", (_, was, is) => {
    expect(more(was, is)).toEqual([]);
  });

  it.each<[string, string, string, string]>([
    [
      "a deny goes",
      'path "a/*" { capabilities = ["read"] } path "a/b/*" { capabilities = ["deny"] }',
      'path "a/*" { capabilities = ["read"] }',
      "a/b/*",
    ],
    [
      "a path becomes a glob",
      'path "a/b" { capabilities = ["read"] }',
      'path "a/*" { capabilities = ["read"] }',
      "a/*",
    ],
    [
      "a more specific rule that allowed less goes",
      'path "a/*" { capabilities = ["read", "update"] } path "a/+/c" { capabilities = ["read"] }',
      'path "a/*" { capabilities = ["read", "update"] }',
      "a/+/c",
    ],
    [
      "limits go",
      'path "a" { capabilities = ["update"] denied_parameters = { "x" = [] } }',
      'path "a" { capabilities = ["update"] }',
      "a",
    ],
  ])("is said where %s", (_, was, is, path) => {
    expect(more(was, is)?.map((each) => each.path)).toContain(path);
  });
});

/*
 * Against a brute force: paths of few letters, every one of them asked. The order of precedence is written here as Vault's
 * documentation lists it, apart from the code that is tried.
 */
const WORDS = ["a", "b", "ab"];
const everyPath = [1, 2, 3].flatMap((length) =>
  Array.from({ length }, () => ["a", "b", "ab", "x"]).reduce<string[]>(
    (paths, words) =>
      paths.length === 0 ? words : paths.flatMap((path) => words.map((word) => `${path}/${word}`)),
    [],
  ),
);
const matches = (pattern: string, path: string): boolean => {
  const prefix = pattern.endsWith("*") ? pattern.slice(0, -1).split("/") : undefined;
  const [wanted, given] = [prefix ?? pattern.split("/"), path.split("/")];
  if (prefix ? given.length < wanted.length : given.length !== wanted.length) return false;
  return wanted.every((word, at) => {
    const isLast = prefix !== undefined && at === wanted.length - 1;
    if (word === "+") return true;
    return isLast ? given[at]?.startsWith(word) : given[at] === word;
  });
};
const firstWild = (pattern: string) => {
  const at = pattern.search(/(^|\/)\+(\/|$|\*)|\*$/);
  return at === -1 ? 999 : pattern[at] === "/" ? at + 1 : at;
};
function bruteForce(policy: readonly ReadRule[], path: string): ReadonlySet<string> {
  const found = policy.filter((rule) => matches(rule.path, path));
  const exact = found.filter((rule) => rule.path === path && !/\+|\*/.test(rule.path));
  const best = found
    .map((rule) => rule.path)
    .reduce<string | undefined>((winner, each) => {
      if (winner === undefined) return each;
      const order =
        firstWild(each) - firstWild(winner) ||
        Number(winner.endsWith("*")) - Number(each.endsWith("*")) ||
        winner.split("+").length - each.split("+").length ||
        each.length - winner.length ||
        (each > winner ? 1 : -1);
      return order > 0 ? each : winner;
    }, undefined);
  const deciding = exact.length > 0 ? exact : found.filter((rule) => rule.path === best);
  const all = new Set(deciding.flatMap(({ capabilities }) => capabilities));
  return all.has("deny") ? new Set() : all;
}

const pattern = fc
  .tuple(
    fc.array(fc.constantFrom(...WORDS, "+"), { minLength: 1, maxLength: 3 }),
    fc.constantFrom("", "/*", "*"),
  )
  .map(([segments, end]) =>
    segments.at(-1) === "+" && end === "*" ? segments.join("/") : segments.join("/") + end,
  );
const policy = fc.array(
  fc.record({
    path: pattern,
    capabilities: fc.uniqueArray(fc.constantFrom("read", "list", "deny"), { minLength: 1, maxLength: 2 }),
    limits: fc.constant(UNLIMITED),
  }),
  { maxLength: 4 },
);

it("agrees with a brute force over every path: what decides, and whether a policy allows more", () => {
  fc.assert(
    fc.property(policy, policy, (is, was) => {
      const gains = everyPath.some((path) => {
        const [now, before] = [bruteForce(is, path), bruteForce(was, path)];
        expect([...allowedOn(rulesByPath(is), path).keys()].sort()).toEqual([...now].sort());
        return [...now].some((capability) => !before.has(capability));
      });
      const found = allowedMore(is, was) ?? [];
      if (gains) expect(found).not.toEqual([]);
      // Each difference holds on some path; one that no short path shows may be of a longer one.
      for (const { path, capabilities } of found) {
        const shown = everyPath.filter((each) => matches(path, each));
        if (shown.length === 0) continue;
        const gained = shown.flatMap((each) => {
          const before = bruteForce(was, each);
          return [...bruteForce(is, each)].filter((capability) => !before.has(capability));
        });
        if (!path.endsWith("*")) for (const capability of capabilities) expect(gained).toContain(capability);
      }
    }),
    { numRuns: 300 },
  );
});
