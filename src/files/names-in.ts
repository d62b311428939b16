import { readdirSync } from "node:fs";
import { codeOf, unreadable } from "./read-json";

/**
 * The names in a directory, sorted; none where there is no directory.
 * @throws {@link ScopelockError} `file/unreadable`
 */
export function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory).sort();
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes(codeOf(error))) return [];
    throw unreadable(error, directory);
  }
}
