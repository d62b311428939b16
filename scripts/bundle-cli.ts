/**
 * Part of `npm run build`, after the compiler: puts the command into one file, `dist/src/cli/bundle.js`, with what V8
 * makes of it, and the licences of the libraries in it. Why: decisions/0008-bundled-command.md.
 */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type OutputChunk, type Plugin, rolldown } from "rolldown";
import { BUNDLE, CODE_CACHE } from "../src/cli/open-bundle";

const CLI = join(__dirname, "../dist/src/cli");
/** What opens the bundle. The compiled sources of the command are in it. */
const OPENS = /^(main|open-bundle)\.js$/;
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

    if (id.endsWith("/operations.json")) return { id: "../core/catalog/operations.json", external: true };
    return undefined;
  },
  load: (id) => (id === NOTHING ? "export default {};" : undefined),
};

/** The parts of the command: what is always loaded, and what is loaded on demand. */
async function parts(): Promise<readonly OutputChunk[]> {
  const build = await rolldown({
    input: join(__dirname, "../src/cli/program.ts"),
    platform: "node",
    // Bundlers cannot follow what some libraries require in their other form.
    resolve: { mainFields: ["module", "main"] },
    plugins: [outside],
    // What our sources do, they do when they are called: importing one name of a folder must not load all of it.
    treeshake: {
      moduleSideEffects: [
        { test: /[\\/]node_modules[\\/]/, external: false, sideEffects: true },
        { test: /./, sideEffects: false },
      ],
    },
    checks: { ineffectiveDynamicImport: false },
  });
  const { output } = await build.generate({
    format: "cjs",
    entryFileNames: "[name].js",
    chunkFileNames: "[name].js",
    // Names stay, for a stack trace to be of use.
    minify: { mangle: false, compress: true, codegen: { removeWhitespace: true } },
  });
  return output.filter((each) => each.type === "chunk");
}

/** A text is read fastest when all of it is ASCII. */
function ascii(text: string): string {
  return text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** The licences of the libraries that are in the bundle. */
function licences(chunks: readonly OutputChunk[]): string {
  const roots = chunks
    .flatMap(({ moduleIds }) => moduleIds)
    .flatMap((id) => /^.*\/node_modules\/(@[^/]+\/)?[^/]+/.exec(id)?.[0] ?? []);
  return [...new Set(roots)]
    .sort()
    .map((root) => {
      const { name, version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
      const files = readdirSync(root).filter((file) => /^licen[cs]e/i.test(file));
      if (files.length === 0) throw new Error(`${name} comes without its licence.`);
      return [
        `${name} ${version}`,
        ...files.map((file) => readFileSync(join(root, file), "utf8").trim()),
      ].join("\n\n");
    })
    .join(`\n\n${"-".repeat(80)}\n\n`);
}

async function main(): Promise<void> {
  const chunks = await parts();
  for (const file of readdirSync(CLI)) if (!OPENS.test(file)) rmSync(join(CLI, file));
  const functions = chunks.map(
    ({ fileName, code }) =>
      `${JSON.stringify(`./${fileName}`)}:function(exports,require,module,__filename,__dirname){${ascii(code)}\n}`,
  );
  writeFileSync(join(CLI, BUNDLE), `({${functions.join(",\n")}})\n`);
  writeFileSync(join(CLI, "bundle-licences.txt"), `${licences(chunks)}\n`);
  const compile = join(__dirname, "compile-bundle.mjs");
  execFileSync(process.execPath, ["--hash-seed=1", compile, join(CLI, BUNDLE), join(CLI, CODE_CACHE)]);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
