import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Directory of the installed package. */
export function packageRoot(): string {
  let directory = __dirname;
  while (!existsSync(join(directory, "package.json"))) directory = dirname(directory);
  return directory;
}

/** The version of the installed package. */
export function packageVersion(): string {
  return (JSON.parse(readFileSync(join(packageRoot(), "package.json"), "utf8")) as { version: string })
    .version;
}
