import { accessSync, constants, existsSync, lstatSync, readFileSync, type Stats, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { type Refusal, ScopelockError } from "../core/diagnostic";
import type { AppFile } from "./app-files";
import { mergedGitignore, mergedPackageJson } from "./package-json";

/** What is done with the files of an app. */
export interface Changes {
  readonly directory: string;
  /** New files. */
  readonly created: readonly AppFile[];
  /** Files that get what they lack. */
  readonly merged: readonly (AppFile & { readonly before: string; readonly added: readonly string[] })[];
  /** What stays as it is, and differs from what would be written: files, and keys of merged ones. */
  readonly leftAlone: readonly string[];
}

/**
 * Compares the files of an app with a directory. Nothing is written.
 * @throws {@link ScopelockError} that names everything at once: `init/exists` for a file that is scopelock's alone and
 * differs, `file/unwritable` where a file cannot be made, and what a merge throws.
 */
export function changesTo(directory: string, files: readonly AppFile[]): Changes {
  const refusals: Refusal[] = [];
  const created: AppFile[] = [];
  const merged: Changes["merged"][number][] = [];
  const leftAlone: string[] = [];
  for (const file of files) {
    const target = join(directory, file.path);
    const unwritable = whyUnwritable(target);
    if (unwritable) refusals.push(unwritable);
    else if (!existsSync(target)) created.push(file);
    else
      try {
        const before = readFileSync(target, "utf8");
        if (file.taken === "merge") {
          const { text, added, kept } =
            basename(file.path) === "package.json"
              ? mergedPackageJson(before, target)
              : mergedGitignore(before);
          if (added.length > 0) merged.push({ ...file, text, before, added });
          leftAlone.push(...kept.map((key) => `${file.path}: ${key}`));
        } else if (before === file.text) continue;
        else if (file.taken === "keep") leftAlone.push(file.path);
        else refusals.push(exists(target));
      } catch (error) {
        if (!ScopelockError.is(error)) throw error;
        refusals.push(error, ...error.others);
      }
  }
  const [first, ...others] = refusals;
  if (first) throw new ScopelockError(first, ...others);
  return { directory, created, merged, leftAlone };
}

/** Why a file cannot be written; `undefined` when it can. To root everything is writable, so the mode is asked. */
function whyUnwritable(target: string): Refusal | undefined {
  const found = nearest(target);
  const refuse = (what: string, where: string): Refusal => ({
    id: "file/unwritable",
    what,
    where,
    why: "Nothing was written.",
    fix: "Run it in a directory that you may write to.",
  });
  if (found.path === target) return found.stats.isFile() ? undefined : refuse("It is not a file.", target);
  if (!found.stats.isDirectory()) return refuse("It is a file, and a directory is needed.", found.path);
  return (found.stats.mode & 0o222) === 0 || !mayWrite(found.path)
    ? refuse("The directory is not writable.", found.path)
    : undefined;
}

function mayWrite(directory: string): boolean {
  try {
    accessSync(directory, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** What exists of a path: itself, or the directory above it that comes nearest. */
function nearest(path: string): { readonly path: string; readonly stats: Stats } {
  for (let here = path; ; here = dirname(here))
    try {
      // A link that leads nowhere is not a place to write to.
      return { path: here, stats: lstatSync(here).isSymbolicLink() ? statSync(here) : lstatSync(here) };
    } catch (error) {
      if (dirname(here) === here) throw error;
    }
}

function exists(path: string): Refusal {
  return {
    id: "init/exists",
    what: "The file already exists, and differs from what would be written.",
    where: path,
    why: "No file is overwritten, and nothing was written.",
    fix: "Rename or remove it, or run the command in another directory.",
  };
}
