/**
 * Part of `npm run build`, after the compiler: puts the command into one file, `dist/src/cli/bundle.js`, with what V8
 * makes of it, and the licences of the libraries in it. Why: decisions/0008-bundled-command.md.
 */
import { execFileSync } from "node:child_process";
import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { BUNDLE, CODE_CACHE } from "../src/cli/open-bundle";
import { commandParts } from "./command-parts";
import { licences } from "./licences";

const CLI = join(__dirname, "../dist/src/cli");
/** What opens the bundle. The compiled sources of the command are in it. */
const OPENS = /^(main|open-bundle)\.js$/;
/** A text is read fastest when all of it is ASCII. */
function ascii(text: string): string {
  return text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

async function main(): Promise<void> {
  const chunks = await commandParts();
  for (const file of readdirSync(CLI)) if (!OPENS.test(file)) rmSync(join(CLI, file));
  const functions = chunks.map(
    ({ fileName, code }) =>
      `${JSON.stringify(`./${fileName}`)}:function(exports,require,module,__filename,__dirname){${ascii(code)}\n}`,
  );
  writeFileSync(join(CLI, BUNDLE), `({${functions.join(",\n")}})\n`);
  writeFileSync(join(CLI, "bundle-licences.txt"), licences(chunks));
  const compile = join(__dirname, "compile-bundle.mjs");
  execFileSync(process.execPath, ["--hash-seed=1", compile, join(CLI, BUNDLE), join(CLI, CODE_CACHE)]);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
