import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { generateCatalog } from "../../scripts/catalog-table";
import { Catalog, type StoredOperation } from "../../src/core/catalog/catalog";
import { EMBEDDED } from "../../src/core/catalog/embedded";
import { OVERRIDES } from "../../src/core/catalog/overrides";
import { PathIndex, segmentsOf } from "../../src/core/catalog/path-index";
import { HOLE } from "../../src/core/template";
import { ROOT } from "../process";
import { catalogs } from "./catalog/arbitrary";

const directory = join(ROOT, "src/core/catalog");
const table = readFileSync(join(directory, "genesys-operations.tsv"));
const catalog = Catalog.load();

describe("the catalogue", () => {
  it("is what the generator makes of the table", () => {
    expect(readFileSync(join(directory, "operations.json"), "utf8")).toBe(generateCatalog(table));
  });

  it("carries its source, version, date and hash", () => {
    expect(catalog).toMatchObject({
      source: "public API reference of the JavaScript SDK",
      version: "259.0.0",
      date: "2026-08-15",
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(catalog.operations).toHaveLength(3280);
  });

  it("finds every one of its operations again, by a concrete path", () => {
    const lost = catalog.operations.filter(({ method, path, id }) => {
      const concrete = path.replace(/\{[^}]+\}/g, "3f2b7c1a-0d4e-4b7a-9c55-1f0a2b3c4d5e");
      return catalog.match(method, `${concrete}/?expand=x`)?.id !== id;
    });
    expect(lost.map(({ id }) => id)).toEqual([]);
  });

  it("prefers what is more specific", () => {
    expect(catalog.match("GET", "/api/v2/users/me")?.path).toBe("/api/v2/users/me");
    expect(catalog.match("GET", "/api/v2/users/search")?.path).toBe("/api/v2/users/search");
    expect(catalog.match("GET", "/api/v2/users/jdoe42")?.path).toBe("/api/v2/users/{userId}");
    expect(catalog.match("GET", "/api/v2/nothing")).toBeUndefined();
    expect(catalog.match("DELETE", "/api/v2/externalcontacts/reversewhitepageslookup")).toBeUndefined();
  });

  it("takes a misspelt word of the API for no id", () => {
    for (const misspelt of ["serach", "searches", "Search1"])
      expect(catalog.match("GET", `/api/v2/users/${misspelt}`)).toBeUndefined();
  });

  it("takes no empty, . or .. segment for a value: HTTP clients would send another path", () => {
    for (const id of ["", ".", ".."])
      expect(catalog.match("PATCH", `/api/v2/users/${id}/presences/purecloud`)).toBeUndefined();
  });

  it("finds what one index of all its operations finds, in whatever order it is asked", () => {
    fc.assert(
      fc.property(catalogs, fc.array(fc.nat()), (data, order) => {
        const whole = new PathIndex(new Catalog(data).operations);
        const lazy = new Catalog(data);
        for (const place of [...order, ...data.operations.keys()]) {
          const [method, path] = data.operations[place % data.operations.length] as StoredOperation;
          for (const segments of [
            segmentsOf(path),
            segmentsOf(path.replace(/\{\w+\}/g, "me")),
            segmentsOf(path.toUpperCase()).map((segment) => (segment.includes("{") ? HOLE : segment)),
            [...segmentsOf(path), "x"],
            segmentsOf(path).slice(0, 2),
          ])
            expect(lazy.find(method, segments)).toEqual(whole.find(method, segments));
        }
      }),
    );
  });

  it("gives the same operation whichever way it is found", () => {
    const fresh = new Catalog(EMBEDDED);
    const found = fresh.match("GET", "/api/v2/users/me");
    expect(fresh.operations.find(({ id }) => id === found?.id)).toBe(found);
    expect(fresh.operations).toBe(fresh.operations);
    const queue = fresh.match("GET", "/api/v2/routing/queues");
    expect(fresh.opens("routing:queue:view").find(({ id }) => id === queue?.id)).toBe(queue);
  });

  it("knows the scopes of an operation where its source names them", () => {
    const operations: StoredOperation[] = [
      ["GET", "/api/v2/users", "none", [], [], "getUsers", ["users"]],
      ["GET", "/api/v2/groups", "none", [], [], "getGroups"],
    ];
    const { operations: made } = new Catalog({ ...EMBEDDED, operations });
    expect(made[0]?.scopes).toEqual(["users"]);
    expect(made[1]).not.toHaveProperty("scopes");
  });

  it("is corrected in one place, and each correction says why and from where", () => {
    for (const { operation, requirement, reason, source } of OVERRIDES) {
      expect(catalog.operations.find(({ id }) => id === operation)?.requirement).toEqual(requirement);
      expect(reason.length).toBeGreaterThan(20);
      expect(source.length).toBeGreaterThan(10);
    }
  });
});

describe("the nearest", () => {
  it.each([
    [
      "GET",
      "/api/v2/external-contacts/lookups/phone",
      "GET /api/v2/externalcontacts/reversewhitepageslookup",
    ],
    ["GET", "/api/v2/user/${input.id}", "GET /api/v2/users"],
    ["GET", "/api/v2/routing/queue/${input.id}", "GET /api/v2/routing/queues"],
  ])("operations to %s %s hold %s", (method, path, expected) => {
    expect(catalog.nearestOperations(method, path, 5).some(({ id }) => id.startsWith(expected))).toBe(true);
  });
});

it("nothing is near what is like nothing", () => {
  expect(catalog.nearestOperations("GET", "/api/v2/xyzzy/${input.id}")).toEqual([]);
  expect(catalog.nearestOperations("GET", "/api/v2/${input.id}")).toEqual([]);
});

it("the nearest do not depend on what was asked before", () => {
  const paths = ["/api/v2/user/x", "/api/v2/routing/queue/x", "/api/v2/conversation/call/abc/participant"];
  const ask = (of: Catalog, all: string[]) =>
    all.map((path) => of.nearestOperations("GET", path).map(({ id }) => id));
  const other = ask(new Catalog(EMBEDDED), [...paths].reverse()).reverse();
  expect(ask(new Catalog(EMBEDDED), paths)).toEqual(other);
});

describe("the generator", () => {
  const lines = [
    "# Source: a reference 1.2.3 (2026-01-02).",
    "method\tpath\tmode\tpermissions\tflags\toperation",
  ];
  const generate = (...rows: string[]) => generateCatalog(Buffer.from([...lines, ...rows].join("\n")));

  it("names every row that is wrong", () => {
    const wrong = () => generate("GTE\t/api/v2/x\tANY\ta:b:c\t\tx", "GET\t/x\tMOST\ta:b\t\ty");
    expect(wrong).toThrow(/line 3: "GTE" is not a method/);
    expect(wrong).toThrow(/line 4: "\/x" does not begin/);
    expect(wrong).toThrow(/line 4: "MOST"/);
    expect(wrong).toThrow(/line 4: "a:b" is neither/);
  });

  it("refuses the same operation twice, and a table without a source", () => {
    expect(() => generate("GET\t/api/v2/x\tNO\t\t\tx", "GET\t/api/v2/x\tNO\t\t\tx")).toThrow(/there twice/);
    expect(() => generateCatalog(Buffer.from("nothing\n"))).toThrow(/source, version and date/);
  });

  it("marks an operation whose permissions are needed and not listed", () => {
    expect(JSON.parse(generate("GET\t/api/v2/x\tANY\t\t\tgetX")).operations).toEqual([
      ["GET", "/api/v2/x", "none", [], ["permissions-not-listed"], "getX"],
    ]);
  });
});
