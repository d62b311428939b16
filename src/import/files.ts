import { type Dirent, readdirSync, realpathSync } from "node:fs";
import { join } from "node:path";
import type { ScopelockError } from "../core/diagnostic";
import { isDirectory, unreadable } from "../files";
import { isModule } from "./module";
import { isConfiguration, isVariables } from "./terraform-names";

/** A file to read. */
export interface FoundFile {
  /** Its path, from the one that was given. */
  readonly path: string;
  /** The same for every path of one file. */
  readonly real: string;
}

/** What is below a path. */
export interface FoundFiles {
  /** Whether it was named itself; otherwise it was found in a directory. */
  readonly named: boolean;
  readonly files: readonly FoundFile[];
  /** Files of other kinds in it, which are not read. */
  readonly others: readonly string[];
  /** Directories that cannot be looked into. */
  readonly unusable: readonly ScopelockError[];
}

/** Directories that hold what tools have written. */
const NOT_SEARCHED = new Set(["node_modules", "cdktf.out", ".git", ".scopelock", ".terraform"]);

/**
 * The files that a path stands for: itself, or those below a directory that may hold actions, by name. Links are
 * followed, each directory once. What cannot be read is left for reading to say.
 */
export function findFiles(path: string): FoundFiles {
  if (!isDirectory(path)) return { named: true, files: [found(path)], others: [], unusable: [] };
  const files: FoundFile[] = [];
  const others: string[] = [];
  const unusable: ScopelockError[] = [];
  const visited = new Set<string>();
  const search = (directory: string): void => {
    const { real } = found(directory);
    if (visited.has(real)) return;
    visited.add(real);
    let entries: Dirent[];
    try {
      entries = readdirSync(directory, { withFileTypes: true });
    } catch (error) {
      unusable.push(unreadable(error, directory));
      return;
    }
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const below = join(directory, entry.name);
      if (entry.isDirectory() || (entry.isSymbolicLink() && isDirectory(below))) {
        if (!NOT_SEARCHED.has(entry.name)) search(below);
      } else if (isRead(entry.name)) files.push(found(below));
      // What is hidden is a tool's own.
      else if (!entry.name.startsWith(".") && !isVariables(entry.name)) others.push(below);
    }
  };
  search(path);
  return { named: false, files, others, unusable };
}

/** Whether a file may hold actions, by its name. What gives values to variables is read with what uses them. */
function isRead(name: string): boolean {
  if (isVariables(name)) return false;
  return /\.(json|tsv|tfstate)$/i.test(name) || isConfiguration(name) || isModule(name);
}

function found(path: string): FoundFile {
  try {
    return { path, real: realpathSync(path) };
  } catch {
    return { path, real: path };
  }
}
