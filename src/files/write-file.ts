import { existsSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { ScopelockError, systemReason } from "../core/diagnostic";

/**
 * Writes a file whole or not at all: beside it first, then in its place. What was there stays until then, and stays
 * when something fails.
 * @throws {@link ScopelockError} `file/unwritable`
 */
export function writeWhole(file: string, text: string): void {
  // A link keeps its place; what it points to is replaced.
  const target = existsSync(file) ? realpathSync(file) : file;
  const temporary = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`);
  try {
    writeFileSync(temporary, text, { flush: true });
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw new ScopelockError({
      id: "file/unwritable",
      what: `The file cannot be written: ${systemReason(error)}. What was there is as it was.`,
      where: file,
      why: "A file is written whole or not at all.",
      fix: "Name a file in a directory that exists and that you may write to.",
    });
  }
}
