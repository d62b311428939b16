import { expect, it } from "vitest";
import { type Change, problems, told } from "./told";

it.each<[string, Change, string[]]>([
  ["a name of 256 characters", { name: "x".repeat(256) }, []],
  ["a name of 257", { name: "x".repeat(257) }, ["error action/name"]],
  ["no name", { name: undefined }, ["error action/name"]],
  ["a name that is no text", { name: { a: 1 } }, ["error action/name"]],
  ["a category", { category: "Contacts" }, []],
  ["an empty category", { category: "" }, ["error action/name"]],
  [
    "a category of function data actions",
    { category: "My Function_Data-Actions" },
    ["error action/function"],
  ],
  ["functions of another kind", { category: "Functions" }, []],
  ["a time-out of 1 second", { timeoutSeconds: 1 }, []],
  ["a time-out of 60", { timeoutSeconds: 60 }, []],
  ["a time-out of 0", { timeoutSeconds: 0 }, ["error action/timeout"]],
  ["a time-out of 61", { timeoutSeconds: 61 }, ["error action/timeout"]],
  ["half a second", { timeoutSeconds: 1.5 }, ["error action/timeout"]],
  ["a time-out as text", { timeoutSeconds: "30" }, ["error action/timeout"]],
])("%s", (_, change, expected) => {
  expect(told(change)).toEqual(expected);
});

it("what was got is in the message", () => {
  expect(problems({ timeoutSeconds: "30" })[0]?.what).toContain('"30"');
  expect(problems({ name: "x".repeat(300) })[0]?.what).toContain("300 characters");
});
