import { describe, expect, it } from "vitest";
import { Catalog } from "../../../src/core/catalog/catalog";
import { DOCUMENTED, documentedPermission } from "../../../src/core/catalog/documented";
import { isPermissionName } from "../../../src/core/permission/permission";

const catalog = Catalog.load();

describe("documented permissions", () => {
  it("are in order, and each says what it is for and from where", () => {
    const names = DOCUMENTED.map(({ permission }) => permission);
    expect(names).toEqual([...new Set(names)].sort());
    for (const { permission, allows, source } of DOCUMENTED) {
      expect(isPermissionName(permission)).toBe(true);
      expect(allows).toMatch(/^[a-z]+s .+[^.]$/);
      expect(source.length).toBeGreaterThan(20);
    }
  });

  it("are none that an operation names: those need no document", () => {
    expect(DOCUMENTED.filter(({ permission }) => catalog.operationsAccepting(permission).length > 0)).toEqual(
      [],
    );
  });

  it("are found by name", () => {
    expect(documentedPermission("architect:ui:view")?.source).toContain("Architect permissions overview");
    expect(documentedPermission("architect:ui:edit")).toBeUndefined();
  });
});
