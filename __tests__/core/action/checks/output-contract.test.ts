import { expect, it } from "vitest";
import { told } from "./told";

const array = (items: object) => ({ type: "array", items });
const object = (properties: object) => ({ type: "object", properties });
const id = { type: "string" };

it.each<[string, unknown, string[]]>([
  ["an object", object({ id }), []],
  ["an array", array(object({ id })), []],
  ["an object of arrays", object({ id: array({ type: "string" }) }), []],
  ["an object of arrays of objects with arrays", object({ id: array(object({ b: array({}) })) }), []],
  ["an array of arrays", array(array({})), ["error contract/nested-array"]],
  ["one further in", object({ id: array(array({})) }), ["error contract/nested-array"]],
  ["a string", { type: "string" }, ["error action/output-contract"]],
  ["anything", {}, ["warning action/output-contract"]],
  ["nothing", null, ["error action/output-contract"]],
  ["by reference", object({ id: { $ref: "#/definitions/a" } }), ["error contract/ref"]],
  ["an object with defaults", object({ id: { type: "string", default: "" } }), []],
])("an output contract of %s", (_, output, expected) => {
  expect(told({ output })).toEqual(expected);
});
