import { expect, it } from "vitest";
import { problems, told } from "./told";

const response = (path: unknown, fallback?: unknown) => ({
  output: { type: "object" },
  response: {
    translationMap: { id: path },
    ...(fallback === undefined ? {} : { translationMapDefaults: { id: fallback } }),
    successTemplate: '{"id": ${id}}',
  },
});

it.each<[string, unknown, unknown, string[]]>([
  ["a path", "$.a.b", undefined, []],
  ["a path without a dollar sign", ".a", undefined, []],
  ["an open bracket", "$.a[?(@.b == 'c')", undefined, ["warning response/path"]],
  ["no path", "", undefined, ["warning response/path"]],
  ["a path that is no text", 1, undefined, ["warning response/path"]],
  [
    "a reference in the path",
    "$.a[?(@.b == '${input.userId}')]",
    undefined,
    ["warning response/path-reference"],
  ],
  ["a default of JSON text", "$.a", '""', []],
  ["a default that is not JSON text", "$.a", "Not Found", ["warning response/default-not-json"]],
  ["an empty default", "$.a", "", ["warning response/default-not-json"]],
  ["a default that is no text", "$.a", 0, ["warning response/default-not-json"]],
  ["a default of many", "$..a", "0", ["note response/default-of-many"]],
  ["a default of many behind a name", "$.a[?(@.b)]", '"x"', ["note response/default-of-many"]],
  ["the default that many have anyway", "$..a", "[ ]", []],
  ["a default of a number of many", "$..a.length()", "0", []],
])("%s", (_, path, fallback, expected) => {
  expect(told(response(path, fallback))).toEqual(expected);
});

it("a default for a name that has no path is suggested another", () => {
  const found = problems({
    response: {
      translationMap: { id: "$.id" },
      translationMapDefaults: { Id: '""' },
      successTemplate: '{"id": ${id}}',
    },
  });
  expect(found).toMatchObject([
    { id: "response/default-without-path", severity: "warning", fix: 'Did you mean "id"?' },
  ]);
});

it("the JSON text of a default is shown", () => {
  expect(problems(response("$.a", "Not Found"))[0]?.fix).toContain(String.raw`"\"Not Found\""`);
});
