import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { type DiagnosticId, didYouMean, ScopelockError } from "../core/diagnostic";

/**
 * The environment files of a directory, sorted by name.
 * @throws {@link ScopelockError} `environment/none`.
 */
export function environmentFiles(directory: string): readonly string[] {
  let files: string[];
  try {
    files = readdirSync(directory).filter((file) => file.endsWith(".json"));
  } catch {
    files = [];
  }
  if (files.length === 0)
    throw new ScopelockError({
      id: "environment/none",
      what: "There is no environment file.",
      where: directory,
      why: "Each environment is one stack, described by one file.",
      fix: "Add one, for example environments/dev.json, or point SCOPELOCK_ENVIRONMENTS to the directory that has them.",
    });
  return files.sort().map((file) => join(directory, file));
}

/**
 * The file of one environment.
 * @throws {@link ScopelockError} `environment/unknown` when there is none of this name, and what
 * {@link environmentFiles} throws.
 */
export function environmentFile(directory: string, name: string): string {
  const files = environmentFiles(directory);
  const names = files.map((file) => basename(file, ".json"));
  const file = files[names.indexOf(name)];
  if (file === undefined)
    throw new ScopelockError({
      id: "environment/unknown",
      what: `There is no environment "${name}".`,
      where: directory,
      fix: didYouMean(name, names, "Known environments"),
    });
  return file;
}

/**
 * The text of a file, byte for byte: with its byte order mark and line endings.
 * @throws {@link ScopelockError} `environment/unreadable` when it cannot be read or is not UTF-8.
 */
export function readText(file: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(readFileSync(file));
  } catch (error) {
    throw new ScopelockError({
      id: "environment/unreadable",
      what: `The environment file cannot be read: ${(error as Error).message}`,
      where: file,
      fix: "Make it a readable text file in UTF-8.",
    });
  }
}

/** Editors of Windows may put a byte order mark in front; JSON knows none. */
export function withoutBom(text: string): string {
  return text.replace(/^\uFEFF/, "");
}

/**
 * Replaces the text of a file in one step: whoever reads it sees the old or the new, never a half. A symbolic link
 * and the file's mode stay.
 * @throws {@link ScopelockError} `environment/changed` when the file is no longer what `before` says,
 * `environment/locked` while another one replaces it, `environment/unwritable` when it cannot be written.
 */
export function replaceText(file: string, before: string, after: string): void {
  const refuse = (what: string, fix: string, id: DiagnosticId): never => {
    throw new ScopelockError({ id, what, where: file, why: "Nothing was written.", fix });
  };
  // A fixed name: who makes it holds the file.
  let beside: string | undefined;
  try {
    const target = realpathSync(file);
    accessSync(target, constants.W_OK);
    const mode = statSync(target).mode & 0o7777;
    // To root everything is accessible; a read-only file is meant to be left alone all the same.
    if ((mode & 0o222) === 0) throw new Error("it is read-only");
    const path = join(dirname(target), `.${basename(target)}.scopelock`);
    const opened = openSync(path, "wx", 0o600);
    beside = path;
    try {
      writeFileSync(opened, after);
      fchmodSync(opened, mode);
      fsyncSync(opened);
    } finally {
      closeSync(opened);
    }
    if (!readFileSync(target).equals(Buffer.from(before)))
      refuse("The environment file was changed meanwhile.", "Repeat the command.", "environment/changed");
    renameSync(beside, target);
    beside = undefined;
  } catch (error) {
    if (ScopelockError.is(error)) throw error;
    const { code, message, path } = error as NodeJS.ErrnoException;
    if (code === "EEXIST")
      refuse(
        "Another command is writing the environment file, or was killed while it did.",
        `Wait for it; if there is none, remove ${path}.`,
        "environment/locked",
      );
    refuse(
      `The environment file cannot be written: ${message}.`,
      "Make the file and its directory writable.",
      "environment/unwritable",
    );
  } finally {
    if (beside !== undefined) rmSync(beside, { force: true });
  }
}
