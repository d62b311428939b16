import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { generateCatalog } from "../../scripts/catalog-table";
import { Catalog } from "../../src/core/catalog/catalog";
import { OVERRIDES } from "../../src/core/catalog/overrides";
import { ROOT } from "../process";

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
    expect(catalog.match("GET", "/api/v2/users/searches")?.path).toBe("/api/v2/users/{userId}");
    expect(catalog.match("GET", "/api/v2/nothing")).toBeUndefined();
    expect(catalog.match("DELETE", "/api/v2/externalcontacts/reversewhitepageslookup")).toBeUndefined();
  });

  it("takes no empty, . or .. segment for a value: HTTP clients would send another path", () => {
    for (const id of ["", ".", ".."])
      expect(catalog.match("PATCH", `/api/v2/users/${id}/presences/purecloud`)).toBeUndefined();
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
    ["routing:externalcontact:view", "externalContacts:contact:view"],
    ["externalcontacts:contact:view", "externalContacts:contact:view"],
    ["externalContacts:contact:veiw", "externalContacts:contact:view"],
    ["routing:queues:view", "routing:queue:view"],
  ])("permission to %s is %s", (name, expected) => {
    expect(catalog.nearestPermissions(name)[0]).toBe(expected);
  });

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
