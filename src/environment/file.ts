import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fchmodSync,
  fsyncSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { type DiagnosticId, didYouMean, ScopelockError, systemReason } from "../core/diagnostic";
import { namesIn, readBytes } from "../files";

/** The least that an environment file says: what goes into it, for whoever has none yet. */
export const EXAMPLE =
  '{ "genesys": { "region": "eu-west-1" }, "vault": { "address": "https://vault.example.com:8200", "mount": { "path": "genesys-cloud", "managed": true } }, "backend": { "type": "local", "path": "state/dev.tfstate" }, "rotation": { "live": [1], "current": 1 } }';

/** Forms of configuration that are not read; a name alone does not tell an environment from another tool's file. */
const OTHER_FORM = /\.(ya?ml|jsonc|json5|toml|tfvars|json\.(txt|bak|example|sample|dist))$/i;

/** Files of a directory that look like environments, and are not read: those of other forms than JSON, by name. */
export function otherFiles(directory: string): readonly string[] {
  return namesIn(directory).filter((name) => OTHER_FORM.test(name) && !name.startsWith("."));
}

/**
 * The environment files of a directory, sorted by name.
 * @throws {@link ScopelockError} `environment/none`.
 */
export function environmentFiles(directory: string): readonly string[] {
  // What is hidden is an editor's own.
  const files = namesIn(directory).filter((file) => file.endsWith(".json") && !file.startsWith("."));
  if (files.length === 0) {
    const others = otherFiles(directory);
    throw new ScopelockError({
      id: "environment/none",
      what: `There is no environment file${existsSync(directory) ? "" : ": the directory is not there"}${others.length > 0 ? `; ${others.join(", ")} is not JSON, and not read` : ""}.`,
      where: directory,
      why: "Each environment is one stack, described by one file in JSON.",
      fix: `Add one, for example ${join(directory, "dev.json")}: ${EXAMPLE} Or point SCOPELOCK_ENVIRONMENTS to the directory that has them.`,
    });
  }
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
  if (file !== undefined) return file;
  const there = `There is ${names.join(", ")}.`;
  const bare = basename(name).replace(/\.\w+$/, "");
  const other = otherFiles(directory).find((each) => each.startsWith(`${bare}.`));
  throw new ScopelockError({
    id: "environment/unknown",
    what: `There is no environment "${name}".`,
    where: directory,
    why:
      other === undefined
        ? "An environment is named after its file, without .json."
        : `${other} is not read: an environment file is JSON.`,
    fix: names.includes(bare)
      ? `Did you mean "${bare}"? Give the name alone.`
      : other === undefined
        ? didYouMean(name, names, "Known environments")
        : `Write the content of ${other} as JSON into ${join(directory, `${bare}.json`)}. ${there}`,
  });
}

/**
 * The text of a file, byte for byte: with its byte order mark and line endings.
 * @throws {@link ScopelockError} `environment/unreadable` when it cannot be read or is not UTF-8.
 */
export function readText(file: string): string {
  const bytes = bytesOf(file);
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new ScopelockError({
      id: "environment/unreadable",
      what: "The environment file is not UTF-8.",
      where: file,
      why: "It is edited byte by byte; PowerShell's > writes UTF-16.",
      fix: "Save it as UTF-8.",
    });
  }
}

function bytesOf(file: string): Buffer {
  try {
    return readBytes(file);
  } catch (error) {
    if (!ScopelockError.is(error)) throw error;
    const { what, why, fix } = error;
    throw new ScopelockError({
      id: "environment/unreadable",
      what: what.replace(/^(It|The file)(?= )/, "The environment file"),
      where: file,
      why: why ?? "Each environment is one stack, described by one file.",
      fix,
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
    const { code, path } = error as NodeJS.ErrnoException;
    if (code === "EEXIST")
      refuse(
        "Another command is writing the environment file, or was killed while it did.",
        `Wait for it; if there is none, remove ${path}.`,
        "environment/locked",
      );
    refuse(
      `The environment file cannot be written: ${systemReason(error)}.`,
      "Make the file and its directory writable.",
      "environment/unwritable",
    );
  } finally {
    if (beside !== undefined) rmSync(beside, { force: true });
  }
}
