import { constants } from "node:buffer";
import {
  closeSync,
  constants as fsConstants,
  openSync,
  readdirSync,
  readFileSync,
  type Stats,
  statSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { grouped, isDeeperThan, ScopelockError, suggest, systemReason } from "../core/diagnostic";
import { decode } from "./decode";
import { otherForm } from "./not-json";
import { isStandardInput, readStandardInput, readStream, shownPath } from "./stream";

const NEEDED = "The command works on what is in it.";
/** Levels of JSON that is read: every reader of it recurses. */
const DEEPEST = 1000;
const WHOLE = "JSON is read whole or not at all.";

/**
 * The bytes of a file that a user named; `-` is standard input. Of a pipe, such as a shell's `<(...)`, no more than
 * {@link MOST_PIPED}: it may never end. Of a device nothing.
 * @throws {@link ScopelockError} `file/missing`, with the file that comes nearest; `file/unreadable`.
 */
export function readBytes(file: string): Buffer {
  if (isStandardInput(file)) return readStandardInput();
  try {
    const stats = statSync(file);
    if (stats.isFIFO()) return readPipe(file);
    if (!stats.isFile()) throw notAFile(stats, file);
    if (stats.size > constants.MAX_STRING_LENGTH) throw tooLarge(stats.size, file);
    return readFileSync(file);
  } catch (error) {
    if (ScopelockError.is(error)) throw error;
    throw isMissing(error) ? missing(file) : unreadable(error, file);
  }
}

function readPipe(file: string): Buffer {
  // To open one that nobody has opened for writing would wait for ever.
  const descriptor = openSync(file, fsConstants.O_RDONLY | (fsConstants.O_NONBLOCK ?? 0));
  try {
    const bytes = readStream(descriptor, file);
    if (bytes.length > 0) return bytes;
    throw new ScopelockError({
      id: "file/unreadable",
      what: "The file cannot be read: it is a pipe that nothing comes out of.",
      where: file,
      why: "The command that writes into it has failed, or there is none.",
      fix: "See that it prints something when it is run alone.",
    });
  } finally {
    closeSync(descriptor);
  }
}

/** Says why a file or a directory cannot be read. */
export function unreadable(error: unknown, path: string): ScopelockError {
  return new ScopelockError({
    id: "file/unreadable",
    what: `It cannot be read: ${systemReason(error)}.`,
    where: path,
    why: NEEDED,
    fix: /^(EACCES|EPERM)$/.test(codeOf(error))
      ? "Make it readable for the user that runs scopelock."
      : "Give the path of a file that can be read.",
  });
}

function notAFile(stats: Stats, file: string): ScopelockError {
  const kind = stats.isDirectory() ? "a directory" : stats.isSocket() ? "a socket" : "a device";
  return new ScopelockError({
    id: "file/unreadable",
    what: `The file cannot be read: it is ${kind}.`,
    where: file,
    why: NEEDED,
    fix: stats.isDirectory() ? "Name a file in it." : "Write what it gives into a file, and name that.",
  });
}

function tooLarge(bytes: number, file: string): ScopelockError {
  const megabytes = (of: number) => Math.floor(of / 1_000_000).toLocaleString("en-US");
  return new ScopelockError({
    id: "file/unreadable",
    what: `The file is too large to be read: ${megabytes(bytes)} MB, and ${megabytes(constants.MAX_STRING_LENGTH)} MB is the most.`,
    where: file,
    why: "A file is read into memory as a whole.",
    fix: "Give a smaller file.",
  });
}

function missing(file: string): ScopelockError {
  if (file === "")
    return new ScopelockError({
      id: "file/missing",
      what: "The path is empty.",
      where: '""',
      why: NEEDED,
      fix: "Give the path of a file; a variable that the shell put there is not set.",
    });
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(file))
    return new ScopelockError({
      id: "file/missing",
      what: "It is a URL, and a file is needed.",
      where: file,
      why: "Nothing is downloaded.",
      fix: "Download it first, for example with curl, and give the path of the file.",
    });
  const names = siblings(file);
  if (names.includes(basename(file)))
    return new ScopelockError({
      id: "file/missing",
      what: "It is a symbolic link to a file that is not there.",
      where: file,
      why: NEEDED,
      fix: "Correct the link, or give the path of a file that exists.",
    });
  const near = suggest(basename(file), names);
  return new ScopelockError({
    id: "file/missing",
    what: "There is no such file.",
    where: file,
    why: NEEDED,
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
 * @throws {@link ScopelockError} `file/json` when it is no JSON, or nested too deep, `file/truncated` when it ends too early.
 */
export function parseJson(bytes: Buffer, file: string): unknown {
  const text = decode(bytes);
  const json = parsed(text, file);
  if (!isDeeperThan(DEEPEST, json)) return json;
  throw new ScopelockError({
    id: "file/json",
    what: `The JSON is nested more than ${grouped(DEEPEST)} levels deep.`,
    where: shownPath(file),
    why: "What is read of it is looked through level by level, and nothing that is read here is as deep.",
    fix: "Get the file again, from the command or the system that wrote it.",
  });
}

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw notJson(text, (error as Error).message, file);
  }
}

function notJson(text: string, message: string, path: string): ScopelockError {
  const file = shownPath(path);
  const length = text.trimEnd().length;
  if (length === 0)
    return new ScopelockError({
      id: "file/truncated",
      what: "The file is empty.",
      where: file,
      why: WHOLE,
      fix: "Get the file again, as a whole; what was to write it may have failed.",
    });
  const other = otherForm(text);
  if (other) {
    const { what, ...rest } = other;
    return new ScopelockError({
      id: "file/json",
      what: `The file is not JSON: it ${what}.`,
      where: file,
      ...rest,
    });
  }
  const [, found] = / at position (\d+)/.exec(message) ?? [];
  if (/Unexpected end|Unterminated string/.test(message) || Number(found) >= length)
    return new ScopelockError({
      id: "file/truncated",
      what: "The JSON ends too early: the file is cut off, or a bracket or a quote is not closed.",
      where: file,
      why: WHOLE,
      fix: "Get the file again, as a whole.",
    });
  const at = found === undefined ? "" : `, line ${text.slice(0, Number(found)).split("\n").length}`;
  return new ScopelockError({
    id: "file/json",
    what: `${file.startsWith("--") ? "The value" : "The file"} is not JSON${at}.`,
    where: file,
    why: WHOLE,
    fix: "Give JSON; a trailing comma, a comment, single quotes and YAML are the usual causes.",
  });
}

/** Whether the system found nothing at a path. */
export const isMissing = (error: unknown): boolean => ["ENOENT", "ENOTDIR"].includes(codeOf(error));

/** The system's name of an error, `EACCES`. */
function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? (error as Error).message;
}
