import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { distance } from "fastest-levenshtein";
import { ScopelockError } from "../core/errors";
import { decode } from "./decode";

/**
 * The bytes of a file that a user named.
 * @throws {@link ScopelockError} `file/missing`, with the file that comes nearest; `file/unreadable`.
 */
export function readBytes(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    const code = codeOf(error);
    if (code === "ENOENT" || code === "ENOTDIR") {
      const near = nearestFile(file);
      throw new ScopelockError({
        id: "file/missing",
        what: "There is no such file.",
        where: file,
        fix: near === undefined ? "Give the path of a file that exists." : `Did you mean ${near}?`,
      });
    }
    throw new ScopelockError({
      id: "file/unreadable",
      what: `The file cannot be read: ${code === "EISDIR" ? "it is a directory" : code}.`,
      where: file,
      fix: code === "EISDIR" ? "Name a file in it." : "Make it readable for the user that runs scopelock.",
    });
  }
}

/**
 * What a file's JSON says. Messages name the place and never the text: it may be the wrong file, with a secret in it.
 * @throws {@link ScopelockError} `file/json` when it is no JSON, `file/truncated` when it ends too early.
 */
export function parseJson(bytes: Buffer, file: string): unknown {
  const text = textOf(bytes, file);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw notJson(text, (error as Error).message, file);
  }
}

/**
 * The text of a file's bytes.
 * @throws {@link ScopelockError} `file/unreadable` when it is longer than a text can be.
 */
export function textOf(bytes: Buffer, file: string): string {
  try {
    return decode(bytes);
  } catch (error) {
    throw new ScopelockError({
      id: "file/unreadable",
      what: `The file cannot be read as a text: ${codeOf(error)}.`,
      where: file,
      fix: "Give a smaller file.",
    });
  }
}

function notJson(text: string, message: string, file: string): ScopelockError {
  const [, found] = / at position (\d+)/.exec(message) ?? [];
  const length = text.trimEnd().length;
  const ended = /Unexpected end|Unterminated string/.test(message) || Number(found) >= length;
  if (ended)
    return new ScopelockError({
      id: "file/truncated",
      what:
        length === 0
          ? "The file is empty."
          : "The JSON ends too early: the file is cut off, or a bracket or a quote is not closed.",
      where: file,
      fix: "Get the file again, as a whole.",
    });
  const at = found === undefined ? "" : `, line ${text.slice(0, Number(found)).split("\n").length}`;
  return new ScopelockError({
    id: "file/json",
    what: `The file is not JSON${at}.`,
    where: file,
    ...(text.trimStart().startsWith("<") && {
      why: "It is a web page: what a download that needs a login gives.",
    }),
    fix: "Give a JSON file; a trailing comma, a comment, YAML and a saved web page are the usual causes.",
  });
}

/** The file of the same directory whose name comes nearest, as a path like the one that was given. */
function nearestFile(file: string): string | undefined {
  const name = basename(file);
  let names: string[];
  try {
    names = readdirSync(dirname(file));
  } catch {
    return undefined;
  }
  const [near] = names
    .map((candidate) => ({ candidate, far: distance(candidate.toLowerCase(), name.toLowerCase()) }))
    .filter(({ far }) => far <= Math.max(2, name.length / 3))
    .sort((a, b) => a.far - b.far || (a.candidate < b.candidate ? -1 : 1));
  return near && join(dirname(file), near.candidate);
}

/** The system's name of an error, `EACCES`. */
export function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? (error as Error).message;
}
