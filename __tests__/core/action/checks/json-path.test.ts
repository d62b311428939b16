import { expect, it } from "vitest";
import { INDEFINITE, isBalanced } from "../../../../src/core/action/checks/json-path";

it.each([
  "$.a[?(@.b == 'x]' && (@.c))].d",
  "['participants'][?(@.purpose=='agent')].id",
  "$..a.length()",
  "$.it's",
  '$.a[?(@.b == "it\'s")]',
  "$.a[?(@.b == 'it\\'s')]",
  "$.a[?(@.b =~ /[)]/)]",
  "$[-1:]",
])("%s is balanced", (path) => {
  expect(isBalanced(path)).toBe(true);
});

it.each(["$.a[0", "$.a]", "$.a[?(@.b == 'x)]", "$.a[(0])", "$.a[?(@.b == 'x]')"])("%s is not", (path) => {
  expect(isBalanced(path)).toBe(false);
});

it.each<[string, boolean]>([
  ["$.a.b[0]", false],
  ["$['a,b']", false],
  ["$..a", true],
  ["$.a[*].b", true],
  ["$.a[?(@.b)]", true],
  ["$.a[0,1]", true],
  ["$.a[-1:]", true],
])("%s may find any number: %s", (path, expected) => {
  expect(INDEFINITE.test(path)).toBe(expected);
});
