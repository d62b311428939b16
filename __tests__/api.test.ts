import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { apiOf, apiPage } from "../scripts/api-report";
import { ROOT } from "./process";

const api = apiOf(ROOT);
const values = api.filter(({ isValue }) => isValue);
/** What people read: README, docs without the report itself, and the examples. */
const texts = ["README.md", "docs", "examples"]
  .flatMap((place) =>
    place.endsWith(".md")
      ? [place]
      : readdirSync(join(ROOT, place), { recursive: true, encoding: "utf8" }).map((file) =>
          join(place, file),
        ),
  )
  .filter((file) => /\.(md|ts)$/.test(file) && file !== "docs/api.md")
  .map((file) => readFileSync(join(ROOT, file), "utf8"))
  .join("\n");

describe("the public API", () => {
  it("is what docs/api.md says: npm run api-page", () => {
    expect(readFileSync(join(ROOT, "docs/api.md"), "utf8")).toBe(apiPage(api));
  });

  it("is small: constructs and environments, derivation, testing", () => {
    const namesOf = (entry: string) => values.filter((each) => each.entry === entry).map(({ name }) => name);
    expect(namesOf("scopelock")).toEqual([
      "Catalog",
      "DataAction",
      "DataActionIntegration",
      "Division",
      "EnvironmentStack",
      "Generations",
      "GenesyscloudProvider",
      "Handoff",
      "Providers",
      "Readers",
      "Role",
      "Rotation",
      "Rules",
      "ScopelockError",
      "UserGrant",
      "UserGrantClient",
      "VaultMount",
      "VaultReader",
      "endpointsOf",
      "gatewayEndpoints",
      "handoffOf",
      "loadEnvironment",
      "loadEnvironments",
      "prepareHandoffs",
      "regionEndpoints",
      "synthesizeEnvironments",
      "watchHandoffs",
    ]);
    expect(namesOf("scopelock/derive")).toEqual([
      "Catalog",
      "DataAction",
      "ScopelockError",
      "deployerOf",
      "derive",
      "explainPermission",
      "explainRequest",
      "explainScope",
      "plannerOf",
      "readersOf",
      "renderPolicy",
      "reportDerivation",
    ]);
  });

  it.each(api)(
    "$entry: $name has a sentence of its own, and types that can be named",
    ({ summary, unnamed }) => {
      expect(summary).toMatch(/[.:]$/);
      expect(unnamed).toEqual([]);
    },
  );

  it.each(values)("$entry: $name is named in README, docs or an example", ({ name }) => {
    expect(texts).toMatch(new RegExp(`\\b${name}\\b`));
  });
});
