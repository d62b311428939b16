import type { Behaviour } from "./behaviour";

const TRANSLATE = "src/core/action/rendering/translate.ts";
const EVALUATE = "src/core/action/json-path/evaluate.ts";
const FUNCTIONS = "src/core/action/json-path/functions.ts";
const JAYWAY = "Jayway JsonPath, which the paths of public exports point to";
const people = '{"people": [{"id": "a", "n": 1, "tags": ["t"]}, {"id": "b", "n": "1"}], "none": null}';
const path = (v: string, answer = people, otherwise?: string) => ({
  response: {
    translationMap: { v },
    ...(otherwise !== undefined && { translationMapDefaults: { v: otherwise } }),
    successTemplate: '{"v": ${v}}',
  },
  answer: { body: answer },
});

/** Translation maps and their JSONPaths. */
export const PATHS: readonly Behaviour[] = [
  {
    when: "values of the translation map in the success template",
    here: "JSON text: a text has its quotes",
    source: "exports",
    evidence: "151 of 151 public uses have no quotes around them",
    code: TRANSLATE,
    example: { ...path("$.people[0].id"), gives: { output: { v: "a" } } },
  },
  {
    when: "`${rawResult}`",
    here: "the whole answer as it came",
    source: "document",
    code: "src/core/action/rendering/transform.ts",
    example: { answer: { body: '{ "a" : 1 }' }, gives: { output: { a: 1 } } },
  },
  {
    when: "a path to one place that is missing",
    here: "the default as it is written; without a default the variable is not set",
    source: "document",
    code: TRANSLATE,
    example: { ...path("$.people[9].id", people, '"nobody"'), gives: { output: { v: "nobody" } } },
  },
  {
    when: "a path to `null`",
    here: "`null`, not the default",
    source: "document",
    code: TRANSLATE,
    example: { ...path("$.none", people, "1"), gives: { output: { v: null } } },
  },
  {
    when: "a path to any number of places (a filter, `..`, `[*]`, a slice) that finds nothing",
    here: "`[]`, not the default",
    source: "unverified",
    evidence: JAYWAY,
    code: EVALUATE,
    example: { ...path("$.people[?(@.id == 'z')].id", people, "1"), gives: { output: { v: [] } } },
  },
  {
    when: "what stands before the filter, `..` or `[*]` is missing",
    here: "as a path to one place: the default",
    source: "unverified",
    evidence: JAYWAY,
    code: EVALUATE,
    example: { ...path("$.gone[*].id", people, "[0]"), gives: { output: { v: [0] } } },
  },
  {
    when: "an element of a list without the member that is asked for",
    here: "left out: two lists may differ in length",
    source: "unverified",
    evidence: JAYWAY,
    code: EVALUATE,
    example: { ...path("$.people[*].tags"), gives: { output: { v: [["t"]] } } },
  },
  {
    when: "`[?(@.a.b == 'x')]`, and `a` is missing",
    here: "the element does not match; for `!=` it does",
    source: "unverified",
    evidence: JAYWAY,
    code: EVALUATE,
    example: { ...path("$.people[?(@.a.b != 'x')].id"), gives: { output: { v: ["a", "b"] } } },
  },
  {
    when: "`[?(@.n == '1')]`, and `n` is the number 1",
    here: "the element does not match",
    source: "unverified",
    evidence: "the README of Jayway JsonPath; its code compares them as numbers",
    code: EVALUATE,
    example: { ...path("$.people[?(@.n == '1')].id"), gives: { output: { v: ["b"] } } },
  },
  {
    when: "a path without `$`, such as `total` or `['people']`",
    here: "`$.` is put before it",
    source: "exports",
    code: "src/core/action/json-path/parse.ts",
    example: { ...path("['people'][1].id"), gives: { output: { v: "b" } } },
  },
  {
    when: "`.size()`, `.length()`",
    here: "of a list and an object; of anything else `null`",
    source: "exports",
    evidence: "lists; the rest is Jayway JsonPath",
    code: FUNCTIONS,
    example: { ...path("$.people.size()"), gives: { output: { v: 2 } } },
  },
  {
    when: "a function behind a filter",
    here: "one result for each match, in a list",
    source: "exports",
    evidence: "its result is given to `firstFromArray`",
    code: EVALUATE,
    example: { ...path("$.people[?(@.id == 'a')].tags.length()"), gives: { output: { v: [1] } } },
  },
  {
    when: "a text that is not a JSONPath",
    here: "fails",
    source: "unverified",
    code: TRANSLATE,
    example: { ...path("$.people[?(@.id =)]"), gives: { fails: ["translation map", "is not a JSONPath"] } },
  },
  {
    when: "a template or a path in the translation map, such as `$.a[?(@.b == '${input.c}')]`",
    here: "not rendered: the path has the reference as it is written",
    source: "exports",
    evidence: "none of 271 paths has one",
    code: TRANSLATE,
    example: {
      ...path("$.people[?(@.id == '${input.c}')].id"),
      given: { c: "a" },
      gives: { output: { v: [] } },
    },
  },
];
