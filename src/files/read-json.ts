import { constants } from "node:buffer";
import { readdirSync, readFileSync, type Stats, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { ScopelockError, suggest } from "../core/diagnostic";
import { decode } from "./decode";

/**
 * The bytes of a file that a user named. Of nothing else: a device or a pipe may never end.
 * @throws {@link ScopelockError} `file/missing`, with the file that comes nearest; `file/unreadable`.
 */
export function readBytes(file: string): Buffer {
  try {
    const stats = statSync(file);
    if (!stats.isFile()) throw notAFile(stats, file);
    if (stats.size > constants.MAX_STRING_LENGTH) throw tooLarge(stats.size, file);
    return readFileSync(file);
  } catch (error) {
    if (ScopelockError.is(error)) throw error;
    const code = codeOf(error);
    throw code === "ENOENT" || code === "ENOTDIR" ? missing(file) : unreadable(error, file);
  }
}

/** Says why a file or a directory cannot be read. */
export function unreadable(error: unknown, path: string): ScopelockError {
  const [why, fix] = REASONS[codeOf(error)] ?? [codeOf(error), "See that it can be read, and try again."];
  return new ScopelockError({
    id: "file/unreadable",
    what: `It cannot be read: ${why}.`,
    where: path,
    fix,
  });
}

/** The system's names of errors, in words; and what to do. */
const REASONS: Readonly<Record<string, readonly [string, string]>> = {
  EACCES: ["you may not read it", "Make it readable for the user that runs scopelock."],
  EPERM: ["you may not read it", "Make it readable for the user that runs scopelock."],
  ELOOP: ["its symbolic links lead round in a circle", "Give the path of the file itself."],
  ENAMETOOLONG: ["the path is longer than a path can be", "Give the path of a file that exists."],
};

function notAFile(stats: Stats, file: string): ScopelockError {
  const kind = stats.isDirectory()
    ? "a directory"
    : stats.isFIFO()
      ? "a pipe"
      : stats.isSocket()
        ? "a socket"
        : "a device";
  return new ScopelockError({
    id: "file/unreadable",
    what: `The file cannot be read: it is ${kind}.`,
    where: file,
    fix: stats.isDirectory() ? "Name a file in it." : "Write what it gives into a file, and name that.",
  });
}

function tooLarge(bytes: number, file: string): ScopelockError {
  const megabytes = (of: number) => Math.floor(of / 1_000_000).toLocaleString("en-US");
  return new ScopelockError({
    id: "file/unreadable",
    what: `The file is too large to be read: ${megabytes(bytes)} MB, and ${megabytes(constants.MAX_STRING_LENGTH)} MB is the most.`,
    where: file,
    fix: "Give a smaller file.",
  });
}

function missing(file: string): ScopelockError {
  const names = siblings(file);
  if (names.includes(basename(file)))
    return new ScopelockError({
      id: "file/missing",
      what: "It is a symbolic link to a file that is not there.",
      where: file,
      fix: "Correct the link, or give the path of a file that exists.",
    });
  const near = suggest(basename(file), names);
  return new ScopelockError({
    id: "file/missing",
    what: "There is no such file.",
    where: file,
    fix:
      near === undefined
        ? "Give the path of a file that exists."
        : `Did you mean ${join(dirname(file), near)}?`,
  });
}

/** Names in the directory of a file. */
function siblings(file: string): readonly string[] {
  try {
    return readdirSync(dirname(file));
  } catch {
    return [];
  }
}

/**
 * What a file's JSON says. Messages name the place and never the text: it may be the wrong file, with a secret in it.
 * @throws {@link ScopelockError} `file/json` when it is no JSON, `file/truncated` when it ends too early.
 */
export function parseJson(bytes: Buffer, file: string): unknown {
  const text = decode(bytes);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw notJson(text, (error as Error).message, file);
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

/** The system's name of an error, `EACCES`. */
export function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? (error as Error).message;
}
