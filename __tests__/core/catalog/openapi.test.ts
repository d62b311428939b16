import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CatalogData, renderCatalog } from "../../../src/core/catalog/data";
import { EMBEDDED } from "../../../src/core/catalog/embedded";
import { catalogFromOpenApi } from "../../../src/core/catalog/openapi";
import { byPath } from "../../../src/core/catalog/operation";
import { validateCatalog } from "../../../src/core/catalog/validate";
import { ScopelockError } from "../../../src/core/diagnostic/error";
import { refusal } from "../errors";
import { catalogs } from "./arbitrary";
import { documentOf } from "./document";

const sha256 = "a".repeat(64);
const read = (document: unknown) => catalogFromOpenApi(document, { sha256 });

/** A document with one operation, `GET /api/v2/users`, and what a test adds to it. */
const one = (operation: object, more: object = {}) => ({
  swagger: "2.0",
  info: { title: "An API", version: "v2" },
  paths: { "/api/v2/users": { get: { operationId: "getUsers", ...operation } } },
  ...more,
});
const requires = (type: unknown, permissions: unknown) => ({
  "x-inin-requires-permissions": { type, permissions },
});
const firstOf = (document: unknown) => read(document).catalog.operations[0];
const idsOf = (document: unknown) => read(document).problems.map(({ id }) => id);

const sorted = (data: CatalogData): CatalogData => ({
  ...data,
  operations: [...data.operations].sort((a, b) =>
    byPath({ method: a[0], path: a[1] }, { method: b[0], path: b[1] }),
  ),
});

describe("reading Genesys's OpenAPI document", () => {
  it("gives the embedded catalogue back, byte for byte, from its rendering as a document", () => {
    const { sha256, date } = EMBEDDED;
    // What is unknown no document says.
    const operations = EMBEDDED.operations.filter(([, , mode]) => mode !== "unknown");
    const known = { ...EMBEDDED, kept: undefined, operations };
    const { catalog, problems } = catalogFromOpenApi(documentOf(known), { sha256, date });
    expect(problems).toEqual([]);
    expect(renderCatalog(catalog)).toBe(renderCatalog(known));
  });

  it("gives any catalogue back, in order of path and method, whatever the document's order", () => {
    fc.assert(
      fc.property(catalogs, (data) => {
        const { catalog, problems } = catalogFromOpenApi(documentOf(data), data);
        expect(problems).toEqual([]);
        expect(catalog).toEqual(sorted(data));
        expect(validateCatalog(catalog, [])).toEqual([]);
      }),
    );
  });

  it("takes OAuth scopes from the operation, else from the document, and leaves out what is not OAuth", () => {
    const security = [{ "PureCloud OAuth": ["users:readonly", "users", "users"] }, { "Guest Chat JWT": [] }];
    expect(firstOf(one({ security }))?.[6]).toEqual(["users", "users:readonly"]);
    expect(firstOf(one({}, { security }))?.[6]).toEqual(["users", "users:readonly"]);
    expect(firstOf(one({ security: [{ "PureCloud OAuth": [] }] }))?.[6]).toEqual([]);
    expect(firstOf(one({ security: [{ "Guest Chat JWT": [] }] }))).toHaveLength(6);
    expect(firstOf(one({}))).toHaveLength(6);
  });

  it("tells no permission from permissions that are said to be needed and not listed", () => {
    expect(firstOf(one({}))?.slice(2, 5)).toEqual(["none", [], []]);
    expect(firstOf(one(requires("ANY", [])))?.slice(2, 5)).toEqual(["none", [], ["permissions-not-listed"]]);
    expect(firstOf(one(requires("ALL", undefined)))?.[4]).toEqual(["permissions-not-listed"]);
    expect(firstOf(one({ "x-inin-requires-permissions": "ANY" }))?.[4]).toEqual(["permissions-not-listed"]);
    expect(firstOf(one(requires("NONE", [])))?.slice(2, 5)).toEqual(["none", [], []]);
  });

  it("reads blanks, repetitions and joined names as what they mean, and says so", () => {
    const document = one(requires("ANY", [" routing: queue :view", "users:user:view,users:user:view"]));
    expect(firstOf(document)?.[3]).toEqual(["routing:queue:view", "users:user:view"]);
    expect(idsOf(document)).toEqual(["openapi/permissions"]);
    expect(idsOf(one(requires("ANY", ["routing:queue:view"])))).toEqual([]);
  });

  it("puts base path or server in front of paths that lack /api/v2, and takes a trailing slash away", () => {
    const paths = { "/users/": { get: { operationId: "getUsers" } } };
    for (const base of [
      { swagger: "2.0", basePath: "/api/v2" },
      { swagger: "2.0", basePath: "/api/v2/" },
      { openapi: "3.0.1", servers: [{ url: "https://api.mypurecloud.com/api/v2" }] },
    ])
      expect(firstOf({ info: { title: "a", version: "b" }, paths, ...base })?.[1]).toBe("/api/v2/users");
    expect(firstOf(one({}, { basePath: "/api/v2" }))?.[1]).toBe("/api/v2/users");
  });

  it("passes over what a path has besides operations, and leaves foreign paths out", () => {
    const { catalog, problems } = read(
      one(
        {},
        {
          paths: {
            "/api/v2/users": {
              parameters: [],
              "x-anything": {},
              head: { operationId: "headUsers" },
              GET: { operationId: "getUsers" },
            },
            "/oauth/token": { post: { operationId: "postToken" } },
          },
        },
      ),
    );
    expect(catalog.operations.map(([method]) => method)).toEqual(["GET", "HEAD"]);
    expect(problems).toEqual([
      expect.objectContaining({
        id: "openapi/foreign-path",
        severity: "note",
        what: expect.stringContaining("/oauth/token"),
      }),
    ]);
  });

  it.each([
    ["a requirement of another kind", requires("MOST", ["a:b:c"]), "catalog/mode"],
    ["a requirement without a kind", requires(undefined, ["a:b:c"]), "catalog/mode"],
    ["no permission, and names one", requires("NONE", ["a:b:c"]), "catalog/mode"],
    ["a permission in two parts", requires("ALL", ["a:b:c", "a:b"]), "catalog/permission"],
    ["a permission with a wildcard", requires("ANY", ["a:*:view"]), "catalog/permission"],
    ["a permission that is no text", requires("ANY", [{ toString: 1 }]), "catalog/permission"],
    ["a scope that is none", { security: [{ "PureCloud OAuth": ["all of it"] }] }, "catalog/scope"],
    ["no name", { operationId: " " }, "catalog/operation-id"],
  ])("leaves out an operation with %s, and names it", (_, operation, id) => {
    const document = one(
      {},
      {
        paths: {
          "/api/v2/good": { get: { operationId: "getGood" } },
          "/api/v2/users": { get: { operationId: "getUsers", ...operation } },
        },
      },
    );
    const { catalog, problems } = read(document);
    expect(catalog.operations.map(([, path]) => path)).toEqual(["/api/v2/good"]);
    const [problem] = problems.filter(({ severity }) => severity === "error");
    expect(problem).toMatchObject({ id, what: expect.stringContaining("GET /api/v2/users") });
  });

  it("collects everything that is off, in one reading", () => {
    const good = { get: { operationId: "getGood" } };
    const document = one(
      {},
      {
        info: {},
        paths: {
          "/api/v2/good": good,
          "/api/v2/null": null,
          "/api/v2/list": { get: [] },
          "/api/v2/method": { gte: {} },
          "/api/v2/reference": { $ref: "#/elsewhere" },
          "/api/v2/bad path": good,
          "/api/v2/twice/{a}": good,
          "/api/v2/twice/{b}": good,
        },
      },
    );
    expect(idsOf(document).sort()).toEqual([
      "catalog/duplicate",
      "catalog/path",
      "openapi/info",
      "openapi/info",
      "openapi/method",
      "openapi/operation",
      "openapi/path",
      "openapi/path",
    ]);
  });

  it.each([[null], [3], ["swagger"], [[]], [{}], [{ paths: {} }], [{ operations: [] }]])(
    "refuses %j",
    (document) => {
      expect(refusal(() => read(document)).id).toBe("openapi/unknown");
    },
  );

  it.each([
    [{ swagger: "2.0" }],
    [{ swagger: "2.0", paths: [] }],
    [{ openapi: "3.1.0", paths: { "/api/v2/x": {} } }],
    [{ swagger: "2.0", paths: { "/api/v2/x": { get: 1 } } }],
  ])("refuses %j: no operation", (document) => {
    expect(refusal(() => read(document)).id).toBe("openapi/no-operations");
  });

  it("fails on no JSON in any way but its refusals, and what it makes is always valid", () => {
    const anything = fc.oneof(fc.jsonValue({ maxDepth: 1 }), fc.constantFrom("ANY", "a:b:c", {}, []));
    const operation = fc.dictionary(
      fc.constantFrom(
        "x-inin-requires-permissions",
        "security",
        "operationId",
        "summary",
        "deprecated",
        "x-purecloud-method-name",
      ),
      fc.oneof(
        anything,
        fc.record({ type: anything, permissions: anything }),
        fc.array(fc.dictionary(fc.constant("PureCloud OAuth"), anything)),
      ),
    );
    const paths = fc.dictionary(
      fc.constantFrom("/api/v2/a", "/api/v2/{b}", "/api/v2/{c}", "x", "/api/v2//"),
      fc.oneof(
        anything,
        fc.dictionary(fc.constantFrom("get", "post", "gte", "$ref"), fc.oneof(anything, operation)),
      ),
    );
    const document = fc.record(
      {
        swagger: fc.constantFrom("2.0", 2),
        info: anything,
        paths: fc.oneof(anything, paths),
        security: anything,
        basePath: anything,
        servers: anything,
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(anything, document), (input) => {
        try {
          const { catalog } = read(input);
          expect(validateCatalog(JSON.parse(renderCatalog(catalog)), [])).toEqual([]);
        } catch (error) {
          if (!ScopelockError.is(error)) throw error;
        }
      }),
    );
  });
});
