import { expect, it } from "vitest";
import { problems, told } from "./told";

const POST = { method: "POST" };

it.each<[string, object, string[]]>([
  ["double braces in a header", { headers: { X: "{{anything}}" } }, ["error template/mustache"]],
  [
    "double braces of an input in the body",
    { ...POST, body: "{{ input.phone }}" },
    ["error template/mustache"],
  ],
  [
    "double braces of an input's name in the body",
    { ...POST, body: "{{userId}}" },
    ["error template/mustache"],
  ],
  // The canned response of another product's message.
  ["other double braces in the body", { ...POST, body: '"Dear {{name}}"' }, ["warning template/mustache"]],
  ["JSON that ends in braces", { ...POST, body: '{"a": {"b": {}}}' }, []],
  ["an unclosed reference in the URL", { url: "/api/v2/users/${input.userId" }, ["error template/unclosed"]],
  [
    "an unclosed reference in the body",
    { ...POST, body: "$esc.url(${input.userId}" },
    ["warning template/unclosed"],
  ],
])("%s", (_, request, expected) => {
  expect(told({ request })).toEqual(expected);
});

it("the Velocity of it is shown", () => {
  expect(problems({ request: { headers: { X: "{{ input.userId }}" } } })[0]?.fix).toBe(
    "Write ${input.userId}.",
  );
});
