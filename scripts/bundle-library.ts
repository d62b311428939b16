/**
 * Part of `npm run build`, after the compiler: puts what a consumer loads into a few files. An app's synth spends a sixth of
 * its time on finding and compiling small files otherwise. Why: decisions/0008-bundled-command.md.
 */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type OutputChunk, type Plugin, rolldown } from "rolldown";
import { licences } from "./licences";
import { OPTIONS } from "./rolldown-options";

const SOURCES = join(__dirname, "../src");
const BUILT = join(__dirname, "../dist/src");
/** As `package.json` exports them, and what runs as a process of its own. */
const ENTRIES = [
  "index",
  "core/index",
  "testing/index",
  "process/report-refusals",
  "sandbox-support/index",
  "handoff/watch",
];
/** Where each entry finds what it shares with the others: as deep as a folder of the sources. */
const SHARED = "shared";
/** Not of the library: the command's own bundle, and what that loads from beside it. */
const KEPT = /^(cli\/|import\/import-module\.js$)/;
/** Peers of the consumer; large, or with files beside them. */
const LIBRARIES = /^(cdktf|constructs|@cdktf\/[^/]+|undici|@cdktn\/hcl2json|tsx|typescript|vitest)(\/|$)/;

const outside: Plugin = {
  name: "outside",
  resolveId(id) {
    if (id.startsWith("node:") || LIBRARIES.test(id)) return { id, external: true };
    if (/\/import-module(\.js)?$/.test(id)) return { id: "../import/import-module.js", external: true };
    if (id.endsWith("/operations.json")) return { id: "../core/catalog/operations.json", external: true };
    return undefined;
  },
};

async function bundle(): Promise<readonly OutputChunk[]> {
  const build = await rolldown({
    input: Object.fromEntries(ENTRIES.map((entry) => [entry, join(SOURCES, `${entry}.ts`)])),
    ...OPTIONS,
    plugins: [outside],
  });
  const { output } = await build.generate({
    format: "cjs",
    exports: "named",
    entryFileNames: "[name].js",
    chunkFileNames: `${SHARED}/[name].js`,
  });
  return output.filter((each) => each.type === "chunk");
}

async function main(): Promise<void> {
  const chunks = await bundle();
  for (const file of readdirSync(BUILT, { recursive: true, encoding: "utf8" }))
    if (file.endsWith(".js") && !KEPT.test(file)) rmSync(join(BUILT, file));
  for (const { fileName, code } of chunks) {
    const file = join(BUILT, fileName);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, code);
  }
  writeFileSync(join(BUILT, "licences.txt"), licences(chunks));
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
