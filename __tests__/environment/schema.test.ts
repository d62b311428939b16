import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { publishedSchema, withKeys } from "../../scripts/environment-keys";
import { parseEnvironment } from "../../src/environment/load";
import { environmentJsonSchema, environmentSchema } from "../../src/environment/schema";
import { refusal } from "../core/errors";
import { ROOT } from "../process";

type Sample = Record<string, unknown>;

const page = readFileSync(join(ROOT, "docs/environments.md"), "utf8");
const examplesIn = (text: string) =>
  [...text.matchAll(/```json\n(.*?)```/gs)].map(([, json = ""]) => JSON.parse(json) as Sample);
const [whole = {}, ...parts] = examplesIn(page);
/** Each example of the page; the keys that it leaves out are those of the first one. */
const samples = [whole, ...parts.map((part) => ({ ...whole, ...part }))];

// Patterns say what the formats say.
const validate = new Ajv({ validateFormats: false }).compile(JSON.parse(publishedSchema()));
const bothOf = (sample: unknown) => ({
  zod: environmentSchema.safeParse(sample).success,
  ajv: validate(sample),
});

/** Every object and list in a sample, the sample included. */
function containers(value: unknown): (Sample | unknown[])[] {
  if (typeof value !== "object" || value === null) return [];
  return [value as Sample, ...Object.values(value).flatMap(containers)];
}

describe("the published schema", () => {
  it("is current: npm run environment-schema", () => {
    expect(readFileSync(join(ROOT, "schemas/environment.schema.json"), "utf8")).toBe(publishedSchema());
  });

  it("is what the page's table of keys was written from: npm run environment-schema", () => {
    expect(withKeys(page)).toBe(page);
    expect(page).toMatch(/^\| `rotation\.overlapHours` \| 1 to 8760 \| `48` \|/m);
    expect(page).toMatch(/^\| `backend\.prefix` \(`"type": "gcs"`\) \| string \|/m);
  });

  it("describes every key", () => {
    const schemas = containers(environmentJsonSchema()).flatMap((each) =>
      Object.entries((each as { properties?: Record<string, Sample> }).properties ?? {}),
    );
    expect(schemas.length).toBeGreaterThan(50);
    expect(schemas.filter(([, schema]) => !schema.description).map(([key]) => key)).toEqual([]);
  });

  it("is named by the environment files of the repository", () => {
    const dev = JSON.parse(readFileSync(join(ROOT, "environments/dev.json"), "utf8"));
    expect(join("environments", dev.$schema)).toBe("schemas/environment.schema.json");
    expect(bothOf(dev)).toEqual({ zod: true, ajv: true });
  });

  it("accepts the page's examples, which have every backend, as zod does", () => {
    for (const sample of samples) {
      expect(bothOf(sample), JSON.stringify(sample)).toEqual({ zod: true, ajv: true });
      expect(parseEnvironment("dev.json", JSON.stringify(sample)).name).toBe("dev");
    }
    const types = samples.map(({ backend }) => (backend as Sample).type);
    expect([...new Set(types)].sort()).toEqual(["azurerm", "cloud", "gcs", "http", "local", "pg", "s3"]);
  });

  it("accepts the README's examples", () => {
    const examples = examplesIn(readFileSync(join(ROOT, "README.md"), "utf8")).filter(
      // Not cdktf.json.
      (example) => "$schema" in example,
    );
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) expect(bothOf(example)).toEqual({ zod: true, ajv: true });
  });

  it.each<[string, Sample]>([
    ["no region", { genesys: {} }],
    [
      "region and gateway",
      { genesys: { region: "eu-west-1", gateway: { protocol: "http", host: "h", port: 1 } } },
    ],
    ["a host with a path", { genesys: { gateway: { protocol: "http", host: "h/x", port: 1 } } }],
    ["a port that is none", { genesys: { gateway: { protocol: "http", host: "h", port: 65_536 } } }],
    ["a division by both", { genesys: { region: "dca", division: { name: "x", id: "y" } } }],
    [
      "an address with credentials",
      { vault: { address: "https://u:p@h", mount: { path: "a", managed: false } } },
    ],
    [
      "limits of another's engine",
      { vault: { address: "https://h", mount: { path: "a", managed: false, maxVersions: 1 } } },
    ],
    ["a password", { backend: { type: "pg", schemaName: "s", connStr: "postgres://u:p@h/d" } }],
    ["a backend without its keys", { backend: { type: "s3" } }],
    ["no reason", { actions: { A: { enabled: false } } }],
    ["two changes", { actions: { A: { enabled: false, timeoutSeconds: 1, because: "x" } } }],
    ["a day that is none", { rotation: { live: [1], current: 1, rotatedOn: "2026-02-29" } }],
    ["an unknown key", { x: 1 }],
  ])("refuses %s, as zod does", (_, change) => {
    expect(bothOf({ ...whole, ...change })).toEqual({ zod: false, ajv: false });
  });

  it("accepts and refuses what zod does, whatever is changed in an example, and the refusal reads well", () => {
    const key = fc.oneof(
      fc.constantFrom(
        "region",
        "gateway",
        "division",
        "name",
        "id",
        "type",
        "path",
        "key",
        "managed",
        "because",
      ),
      // Zod takes no such key, and JSON.parse alone can make one.
      fc.string().filter((text) => text !== "__proto__"),
    );
    const value = fc.oneof(
      fc.constantFrom("home", "s3", "/x", "https://h", 1, true, false, {}),
      fc.jsonValue().filter((json) => !JSON.stringify(json).includes("__proto__")),
    );
    const seen = { accepted: 0, refused: 0 };
    fc.assert(
      fc.property(fc.constantFrom(...samples), fc.nat(), fc.nat(), fc.boolean(), key, value, (...change) => {
        const [original, where, which, add, newKey, newValue] = change;
        const sample = structuredClone(original);
        const all = containers(sample);
        const target = all[where % all.length] as Sample;
        const keys = Object.keys(target);
        const at = add || keys.length === 0 ? newKey : (keys[which % keys.length] as string);
        if (Array.isArray(target)) target.push(newValue);
        else if (!add && which % 3 === 0) delete target[at];
        else target[at] = newValue;
        const { zod, ajv } = bothOf(sample);
        seen[zod ? "accepted" : "refused"]++;
        expect(ajv).toBe(zod);
        if (zod) return;
        const { message } = refusal(() => parseEnvironment("dev.json", JSON.stringify(sample)));
        expect(message).not.toMatch(/undefined|\[object|does not go with \./);
      }),
      { numRuns: 500 },
    );
    expect(Math.min(seen.accepted, seen.refused)).toBeGreaterThan(10);
  });
});
