import { parseJson, readBytes } from "../files";

/**
 * The body of a recorded answer, for `respond`.
 * @param file JSON file
 * @throws {@link ScopelockError} `file/missing`, `file/unreadable`, `file/json`, `file/truncated`
 */
export function recorded(file: string): unknown {
  return parseJson(readBytes(file), file);
}
