import { chmodSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ScopelockError, systemReason } from "../core/diagnostic";
import { writeWhole } from "../files";
import type { Changes } from "./changes";

/**
 * Writes the files of an app: all of them, or none.
 * @throws {@link ScopelockError} `file/unwritable`; what was written until then is removed.
 */
export function writeChanges({ directory, created, merged }: Changes): void {
  const undo: (() => void)[] = [];
  try {
    for (const { path, text } of created) {
      const target = join(directory, path);
      const made = mkdirSync(dirname(target), { recursive: true });
      if (made !== undefined) undo.push(() => rmSync(made, { recursive: true, force: true }));
      // Nothing is overwritten, not even what came meanwhile.
      writeFileSync(target, text, { flag: "wx" });
      undo.push(() => rmSync(target, { force: true }));
      if (text.startsWith("#!")) chmodSync(target, 0o755);
    }
    for (const { path, text, before } of merged) {
      const target = join(directory, path);
      writeWhole(target, text);
      undo.push(() => writeWhole(target, before));
    }
  } catch (error) {
    for (const step of undo.reverse()) step();
    if (ScopelockError.is(error)) throw error;
    throw new ScopelockError({
      id: "file/unwritable",
      what: `The file cannot be written: ${systemReason(error)}.`,
      where: (error as NodeJS.ErrnoException).path ?? directory,
      why: "What was written until then was removed.",
      fix: "Run it in a directory that you may write to, with space left.",
    });
  }
}
