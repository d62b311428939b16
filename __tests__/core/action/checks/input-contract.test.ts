import { expect, it } from "vitest";
import { wording } from "../../errors";
import { problems, told, withInputs } from "./told";

it.each<[string, object, string[]]>([
  [
    "flat values",
    { a: { type: "integer" }, "b-c_1": { type: "null" }, D: { type: "boolean", title: "D" } },
    [],
  ],
  ["a value of any type", { a: {} }, []],
  ["an object", { a: { type: "object" } }, ["error contract/nested-input"]],
  ["an array", { a: { type: "array", items: { type: "string" } } }, ["error contract/nested-input"]],
  ["an object without saying so", { a: { properties: {} } }, ["error contract/nested-input"]],
  ["a list of types", { a: { type: ["string", "null"] } }, ["warning contract/input-type-list"]],
  ["a name with a dot", { "a.b": { type: "string" } }, ["error contract/input-name"]],
  ["a name that begins with a digit", { "1a": { type: "string" } }, ["error contract/input-name"]],
  ["a reserved name", { rawRequest: { type: "string" } }, ["error contract/reserved-input"]],
  ["another", { orgId: { type: "string" } }, ["error contract/reserved-input"]],
  ["a default", { a: { type: "string", default: "x" } }, ["note contract/default"]],
  ["an input called default", { default: { type: "string" } }, []],
])("an input contract with %s", (_, properties, expected) => {
  expect(told(withInputs(properties))).toEqual(expected);
});

it.each<[string, unknown, string[]]>([
  ["null", null, ["error action/input-contract"]],
  ["a list", [], ["error action/input-contract"]],
  ["of strings", { type: "string" }, ["error action/input-contract"]],
  ["without a type", { properties: {} }, ["warning action/input-contract"]],
])("an input contract that is %s", (_, input, expected) => {
  expect(told({ input, request: { url: "/api/v2/users" } })).toEqual(expected);
});

it("a required name that is no property is doubtful; one that cannot be there, wrong", () => {
  expect(told(withInputs({}, { required: ["userId", "b"] }))).toEqual(["warning contract/required-unknown"]);
  expect(told(withInputs({}, { required: ["userId", "b"], additionalProperties: false }))).toEqual([
    "error contract/required-unknown",
  ]);
});

it("the way out for a list is shown", () => {
  const [found] = problems(withInputs({ ids: { type: "array" } }));
  expect(wording(found)).toContain('"ids" is an array');
  expect(found?.fix).toContain("${input.ids}");
});
