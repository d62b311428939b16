import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Catalog } from "../../src/core/catalog/catalog";
import { matchRequest } from "../../src/core/request";
import { inputReferences, mustache, skeleton } from "../../src/core/template";

const catalog = Catalog.load();
const LOOKUP = "/api/v2/externalcontacts/reversewhitepageslookup";

describe("matching a request template", () => {
  it.each([
    ["GET", `${LOOKUP}?lookupVal=$esc.uriEncode(\${input.phoneNumber})`, LOOKUP],
    ["GET", `${LOOKUP}/?lookupVal=\${input.phoneNumber}`, LOOKUP],
    ["GET", `https://api.mypurecloud.ie${LOOKUP}?lookupVal=1`, LOOKUP],
    ["GET", `${LOOKUP}\${input.query}`, undefined],
    ["GET", `${LOOKUP}?\${input.query}`, LOOKUP],
    ["GET", "/api/v2/users/${input.userId}", "/api/v2/users/{userId}"],
    ["GET", "/api/v2/users/$input.userId", "/api/v2/users/{userId}"],
    ["GET", "/api/v2/users/$!{input.userId}/", "/api/v2/users/{userId}"],
    ["GET", "/api/v2/users/$esc.url(${input.userId})", "/api/v2/users/{userId}"],
    ["GET", '/api/v2/users/$esc.uriEncode("${input.userId}")', "/api/v2/users/{userId}"],
    ["GET", "/api/v2/users/${input.userId.replace(' ','/')}", "/api/v2/users/{userId}"],
    ["GET", "/api/v2/users/${input.userId.replace('?','x')}?expand=a", "/api/v2/users/{userId}"],
    ["GET", "/api/v2/users/x-${input.userId}", "/api/v2/users/{userId}"],
    ["GET", "/api/v2/users/$input['userId']/queues", "/api/v2/users/{userId}/queues"],
    ["PATCH", "/api/v2/users//presences/purecloud", undefined],
    ["GET", "/api/v2/users/..", undefined],
    ["GET", "/api/v2/users?#if($input.a)id=${input.a}#end", "/api/v2/users"],
    ["GET", "/api/v2/users/me", "/api/v2/users/me"],
    ["PATCH", "/api/v2/users/${input.id}/presences/purecloud", "/api/v2/users/{userId}/presences/purecloud"],
    ["GET", "/api/v2/external-contacts/lookups/phone", undefined],
    ["POST", LOOKUP, undefined],
    ["GET", "/api/v2/${input.anything}", undefined],
    ["GET", "https://example.com/api/v2/users", undefined],
  ])("%s %s is %s", (method, url, expected) => {
    expect(matchRequest(catalog, method, url)?.path).toBe(expected);
  });

  it("finds every operation of the catalogue with references for its parameters", () => {
    const lost = catalog.operations.filter(
      ({ method, path, id }) =>
        matchRequest(catalog, method, path.replace(/\{([^}]+)\}/g, "$esc.url(${input.$1})"))?.id !== id,
    );
    expect(lost.map(({ id }) => id)).toEqual([]);
  });

  it("takes any text without a word of complaint", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."/$!{}()[]\"'#?.aif- \\") }), (text) => {
        skeleton(text);
        inputReferences(text);
        mustache(text);
        matchRequest(catalog, "GET", `/api/v2/${text}`);
      }),
    );
  });
});

it("takes time that grows with the text, not with its square", () => {
  for (const piece of ["/", "a/", "${", "$a(", "#if("]) {
    const begin = performance.now();
    matchRequest(catalog, "GET", `/api/v2/${piece.repeat(100_000)}x`);
    expect(performance.now() - begin).toBeLessThan(1000);
  }
});

it("references to inputs are found in every form", () => {
  expect(
    inputReferences("${input.a} $input.b $!{input.c} $!input.d ${input.e.replace('x','y')} $inputs.f"),
  ).toEqual(["a", "b", "c", "d", "e"]);
});
