import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Catalog, type Operation } from "../../../src/core/catalog/catalog";
import { shapeOf } from "../../../src/core/catalog/operation";

/* The catalogue against a witness that it is not made of: what the Terraform provider's pages list (recordings). */

interface Page {
  readonly page: string;
  /** Shapes. */
  readonly operations: readonly string[];
  readonly permissions: readonly string[];
}

const split = (text = "") => text.split(",").filter(Boolean);
const shapeIn = (operation: string) => shapeOf(...(operation.split(" ") as [method: string, path: string]));
const PAGES: readonly Page[] = readFileSync(join(__dirname, "recordings/provider-pages.tsv"), "utf8")
  .trimEnd()
  .split("\n")
  .slice(2)
  .map((row) => {
    const [page = "", operations, permissions] = row.split("\t");
    return { page, operations: split(operations).map(shapeIn), permissions: split(permissions) };
  });

/**
 * How a catalogue contradicts a page, which lists every permission that one of its operations requires: the catalogue has
 * another permission for one of these operations, or none of them requires what the page lists. Where the catalogue does
 * not have an operation of the page, or not what it requires, the latter may be the permission of that one.
 */
function contradictions(
  pages: readonly Page[],
  known: (shape: string) => Operation | undefined,
): readonly string[] {
  return pages.flatMap(({ page, operations, permissions }) => {
    const found = operations.map(known);
    const required = new Set(found.flatMap((operation) => [...(operation?.requirement.permissions ?? [])]));
    const isComplete = found.every((operation) => operation && operation.requirement.mode !== "unknown");
    return [
      ...[...required].filter((name) => !permissions.includes(name)).map((name) => `${page} lacks ${name}`),
      ...permissions
        .filter((name) => isComplete && !required.has(name as never))
        .map((name) => `${page} has ${name}`),
    ];
  });
}

describe("the catalogue, beside the pages of the Terraform provider", () => {
  const { operations } = Catalog.load();
  const known = new Map(operations.map((operation) => [shapeIn(operation.id), operation]));
  const witnessed = [...new Set(PAGES.flatMap((page) => page.operations))].filter((shape) =>
    known.has(shape),
  );

  it("has their operations, and contradicts none of them", () => {
    expect(PAGES).toHaveLength(256);
    expect(witnessed).toHaveLength(755);
    expect(contradictions(PAGES, (shape) => known.get(shape))).toEqual([]);
  });

  it.each([
    ["another permission", (all: readonly string[]) => [...all.slice(1), "made:up:name"]],
    ["one more", (all: readonly string[]) => [...all, "made:up:name"]],
  ])("would contradict them with %s for any of the operations", (_, changed) => {
    const unseen = witnessed.filter((witness) => {
      const operation = known.get(witness) as Operation;
      const permissions = changed(operation.requirement.permissions);
      const wrong = { ...operation, requirement: { mode: "all", permissions } } as unknown as Operation;
      const pages = PAGES.filter(({ operations }) => operations.includes(witness));
      return contradictions(pages, (shape) => (shape === witness ? wrong : known.get(shape))).length === 0;
    });
    expect(unseen).toEqual([]);
  });
});
