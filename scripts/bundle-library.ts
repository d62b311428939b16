/**
 * Part of `npm run build`, after the compiler: puts what a consumer loads into a few files. An app's synth spends a sixth of
 * its time on finding and compiling small files otherwise. Why: decisions/0008-bundled-command.md.
 */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { libraryParts } from "./library-parts";
import { licences } from "./licences";

const BUILT = join(__dirname, "../dist/src");
/** Not of the library: the command's own bundle, and what that loads from beside it. */
const KEPT = /^(cli\/|import\/import-module\.js$)/;

async function main(): Promise<void> {
  const chunks = await libraryParts();
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
