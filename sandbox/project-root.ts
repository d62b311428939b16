import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** The directory of scopelock's own package.json, from the sources as from `dist`. */
export function projectRoot(): string {
  let directory = __dirname;
  while (!existsSync(join(directory, "package.json"))) directory = dirname(directory);
  return directory;
}
