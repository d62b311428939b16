import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Catalog } from "../../../src/core/catalog/catalog";
import { shapeOf } from "../../../src/core/catalog/operation";
import { examine } from "../../../src/core/derivation/derive";
import { matchRequest, resolveRequest } from "../../../src/core/request/match";
import { firstMustache, possiblePaths } from "../../../src/core/request/template";
import { wording } from "../errors";

const catalog = Catalog.load();
const LOOKUP = "/api/v2/externalcontacts/reversewhitepageslookup";

describe("matching a request template", () => {
  it.each([
    ["GET", `${LOOKUP}?lookupVal=$esc.uriEncode(\${input.phoneNumber})`, LOOKUP],
    ["GET", `${LOOKUP}/?lookupVal=\${input.phoneNumber}`, LOOKUP],
    ["GET", `https://api.mypurecloud.ie${LOOKUP}?lookupVal=1`, LOOKUP],
    ["GET", `${LOOKUP}\${input.query}`, LOOKUP],
    ["GET", `${LOOKUP}$!input.query`, LOOKUP],
    ["GET", "/api/v2/users/search${input.query}&pageSize=25", "/api/v2/users/search"],
    ["GET", "/api/v2/users${input.query}", "/api/v2/users"],
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
    ["GET", "/api/v2/users#if($input.a)?id=${input.a}#end", "/api/v2/users"],
    [
      "GET",
      "/api/v2/users/#if($input.a)${input.a}#else${input.b}#end/queues",
      "/api/v2/users/{userId}/queues",
    ],
    ["GET", "#set($id = $input.userId)/api/v2/users/$id", "/api/v2/users/{userId}"],
    ["GET", "/api/v2/users/## all of them\n?a=b", "/api/v2/users"],
    ["GET", "/api/v2/users/{{input.userId}}", "/api/v2/users/{userId}"],
    ["GET", "/api/v2/users/{userId}", "/api/v2/users/{userId}"],
    ["GET", "/api/v2/Users/${Input.UserId}", "/api/v2/users/{userId}"],
    ["get", " /api/v2/users/${input['user id']} ", "/api/v2/users/{userId}"],
    ["GET", "/api/v2/users/$esc.url($!{input.userId.replace(')','}')})", "/api/v2/users/{userId}"],
    ["GET", "/api/v2/scim/v2/Users/${input.id}", "/api/v2/scim/v2/users/{userId}"],
    ["GET", "/api/v2/scim/Users/${input.id}", "/api/v2/scim/users/{userId}"],
    ["GET", "HTTPS://API.usw2.pure.cloud:443/api/v2/users", "/api/v2/users"],
    ["GET", "https://api.${input.domain}/api/v2/users", "/api/v2/users"],
    ["GET", "${credentials.host}/api/v2/users", "/api/v2/users"],
    ["GET", "/platform/api/v2/users", "/api/v2/users"],
    ["GET", "api/v2/users", "/api/v2/users"],
    ["GET", "/api/v2/users?id=${input.id", "/api/v2/users"],
    ["GET", "/api/v2/users/${input.id", undefined],
    ["GET", "/api/v2/users/${input.id/queues?x", undefined],
    ["GET", "${input.url}", undefined],
    ["GET", "https://${input.host}", undefined],
    ["GET", "/api/v2/users/me", "/api/v2/users/me"],
    ["PATCH", "/api/v2/users/${input.id}/presences/purecloud", "/api/v2/users/{userId}/presences/purecloud"],
    ["GET", "/api/v2/external-contacts/lookups/phone", undefined],
    ["POST", LOOKUP, undefined],
    ["GET", "/api/v2/${input.anything}", undefined],
    ["GET", "https://example.com/api/v2/users", undefined],
  ])("%s %s is %s", (method, url, expected) => {
    expect(matchRequest(catalog, method, url)?.path).toBe(expected);
  });

  it.each([
    ["${input.host}/api/v2/users", "request/host-unknown"],
    ["api/v2/users", "request/no-slash"],
    ["http://api.mypurecloud.ie/api/v2/users", "request/not-secure"],
    ["/api/v2/users${input.query}", "request/query-in-reference"],
  ])("says what is odd about %s: %s", (url, id) => {
    expect(resolveRequest(catalog, "GET", url).problems.map((problem) => problem.id)).toEqual([id]);
  });

  it("names the candidates where a directive decides which of them is called, and it makes a difference", () => {
    const url = "/api/v2/users/#if($input.id)${input.id}#{else}me#end";
    const { operation, candidates, problems } = resolveRequest(catalog, "GET", url);
    expect(operation).toBeUndefined();
    expect(candidates.length).toBeGreaterThan(1);
    expect(problems).toMatchObject([{ id: "request/ambiguous", severity: "error" }]);
    for (const { id } of candidates.slice(0, 2)) expect(wording(problems[0])).toContain(id);
  });

  it("takes one where it makes no difference, and says so", () => {
    const same = resolveRequest(
      catalog,
      "GET",
      "/api/v2/routing/queues#if($input.a)/me#else/divisionviews#end",
    );
    expect(same.candidates.length).toBeGreaterThan(0);
  });

  it.each([
    "/api/v2/${input.what}/queues",
    "/api/v2/${input.userId}",
    "/api/v2/outbound/${input.list}",
    "/api/v2/quality/agents/${input.what}",
    "/api/v2/users/${input.id}/${input.what}",
    "/api/v2/${input.a}/${input.b}/${input.c}",
  ])("takes no reference for a word of the API's: %s", (url) => {
    const { operation, candidates, problems } = resolveRequest(catalog, "GET", url);
    expect(operation).toBeUndefined();
    expect(candidates.length).toBeGreaterThan(0);
    expect(problems).toMatchObject([{ id: "request/reference-for-word", severity: "error" }]);
    expect(wording(problems[0])).toContain(candidates[0]?.id);
  });

  it.each([
    ["DELETE", "/api/v2/users/presences", "presences"],
    // Removed from the API; still a family of it.
    ["GET", "/api/v2/conversations/chats", "chats"],
    ["GET", "/api/v2/users/favorites", "favorites"],
    ["GET", "/api/v2/routing/queues/members", "members"],
    ["GET", "/api/v2/stations/me", "me"],
  ])("takes no word of the API's for an id: %s %s", (method, url, word) => {
    const { operation, problems } = resolveRequest(catalog, method, url);
    expect(operation).toBeUndefined();
    expect(problems).toMatchObject([{ id: "request/word-for-id", severity: "error" }]);
    expect(wording(problems[0])).toContain(`"${word}"`);
  });

  it.each([
    ["/api/v2/users/everyone", ["request/literal-id"]],
    ["/api/v2/users/:userId", ["request/literal-id"]],
    ["/api/v2/users/everyone/queues?x=y", ["request/literal-id"]],
    // What is an id for sure, and how the documentation writes one.
    ["/api/v2/users/123", []],
    ["/api/v2/users/0a1b2c3d-0a1b-2c3d-4e5f-0a1b2c3d4e5f", []],
    ["/api/v2/users/{userId}", []],
  ])("notes what is written out in the place of an id: %s", (url, ids) => {
    const { operation, problems } = resolveRequest(catalog, "GET", url);
    expect(operation?.path).toMatch(/^\/api\/v2\/users\/\{userId\}/);
    expect(problems.map(({ id }) => id)).toEqual(ids);
    for (const { severity } of problems) expect(severity).toBe("note");
  });

  it.each([
    ["/api/v2/users/#foreach($i in $input.ids)$i#end", "request/directive"],
    ['/api/v2/users/#parse("x.vm")', "request/directive"],
    ["/api/v2/users/#[[x]]#", "request/fragment"],
    ["/api/v2/users/${input.id}#top", "request/fragment"],
    ["/api/v2/users/abc#top", "request/fragment"],
    ["/api/v2/users/a b", "request/illegal-character"],
    ["/api/v2/users/${input.id} /queues", "request/illegal-character"],
    ["/api/v2/users/${input.id}\n/queues", "request/illegal-character"],
    ["/api/v2/users/a\u0000b", "request/illegal-character"],
    ["/api/v2/users/\u0000", "request/illegal-character"],
    ["/api/v2/users/<id>", "request/illegal-character"],
  ])("refuses what no path can have: %j", (url, id) => {
    const { operation, problems } = resolveRequest(catalog, "GET", url);
    expect(operation).toBeUndefined();
    expect(problems).toMatchObject([{ id, severity: "error" }]);
  });

  describe("over the whole catalogue", () => {
    const shapes = new Set(catalog.operations.map(({ method, path }) => shapeOf(method, path)));
    /** Requests that match another operation without a word; one that is told to need a user is not silent. */
    const silent = (requests: ReadonlySet<string>) =>
      [...requests].filter((name) => {
        const [method = "", path = ""] = name.split(" ");
        const url = path.replace(/\{([^}]*)\}/g, "${input.$1}");
        const { operation, problems } = resolveRequest(catalog, method, url);
        if (!operation || problems.length > 0) return false;
        const { evidence } = examine([{ name, request: { method, url } }], catalog);
        return evidence[0]?.problems.every(({ id }) => !id.startsWith("operation/"));
      });

    it("a forgotten segment is told", () => {
      const requests = new Set(
        catalog.operations.flatMap(({ method, path }) => {
          const segments = path.split("/").slice(3);
          return segments
            .map((_, at) => `/api/v2/${segments.filter((__, other) => other !== at).join("/")}`)
            .filter((shorter) => shorter !== "/api/v2/" && !shapes.has(shapeOf(method, shorter)))
            .map((shorter) => `${method} ${shorter}`);
        }),
      );
      expect(requests.size).toBeGreaterThan(9_000);
      expect(silent(requests)).toEqual([]);
    });

    it("a word of a sibling in the place of an id is told", () => {
      const siblings = new Map<string, Set<string>>();
      const prefix = (segments: readonly string[], end: number) =>
        segments
          .slice(0, end)
          .join("/")
          .toLowerCase()
          .replace(/\{[^}]*\}/g, "{}");
      for (const { path } of catalog.operations)
        path.split("/").forEach((segment, at, segments) => {
          if (segment.startsWith("{")) return;
          const key = prefix(segments, at);
          siblings.set(key, (siblings.get(key) ?? new Set()).add(segment));
        });
      const requests = new Set(
        catalog.operations.flatMap(({ method, path }) =>
          path.split("/").flatMap((segment, at, segments) =>
            segment.startsWith("{")
              ? [...(siblings.get(prefix(segments, at)) ?? [])]
                  .map((word) => segments.map((each, other) => (other === at ? word : each)).join("/"))
                  .filter((other) => !shapes.has(shapeOf(method, other)))
                  .map((other) => `${method} ${other}`)
              : [],
          ),
        ),
      );
      expect(requests.size).toBeGreaterThan(1_413);
      expect(silent(requests)).toEqual([]);
    });
  });

  it("refuses a path that directives make too many of", () => {
    const many = [..."abcdef"].map((name) => `#if($input.${name})${name}#end`).join("");
    expect(resolveRequest(catalog, "GET", `/api/v2/users/${many}`)).toMatchObject({
      operation: undefined,
      problems: [{ id: "request/directive" }],
    });
  });

  it("knows another service from the Genesys Cloud API", () => {
    for (const url of [
      "https://example.com/api/v2/users",
      "/services/data/v54.0/query/",
      "${credentials.loginUrl}",
      "https://${input.sub}.zendesk.com/api/v2/users/${input.id}",
      "https://evil.com#@api.mypurecloud.com/api/v2/users",
      "https://evil.com\\@api.mypurecloud.com/api/v2/users",
      "https://${input.domain}.service-now.com/api/now/table/incident",
      "https://api.mypurecloud.com.evil.example/api/v2/users",
    ])
      expect(resolveRequest(catalog, "GET", url)).toMatchObject({ operation: undefined, otherService: true });
  });

  it("takes no misspelt word for an id, and no id for a word", () => {
    for (const url of [
      "/api/v2/users/serach",
      "/api/v2/users/${input.id}/queue1",
      "/api/v2/users/${input.id}/routingstatus1",
      "/api/v2/outbound/campaigns/${input.id}/stats2",
      "/api/v2/flows/datatables/${input.id}/row1",
    ])
      expect(resolveRequest(catalog, "GET", url)).toMatchObject({ operation: undefined, candidates: [] });
  });

  it("finds no operation by a typing error at the end of a path", () => {
    const literal = catalog.operations.filter(({ path }) => /\/[a-z]{4,}$/.test(path));
    const ends = ["2", "s1", "&pageSize=5", ";v=1", "x"];
    const wrong = literal.flatMap(({ method, path, id }) =>
      ends.flatMap((end) => {
        const url = `${path.replace(/\{([^}]+)\}/g, "${input.$1}")}${end}`;
        const found = resolveRequest(catalog, method, url).operation;
        return found && found.id !== id ? [`${method} ${url} is ${found.id}`] : [];
      }),
    );
    expect(wrong).toEqual([]);
  });

  it("says where a query begins with &", () => {
    expect(resolveRequest(catalog, "GET", "/api/v2/users/search&q64=1")).toMatchObject({
      operation: undefined,
      candidates: [{ id: "GET /api/v2/users/search" }],
      problems: [{ id: "request/query", severity: "error" }],
    });
  });

  it("knows a path that lacks nothing but its prefix", () => {
    expect(resolveRequest(catalog, "GET", "/users/${input.id}")).toMatchObject({
      operation: undefined,
      otherService: false,
      candidates: [{ id: "GET /api/v2/users/{userId}" }],
    });
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
        possiblePaths(text);
        firstMustache(text);
        matchRequest(catalog, "GET", `/api/v2/${text}`);
      }),
    );
  });
});

it("takes time that grows with the text, not with its square", () => {
  for (const piece of [
    "/",
    "a/",
    "${",
    "$a(",
    "#if(",
    "{{",
    "#if($a)b#end",
    "#if($a)#end",
    "#*",
    "${a}/",
    "a${b}",
  ]) {
    // With its square this would run for minutes, into the test's time limit.
    expect(resolveRequest(catalog, "GET", `/api/v2/${piece.repeat(300_000)}x`)).toBeDefined();
  }
});
