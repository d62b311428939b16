import { relative } from "node:path";
import type { OutputChunk } from "rolldown";
import { beforeAll, describe, expect, it } from "vitest";
import { commandParts } from "../../scripts/command-parts";
import { COMMANDS } from "../../src/cli/commands";

const ROOT = `${__dirname}/../..`;
const BUILD_MS = 60_000;

let parts: readonly OutputChunk[];
beforeAll(async () => {
  parts = await commandParts();
}, BUILD_MS);

/** What is loaded with sources of the command: sources, libraries, modules of Node's, and what is outside the bundle. */
function loaded(...sources: readonly string[]): readonly string[] {
  const reached = new Set(sources.map((source) => partOf(`src/cli/${source}.ts`)));
  const found: string[] = [];
  for (const name of reached) {
    const part = parts.find(({ fileName }) => fileName === name);
    if (part === undefined) found.push(name);
    for (const id of part?.imports ?? []) reached.add(id);
    for (const id of part?.moduleIds ?? []) found.push(relative(ROOT, id));
  }
  return found;
}

function partOf(source: string): string {
  const part = parts.find(({ moduleIds }) => moduleIds.some((id) => relative(ROOT, id) === source));
  if (part === undefined) throw new Error(`${source} is not in the bundle.`);
  return part.fileName;
}

const ownSources = (found: readonly string[]) => found.filter((id) => id.startsWith("src/"));

describe("the start of the command", () => {
  it("loads nothing of what a command takes and does before it is asked for", () => {
    expect([...ownSources(loaded("program"))].sort()).toEqual([
      "src/cli/commands.ts",
      "src/cli/examples.ts",
      "src/cli/program.ts",
      "src/cli/streams.ts",
      "src/cli/usage.ts",
      "src/core/diagnostic/error.ts",
      "src/core/diagnostic/json.ts",
      "src/process/node-version.ts",
      "src/process/package-version.ts",
    ]);
  });

  it("has the catalogue's tables beside it, and none in it", () => {
    const modules = parts.flatMap(({ moduleIds }) => moduleIds.map((id) => relative(ROOT, id)));
    expect(modules.filter((id) => /^src\/core\/catalog\/.*\.json$/.test(id))).toEqual([]);
    expect(loaded("review", "review-input")).toContain("../core/catalog/summaries.json");
    expect(loaded("program", "derive", "derive-run")).not.toContain("../core/catalog/summaries.json");
  });

  it("loads no slow module of Node's for its list of commands", () => {
    expect(loaded("program").filter((id) => id.startsWith("node:"))).not.toContain("node:child_process");
  });

  it.each(COMMANDS.map(({ name }) => name))("loads for the help of %s not what it does", (name) => {
    const found = loaded("program", name);
    expect(
      found.filter((id) => /operations\.json|\/zod\/|child_process|crypto|\.\.\/sandbox/.test(id)),
    ).toEqual([]);
    expect(ownSources(found).length).toBeLessThan(30);
  });

  it("loads for the derivation of an export nothing of Terraform's files, the doctor, the review or the sandbox", () => {
    const found = loaded("program", "derive", "derive-run");
    expect(found).toContain("src/core/derivation/derive.ts");
    const others =
      /\/zod\/|jsonc|acorn|hcl|child_process|crypto|terraform-scope|(src|\.\.)\/(doctor|environment|sandbox)|src\/review\/(?!render)/;
    expect(found.filter((id) => others.test(id))).toEqual([]);
  });
});
