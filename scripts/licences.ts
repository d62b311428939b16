import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { OutputChunk } from "rolldown";

/** The licences of the libraries that are in a bundle. */
export function licences(chunks: readonly OutputChunk[]): string {
  const roots = chunks
    .flatMap(({ moduleIds }) => moduleIds)
    .flatMap((id) => /^.*\/node_modules\/(@[^/]+\/)?[^/]+/.exec(id)?.[0] ?? []);
  const texts = [...new Set(roots)].sort().map((root) => {
    const { name, version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    const files = readdirSync(root).filter((file) => /^licen[cs]e/i.test(file));
    if (files.length === 0) throw new Error(`${name} comes without its licence.`);
    return [`${name} ${version}`, ...files.map((file) => readFileSync(join(root, file), "utf8").trim())].join(
      "\n\n",
    );
  });
  return `${texts.join(`\n\n${"-".repeat(80)}\n\n`)}\n`;
}
