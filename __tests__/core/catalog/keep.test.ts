import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CatalogData, StoredOperation } from "../../../src/core/catalog/data";
import { keepRequirements, withoutRequirements } from "../../../src/core/catalog/keep";
import { shapeOf } from "../../../src/core/catalog/operation";
import { validateCatalog } from "../../../src/core/catalog/validate";
import { catalogs } from "./arbitrary";

const shape = ([method, path]: StoredOperation) => shapeOf(method, path);
const catalog = (...operations: StoredOperation[]): CatalogData => ({
  source: "a source",
  version: "1",
  date: "2026-01-02",
  sha256: "0".repeat(64),
  operations,
});

describe("what is kept", () => {
  it("is what the older catalogue knows, of operations that the newer one has; nothing else is known", () => {
    fc.assert(
      fc.property(catalogs, catalogs, (newer, older) => {
        const { catalog, unknown, gone } = keepRequirements(withoutRequirements(newer), older);
        const known = new Map(older.operations.map((each) => [shape(each), each]));
        expect(validateCatalog(catalog, [])).toEqual([]);
        expect(catalog.operations.map(shape)).toEqual(newer.operations.map(shape));
        for (const [at, kept] of catalog.operations.entries()) {
          const [, , mode = "unknown", permissions = []] = known.get(shape(kept)) ?? [];
          expect(kept.slice(2, 4)).toEqual([mode, permissions]);
          expect([kept[4], kept[5]]).toEqual([newer.operations[at]?.[4], newer.operations[at]?.[5]]);
          expect(kept[6]).toEqual(newer.operations[at]?.[6] ?? known.get(shape(kept))?.[6]);
        }
        const ids = (from: CatalogData, not: CatalogData) =>
          from.operations
            .filter((each) => !not.operations.some((other) => shape(other) === shape(each)))
            .map(([method, path]) => `${method} ${path}`);
        expect(unknown).toEqual(ids(newer, older));
        expect(gone).toEqual(ids(older, newer));
      }),
    );
  });

  it("is nothing new the second time", () => {
    fc.assert(
      fc.property(catalogs, catalogs, (newer, older) => {
        const once = keepRequirements(withoutRequirements(newer), older).catalog;
        expect(keepRequirements(withoutRequirements(newer), once).catalog).toEqual(once);
      }),
    );
  });

  it("goes by what a request can tell apart: the name of a parameter does not matter", () => {
    const older = catalog(["GET", "/api/v2/users/{id}", "any", ["a:b:c"], ["preview"], "old"]);
    const newer = catalog(["GET", "/api/v2/users/{userId}", "unknown", [], [], "getUser"]);
    expect(keepRequirements(newer, older).catalog.operations).toEqual([
      ["GET", "/api/v2/users/{userId}", "any", ["a:b:c"], [], "getUser"],
    ]);
  });

  it("holds the flag that speaks of permissions, and says where all of it is from, through several sources", () => {
    const older = catalog([
      "GET",
      "/api/v2/users",
      "none",
      [],
      ["permissions-not-listed", "preview"],
      "getUsers",
    ]);
    const newer = {
      ...catalog(["GET", "/api/v2/users", "unknown", [], ["deprecated"], "getUsers"]),
      version: "2",
    };
    const { operations: _, ...origin } = older;
    const second = keepRequirements(newer, older).catalog;
    expect(second.operations[0]?.[4]).toEqual(["deprecated", "permissions-not-listed"]);
    expect(second).toMatchObject({ version: "2", kept: origin });
    expect(keepRequirements({ ...newer, version: "3" }, second).catalog).toMatchObject({
      version: "3",
      kept: origin,
    });
  });
});
