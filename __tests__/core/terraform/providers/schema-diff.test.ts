import { App } from "cdktf";
import { describe, expect, it } from "vitest";
import { recordedSchemas } from "../../../../src/cli/providers-schema";
import { record } from "../../../../src/core/diagnostic/json";
import { PROVIDER_NAMES, type ProviderName } from "../../../../src/core/terraform/providers/providers";
import { entriesOf } from "../../../../src/core/terraform/providers/schema";
import { diffSchemas } from "../../../../src/core/terraform/providers/schema-diff";
import { USES } from "../../../../src/core/terraform/providers/uses";
import { EverythingStack } from "../../../everything-stack";
import { temporaryDirectory } from "../../../process";

type Json = Record<string, unknown>;

const at = (json: Json, ...path: string[]) => path.reduce((each, key) => each[key] as Json, json);
const changed = (name: ProviderName, change: (schemas: Json) => void) => {
  const recorded = recordedSchemas(name);
  const other = structuredClone(recorded) as Json;
  change(other);
  return diffSchemas(name, recorded, other as typeof recorded);
};
const secret = (schemas: Json) =>
  at(schemas, "resource_schemas", "vault_kv_secret_v2", "block", "attributes");
const action = (schemas: Json) =>
  at(schemas, "resource_schemas", "genesyscloud_integration_action", "block", "block_types");

describe("what scopelock uses", () => {
  it("is in the recorded schemas", () => {
    for (const name of PROVIDER_NAMES) {
      const schemas = recordedSchemas(name);
      const { provider, resources, dataSources } = USES[name];
      const missing = (schema: unknown, paths: readonly string[]) =>
        paths.filter((path) => !entriesOf(schema).has(path));
      expect(missing(schemas.provider, provider)).toEqual([]);
      for (const [key, used] of [
        ["resource_schemas", resources],
        ["data_source_schemas", dataSources],
      ] as const)
        for (const [resource, paths] of Object.entries(used))
          expect([resource, missing(record(schemas[key])[resource], paths)]).toEqual([resource, []]);
    }
  });

  it("has all that is written when everything is declared that can be", () => {
    const temporary = temporaryDirectory();
    const stack = new EverythingStack(new App({ outdir: temporary.path }));
    stack.prepareStack();
    const json = stack.toTerraform() as { resource: Json; data: Json };
    temporary.remove();
    const unlisted: string[] = [];
    for (const [blocks, kind, key] of [
      [json.resource, "resources", "resource_schemas"],
      [json.data, "dataSources", "data_source_schemas"],
    ] as const)
      for (const [type, bodies] of Object.entries(blocks)) {
        const name = PROVIDER_NAMES.find((each) => type.startsWith(`${each}_`));
        if (name === undefined) continue;
        const schema = entriesOf(record(recordedSchemas(name)[key])[type]);
        const used = USES[name][kind][type] ?? [];
        for (const body of Object.values(bodies as Record<string, Json>))
          unlisted.push(
            ...writtenIn(body, "")
              .filter((path) => schema.has(path) && !used.includes(path))
              .map((path) => `${type}.${path}`),
          );
      }
    expect([...new Set(unlisted)].sort()).toEqual([]);
  });
});

/** Paths of everything that stands in a block. */
function writtenIn(value: unknown, prefix: string): string[] {
  if (Array.isArray(value)) return value.flatMap((each) => writtenIn(each, prefix));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    prefix + key,
    ...writtenIn(inner, `${prefix}${key}.`),
  ]);
}

describe("a difference between schemas", () => {
  it("is none with the recorded ones, nor in what is described", () => {
    for (const name of PROVIDER_NAMES) expect(changed(name, () => {})).toEqual([]);
    expect(changed("vault", (all) => Object.assign(at(secret(all), "name"), { description: "x" }))).toEqual(
      [],
    );
  });

  it.each<[string, Json, string]>([
    ["type", { type: ["map", "string"] }, 'type changed from "string" to ["map","string"]'],
    ["computed", { optional: undefined, computed: true }, "became computed, was optional"],
    ["optional and computed", { computed: true }, "became optional and computed, was optional"],
    ["required", { optional: undefined, required: true }, "became required, was optional"],
    ["write-only", { write_only: undefined }, "is no longer write-only"],
    ["deprecated", { deprecated: true }, "became deprecated"],
  ])("is named: %s", (_, change, what) => {
    const changes = changed("vault", (all) => Object.assign(at(secret(all), "data_json_wo"), change));
    expect(changes).toEqual([
      {
        provider: "vault",
        kind: "resource",
        name: "vault_kv_secret_v2",
        attribute: "data_json_wo",
        what,
        isUsed: true,
      },
    ]);
  });

  it("is named in both directions, of every flag", () => {
    for (const flag of ["sensitive", "deprecated", "write_only"]) {
      const word = flag.replace("_", "-");
      const entry = (value: boolean) => ({ type: "string", optional: true, [flag]: value });
      const schemas = (value: boolean) => {
        const all = structuredClone(recordedSchemas("vault")) as Json;
        secret(all).data_json = entry(value);
        return all as ReturnType<typeof recordedSchemas>;
      };
      const between = (was: boolean, is: boolean) =>
        diffSchemas("vault", schemas(was), schemas(is)).map(({ what }) => what);
      expect(between(false, true)).toEqual([`became ${word}`]);
      expect(between(true, false)).toEqual([`is no longer ${word}`]);
    }
  });

  it("is named of each used attribute, block and resource that is gone", () => {
    for (const name of PROVIDER_NAMES)
      for (const [key, used] of [
        ["resource_schemas", USES[name].resources],
        ["data_source_schemas", USES[name].dataSources],
      ] as const)
        for (const [resource, paths] of Object.entries(used)) {
          const gone = changed(name, (all) => delete at(all, key)[resource]);
          expect(gone).toMatchObject([{ name: resource, attribute: "", what: "removed", isUsed: true }]);
          for (const path of paths) {
            const steps = path.split(".");
            const last = steps.pop() as string;
            const found = changed(name, (all) => {
              let block = at(all, key, resource, "block");
              for (const step of steps) block = at(block, "block_types", step, "block");
              const holder = [block.attributes, block.block_types].find(
                (each) => each !== undefined && last in (each as Json),
              );
              delete (holder as Json)[last];
            });
            expect(found).toContainEqual(
              expect.objectContaining({ name: resource, attribute: path, what: "removed", isUsed: true }),
            );
          }
        }
  });

  it("concerns scopelock when something new must be written, in a block that is written", () => {
    const add = (entry: Json) =>
      changed("vault", (all) => Object.assign(secret(all), { mood: { type: "string", ...entry } }));
    expect(add({ required: true })).toMatchObject([{ what: "added, required", isUsed: true }]);
    expect(add({ optional: true, write_only: true })).toMatchObject([
      { what: "added, optional, write-only", isUsed: false },
    ]);
    const nested = changed("genesyscloud", (all) => {
      at(action(all), "config_request", "block", "attributes").mood = { type: "string", required: true };
    });
    expect(nested).toMatchObject([{ attribute: "config_request.mood", isUsed: true }]);
  });

  it("is named of how often a block may stand, and how it nests", () => {
    const change = (value: Json) =>
      changed("genesyscloud", (all) => Object.assign(at(action(all), "config_request"), value)).map(
        ({ what }) => what,
      );
    expect(change({ max_items: 7 }).join()).toMatch(/^may stand \d to 7 times, was /);
    expect(change({ nesting_mode: "map" })).toEqual(["type changed from block list to block map"]);
  });
});
