import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  evaluatePath,
  findsList,
  JsonPathError,
  NOTHING,
  parsePath,
  pathProblem,
} from "../../../src/core/action/json-path";

/** An answer as those that public data actions read. */
const DOCUMENT = {
  participants: [
    { purpose: "customer", id: "c1", n: 1, tags: ["a", "b"], sessions: [{ flow: "agent", media: "voice" }] },
    { purpose: "agent", id: "a1", n: "1" },
    { purpose: null, id: "x", n: 0, sessions: [] },
  ],
  total: 3,
  list: [1, 2, 3],
  text: "abc",
  none: null,
  "a-b": { "c d": 1 },
  map: { x: 1, y: 2 },
};

const found = (path: string) => evaluatePath(parsePath(path), DOCUMENT);

describe("a JSONPath, as Jayway JsonPath reads it", () => {
  it.each<[string, unknown]>([
    ["$.total", 3],
    ["total", 3],
    ["['total']", 3],
    [".total", [3]],
    ["@.total", 3],
    ["$.['participants'].[0].id", "c1"],
    ["$.participants[ 0 ].id", "c1"],
    ["$.participants[-1].id", "x"],
    ["$.a-b['c d']", 1],
    ["$.none", null],
    ["$.map['x','y']", { x: 1, y: 2 }],
    ["$.map['x','z']", { x: 1 }],
    ["$.missing", NOTHING],
    ["$.none.x", NOTHING],
    ["$.total.x", NOTHING],
    ["$.text[0]", NOTHING],
    ["$.participants[9].id", NOTHING],
    ["$.missing[*].x", NOTHING],
    ["$.missing[?(@.a)]", NOTHING],
    ["$.constructor", NOTHING],
    ["$.__proto__", NOTHING],
    ["$.participants[*].tags", [["a", "b"]]],
    ["$.participants[*].sessions[0].flow", ["agent"]],
    ["$.total[*]", []],
    ["$.map.*", [1, 2]],
    ["$.participants[0,2].id", ["c1", "x"]],
    ["$.participants[-1:].id", ["x"]],
    ["$.participants[:1].id", ["c1"]],
    ["$.participants[1:9].id", ["a1", "x"]],
    ["$..id", ["c1", "a1", "x"]],
    ["$..sessions[0].media", ["voice"]],
    ["$..[?(@.media == 'voice')].flow", ["agent"]],
    ["$..[?('agent' in @.participants[*].purpose)].total", [3]],
    ["$.map[?(@.x == 1)].y", [2]],
    ["$.participants[?(@.purpose == 'agent')][0]", []],
  ])("%s", (path, expected) => {
    expect(found(path)).toEqual(expected);
  });

  it.each<[string, readonly string[]]>([
    ["@.sessions[0].flow == 'agent'", ["c1"]],
    ["@.sessions[0].flow != 'agent'", ["a1", "x"]],
    ["@.a.b.c == 'x'", []],
    ["@.n == 1", ["c1"]],
    ["@.n == '1'", ["a1"]],
    ["@.n > 0", ["c1"]],
    ["@.id < 'b'", ["a1"]],
    ["@.id >= 'c1' && @.id <= 'x'", ["c1", "x"]],
    ["@.purpose == null", ["x"]],
    ["@.purpose != null", ["c1", "a1"]],
    ["@.missing == null", []],
    ["@.missing != null", ["c1", "a1", "x"]],
    ["@.missing == @.missing", []],
    ["@.sessions == $.participants[0].sessions", ["c1"]],
    ["@.sessions[0] == {'flow': 'agent', 'media': 'voice'}", ["c1"]],
    ["@.purpose", ["c1", "a1", "x"]],
    ["@.tags", ["c1"]],
    ["!@.tags", ["a1", "x"]],
    ["!(@.purpose=='agent')", ["c1", "x"]],
    ["@.purpose=='agent' || (@.n==1 && @.tags)", ["c1", "a1"]],
    ["@['purpose']==\"agent\"", ["a1"]],
    ["@.purpose in ['agent', \"customer\"]", ["c1", "a1"]],
    ["@.purpose nin ['agent']", ["c1", "x"]],
    ["'b' in @.tags", ["c1"]],
    ["'b' in @.purpose", []],
    ["@.tags CONTAINS 'a'", ["c1"]],
    ["@.purpose contains 'gen'", ["a1"]],
    ["@.tags size 2", ["c1"]],
    ["@.sessions empty true", ["x"]],
    ["@.tags subsetof ['a','b','c']", ["c1"]],
    ["@.tags anyof ['b','z']", ["c1"]],
    ["@.tags noneof ['z']", ["c1"]],
    ["@.tags all ['a','b']", ["c1"]],
    ["@.tags.length() == 2", ["c1"]],
    ["@.id == $.participants[1].id", ["a1"]],
    ["@.purpose =~ /AG.*/i", ["a1"]],
    ["@.purpose =~ /ag/", []],
    ["@.id == 'it\\'s' || @.id == 'x'", ["x"]],
    ["@.id == ')]' || @.id == 'x'", ["x"]],
  ])("[?(%s)]", (condition, expected) => {
    expect(found(`$.participants[?(${condition})].id`)).toEqual(expected);
  });

  it.each<[string, unknown]>([
    ["$.participants.size()", 3],
    ["$.map.length()", 2],
    ["$.text.length()", null],
    ["$.participants[?(@.id == 'c1')].tags.length()", [2]],
    ["$..tags.length()", 2],
    ["$..n.sum()", 1],
    ["$.list.sum()", 6],
    ["$.list.avg()", 2],
    ["$.list.min()", 1],
    ["$.list.max()", 3],
    ["$.list.first()", 1],
    ["$.list.last()", 3],
    ["$.list.index(1)", 2],
    ["$.map.keys()", ["x", "y"]],
    ["$.list.append(4)", [1, 2, 3, 4]],
    ["$.concat($.text, 'd')", "abcd"],
    ["$.missing.size()", NOTHING],
    ["$.participants[2].sessions.sum()", NOTHING],
  ])("%s", (path, expected) => {
    expect(found(path)).toEqual(expected);
  });

  it.each([
    "",
    "$.",
    "$..",
    "$x",
    "$.a[",
    "$.a[0",
    "$.a]b[",
    "$.a[(@.length-1)]",
    "$.a['b]",
    "$.a[?(@.b == 'x)]",
    "$.a[?(@.b ==)]",
    "$.a[?(@.b is 1)]",
    "$.a[?@.b]",
    "$.a[?(true)]",
    "$.a[?(process.exit(1))]",
    "$.a[?(@.b =~ /[/)]",
    "$.a[?(@.b in [1,)]",
    "$.a b",
    "$...a",
    "$.a.nope()",
    "$.a[:]",
  ])("%j is none", (path) => {
    expect(pathProblem(path)).toMatch(/.+/);
    expect(() => parsePath(path)).toThrow(JsonPathError);
  });

  it.each<[string, boolean]>([
    ["$.a.b[0]", false],
    ["$['a,b']", false],
    ["$.a['b','c']", false],
    ["$.a.size()", false],
    ["$..a.size()", false],
    ["$..a", true],
    ["$.a[*].b", true],
    ["$.a[?(@.b)]", true],
    ["$.a[0,1]", true],
    ["$.a[-1:]", true],
    ["$.a['b','c'].d", true],
    ["$.a[?(@.b)].size()", true],
    ["no path [", false],
  ])("%s finds a list: %s", (path, expected) => {
    expect(findsList(path)).toBe(expected);
  });

  it("never fails otherwise, whatever the path and the document", () => {
    const part = fc.constantFrom(
      ".a",
      "..",
      "[0]",
      "[*]",
      "[?(",
      "@.a",
      "==",
      "'x'",
      ")]",
      ".size()",
      "$",
      "]",
      "!",
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), fc.jsonValue(), (parts, document) => {
        const path = `$${parts.join("")}`;
        if (pathProblem(path) === undefined) evaluatePath(parsePath(path), document);
      }),
    );
  });
});
