import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Call } from "../../src/core/action";
import { Catalog } from "../../src/core/catalog";
import { examine } from "../../src/core/derivation";
import { findFiles } from "../../src/import/files";
import { readActions } from "../../src/import/read-actions";
import { actionModule, type WrittenAction } from "../../src/init/action-module";
import { moduleNames } from "../../src/init/action-names";
import { literal } from "../../src/init/literal";
import { sourceActions } from "../../src/init/source-actions";
import { ROOT } from "../process";

const catalog = Catalog.load();
let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "scopelock-init-"));
});
afterAll(() => rmSync(directory, { recursive: true }));

/** What is derived, without what depends on where it was read from. */
const derived = (calls: readonly Call[]) => {
  const { permissions, evidence } = examine(calls, catalog);
  return {
    permissions,
    evidence: evidence.map(({ action, operation, chosen, requirement, because }) => ({
      action,
      operation,
      chosen,
      requirement,
      because,
    })),
  };
};

/** Writes modules, and reads them as `scopelock derive` reads code. */
async function readBack(name: string, actions: readonly WrittenAction[]) {
  const folder = join(directory, name);
  mkdirSync(folder, { recursive: true });
  const files = actions.map((action) => {
    const file = join(folder, `${action.module.file}.ts`);
    writeFileSync(
      file,
      // The package is not installed beside a temporary file.
      actionModule(action).replace('"scopelock"', JSON.stringify(join(ROOT, "src/index.ts"))),
    );
    return file;
  });
  const { calls, unusable } = await readActions(files);
  expect(unusable).toEqual([]);
  return calls;
}

/** Every file of the tests and examples that holds actions. */
async function samples(): Promise<readonly string[]> {
  const found: string[] = [];
  for (const folder of ["__tests__", "examples"])
    for (const { path } of findFiles(join(ROOT, folder)).files.filter(
      // Plans of a review leave out what no review reads: contracts, for one.
      (file) => !file.path.includes("/review/cases/"),
    ))
      if ((await readActions([path])).calls.length > 0) found.push(relative(ROOT, path));
  return found;
}

describe("modules that are written from actions", async () => {
  const all = await samples();

  it("have samples", () => {
    expect(all.length).toBeGreaterThan(30);
    expect(all.some((path) => path.endsWith(".custom.json"))).toBe(true);
  });

  it.each(all)("derive to what %s derives to", async (sample) => {
    const file = join(ROOT, sample);
    const { deployed, pending } = await sourceActions(file);
    const written = [...deployed, ...pending.map(({ action }) => action)];
    const names = written.map(({ action }) => action.name);
    const source = (await readActions([file])).calls.filter(({ name }) => names.includes(name));
    // A state and a plan may name one action twice: as it is, and as it will be.
    const once = [...new Map(source.map((call) => [call.name, call])).values()];
    expect(derived(await readBack(sample.replace(/\W/g, "-"), written))).toEqual(derived(once));
  });

  it("declare what an export declares, to the last character", async () => {
    const { deployed } = await sourceActions(join(ROOT, "examples/customer-service/exports"));
    const back = await readBack("whole", deployed);
    for (const { action } of deployed) {
      const read = back.find(({ name }) => name === action.name);
      const whole = (of: unknown) => {
        const { problems: _, source: __, ...declared } = JSON.parse(JSON.stringify(of));
        return declared;
      };
      expect(whole(read)).toEqual(whole(action));
    }
  });

  it("come from HCL", async () => {
    const file = join(directory, "main.tf");
    writeFileSync(file, HCL);
    const { deployed, permissions } = await sourceActions(file);
    expect(deployed.map(({ action }) => action.name)).toEqual(["List queues"]);
    expect(permissions).toEqual(["routing:queue:view"]);
    expect(derived(await readBack("hcl", deployed)).permissions).toEqual(permissions);
  });
});

const HCL = `resource "genesyscloud_integration_action" "queues" {
  name            = "List queues"
  category        = "Queues"
  integration_id  = "0d7e7a3c-0000-4000-8000-000000000000"
  contract_input  = jsonencode({ type = "object", properties = {} })
  contract_output = jsonencode({ type = "object", properties = { entities = { type = "array" } } })
  config_request {
    request_type         = "GET"
    request_url_template = "/api/v2/routing/queues"
  }
}
`;

describe("literal", () => {
  it("is TypeScript that has the same value", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.stringify(runInNewContext(`(${literal(value)})`))).toBe(JSON.stringify(value));
      }),
    );
  });

  it.each([
    ['{"__proto__": {"a": 1}, "constructor": 2}'],
    [JSON.stringify({ text: `"'\\"\n\u2028$\{input.x} \`` })],
    [JSON.stringify({ body: '{"a": "\\\\ \\n $esc.quote"}', "not a name": ["x".repeat(200)] })],
  ])("keeps %s", (json) => {
    expect(JSON.stringify(runInNewContext(`(${literal(JSON.parse(json))})`))).toBe(
      JSON.stringify(JSON.parse(json)),
    );
  });
});

describe("the names of modules", () => {
  it("are files and exports of their own, whatever the actions are called", () => {
    const name = fc.oneof(
      fc.string({ unit: "grapheme", minLength: 1 }),
      fc.constantFrom(
        "delete",
        "Index",
        "a 2",
        "a2",
        "A-2",
        "2 a",
        "Ünï",
        "日本",
        "CON",
        "data action",
        "actions",
      ),
    );
    fc.assert(
      fc.property(fc.uniqueArray(name, { maxLength: 12 }), (actions) => {
        const names = [...moduleNames(actions).values()];
        expect(names).toHaveLength(actions.length);
        expect(new Set(names.map(({ file }) => file)).size).toBe(actions.length);
        expect(new Set(names.map((each) => each.export)).size).toBe(actions.length);
        for (const each of names) {
          expect(each.file).toMatch(/^[a-z][a-z0-9-]*$/);
          expect(() => new Function(`"use strict"; const ${each.export} = 1;`)).not.toThrow();
          expect(["index", "con", "actions", "DataAction"]).not.toContain(each.file);
        }
      }),
    );
  });

  it("follow the action's", () => {
    expect(moduleNames(["Get external contact by phone", "getQueue", "delete"])).toEqual(
      new Map([
        [
          "Get external contact by phone",
          { file: "get-external-contact-by-phone", export: "getExternalContactByPhone" },
        ],
        ["getQueue", { file: "get-queue", export: "getQueue" }],
        ["delete", { file: "delete-action", export: "deleteAction" }],
      ]),
    );
  });
});
