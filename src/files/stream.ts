import { fstatSync, readSync } from "node:fs";
import { ScopelockError } from "../core/diagnostic";

/** Bytes that are read of a pipe: it may never end. Larger output belongs into a file. */
const MOST_PIPED = 256 * 1024 * 1024;

/** Stands for standard input where a command takes a file. */
const STANDARD_INPUT = "-";

/** Whether a path stands for standard input. */
export const isStandardInput = (path: string) => path === STANDARD_INPUT;

/** A path as a message names it. */
export const shownPath = (path: string) => (isStandardInput(path) ? "standard input" : path);

/** Standard input can be read once only; two arguments may name it. */
let standardInput: Buffer | undefined;

/**
 * What standard input gives, to its end.
 * @throws {@link ScopelockError} `file/unreadable` for a terminal, and when it is larger than {@link MOST_PIPED}.
 */
export function readStandardInput(): Buffer {
  if (standardInput) return standardInput;
  if (fstatSync(0).isCharacterDevice() && process.stdin.isTTY)
    throw new ScopelockError({
      id: "file/unreadable",
      what: "Standard input is a terminal: nothing is piped into the command.",
      where: shownPath(STANDARD_INPUT),
      fix: "Pipe a file into it, for example terraform show -json plan | scopelock review -, or name a file.",
    });
  standardInput = readStream(0, STANDARD_INPUT);
  return standardInput;
}

/**
 * What a pipe gives, to its end.
 * @throws {@link ScopelockError} `file/unreadable` when it is larger than {@link MOST_PIPED}.
 */
export function readStream(descriptor: number, path: string, most = MOST_PIPED): Buffer {
  const chunks: Buffer[] = [];
  let length = 0;
  for (;;) {
    const chunk = Buffer.allocUnsafe(64 * 1024);
    const read = readSome(descriptor, chunk);
    if (read === 0) return Buffer.concat(chunks, length);
    length += read;
    if (length > most) throw tooMuch(path, most);
    chunks.push(chunk.subarray(0, read));
  }
}

function readSome(descriptor: number, chunk: Buffer): number {
  for (;;)
    try {
      return readSync(descriptor, chunk);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // What Windows says at the end of a pipe.
      if (code === "EOF") return 0;
      if (code !== "EAGAIN") throw error;
      // The other end has written nothing yet. Commands read before they do anything else: waiting holds up nothing.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
}

function tooMuch(path: string, most: number): ScopelockError {
  return new ScopelockError({
    id: "file/unreadable",
    what: `More than ${Math.floor(most / 1024 / 1024)} MiB came out of the pipe.`,
    where: shownPath(path),
    why: "A pipe may never end, so no more than that is read of one.",
    fix: "Write it into a file, and name that.",
  });
}
