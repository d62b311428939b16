import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Catalog } from "../../../src/core/catalog";
import { isPermissionName } from "../../../src/core/permission";
import { ROOT } from "../../process";

const pages = readFileSync(join(ROOT, "__tests__/core/catalog/recordings/provider-pages.tsv"), "utf8");
const named = pages
  .split("\n")
  .slice(2)
  .flatMap((row) => row.split("\t")[2]?.split(",") ?? []);

describe("the form of a permission", () => {
  it("is that of every permission of the catalogue, and of the provider's pages", () => {
    const known = [...Catalog.load().permissions, ...named.filter((name) => name.includes(":"))];
    expect(known.length).toBeGreaterThan(1900);
    expect(known.filter((name) => !isPermissionName(name))).toEqual([]);
  });

  it("is not that of a permission with any other character in it, or without a part", () => {
    const permissions = fc.constantFrom(...Catalog.load().permissions.filter((name) => name.includes(":")));
    const others = fc.constantFrom(..." *-_.,;/:>\n\u00e4\u200b\0");
    fc.assert(
      fc.property(permissions, others, fc.nat(), (name, other, nat) => {
        const at = nat % (name.length + 1);
        expect(isPermissionName(name.slice(0, at) + other + name.slice(at))).toBe(false);
        const parts = name.split(":");
        expect(isPermissionName(parts.with(nat % 3, "").join(":"))).toBe(false);
        expect(isPermissionName(parts.toSpliced(nat % 3, 1).join(":"))).toBe(false);
        expect(isPermissionName(name.toUpperCase())).toBe(false);
      }),
    );
  });
});
