import { join } from "node:path";
import { type OutputChunk, type Plugin, rolldown } from "rolldown";
import { MINIFY, OPTIONS } from "./rolldown-options";

const SOURCES = join(__dirname, "../src");
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

/** The files of the library: an entry each, and what they share. */
export async function libraryParts(): Promise<readonly OutputChunk[]> {
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
    minify: MINIFY,
  });
  return output.filter((each) => each.type === "chunk");
}
