import { readdirSync } from "node:fs";
import { isMissing, unreadable } from "./read-json";

/**
 * The names in a directory, sorted; none where there is no directory.
 * @throws {@link ScopelockError} `file/unreadable`
 */
export function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory).sort();
  } catch (error) {
    if (isMissing(error)) return [];
    throw unreadable(error, directory);
  }
}
