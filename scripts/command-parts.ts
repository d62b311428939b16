import { join } from "node:path";
import { type OutputChunk, type Plugin, rolldown } from "rolldown";
import { MINIFY, OPTIONS } from "./rolldown-options";

/** Left in node_modules, and loaded when they are needed: large, or with files beside them, or not always installed. */
const LIBRARIES = /^(undici|@cdktn\/hcl2json|tsx)(\/|$)/;
/** Name of a module without anything in it. */
const NOTHING = "\0nothing";

/** Says which imports lead out of the bundle. */
const outside: Plugin = {
  name: "outside",
  resolveId(id, importer = "") {
    // For commands that are programs of their own, of which there are none. It is slow to load.
    if (id === "node:child_process" && importer.includes("/node_modules/commander/")) return NOTHING;
    if (id.startsWith("node:") || LIBRARIES.test(id)) return { id, external: true };
    // Node refuses import() in what is opened with a cache of V8's.
    if (/\/import-module(\.js)?$/.test(id)) return { id: "../import/import-module.js", external: true };
    const [, table] = /\/((?:operations|summaries)\.json)$/.exec(id) ?? [];
    if (table !== undefined) return { id: `../core/catalog/${table}`, external: true };
    return undefined;
  },
  load: (id) => (id === NOTHING ? "export default {};" : undefined),
};

/** The parts of the command: what is always loaded, and what is loaded on demand. */
export async function commandParts(): Promise<readonly OutputChunk[]> {
  const build = await rolldown({
    input: join(__dirname, "../src/cli/program.ts"),
    ...OPTIONS,
    plugins: [outside],
  });
  const { output } = await build.generate({
    format: "cjs",
    dynamicImportInCjs: false,
    entryFileNames: "[name].js",
    chunkFileNames: "[name].js",
    minify: MINIFY,
  });
  const parts = output.filter((each) => each.type === "chunk");
  const refused = parts.find(({ code }) => /\bimport\((?!\))/.test(code));
  if (refused) throw new Error(`${refused.fileName} uses import(), which Node refuses in the bundle.`);
  return parts;
}
