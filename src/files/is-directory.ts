import { statSync } from "node:fs";

/** True if a path is a directory. A path that cannot be one, such as a loop of links, is named where it is read. */
export function isDirectory(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
