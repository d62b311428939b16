import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../process/package-version";

/** A file of the package's `templates`. */
export function template(path: string): string {
  return packageFile(join("templates", path));
}

/** A file of the package. */
export function packageFile(path: string): string {
  return readFileSync(join(packageRoot(), path), "utf8");
}

/** Replaces a text that occurs once. Throws when it does not: the template was changed and this code was not. */
export function replaceOnce(text: string, from: string, to: string): string {
  const [before, after, ...more] = text.split(from);
  if (before === undefined || after === undefined || more.length > 0)
    throw new Error(`The template does not have "${from}" once.`);
  return before + to + after;
}
