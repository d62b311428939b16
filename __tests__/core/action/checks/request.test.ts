import { expect, it } from "vitest";
import { problems, told } from "./told";

it.each<[string, object, string[]]>([
  ["a method of another kind", { method: "HEAD" }, ["error action/method"]],
  ["no method", { method: null }, ["error action/method"]],
  ["another host", { url: "https://example.com/api/v2/users/${input.userId}" }, ["error action/url"]],
  ["a region's host", { url: "https://api.mypurecloud.de/api/v2/users/${input.userId}" }, []],
  ["a URL that is no text", { url: { a: 1 } }, ["error action/url", "warning contract/unused-input"]],
  ["an Authorization header", { headers: { AUTHORIZATION: "x" } }, ["error action/authorization-header"]],
  ["an Accept header of JSON", { headers: { accept: "application/vnd.x+json; charset=utf-8" } }, []],
  ["an Accept header of XML", { headers: { Accept: "text/xml" } }, ["warning action/accept-header"]],
  ["an Accept header that an input decides on", { headers: { Accept: "${input.userId}" } }, []],
  ["headers that are a list", { headers: ["Authorization"] }, []],
  ["other headers", { headers: { "Content-Type": "text/xml", UserAgent: "PureCloudIntegrations/1.0" } }, []],
])("%s", (_, request, expected) => {
  expect(told({ request })).toEqual(expected);
});

it("a method is suggested", () => {
  expect(problems({ request: { method: "poost" } })[0]?.fix).toBe('Did you mean "POST"?');
});
