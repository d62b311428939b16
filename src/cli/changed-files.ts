import { spawnSync } from "node:child_process";
import { realpathSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { type Refusal, ScopelockError, systemReason } from "../core/diagnostic";

/** A file that changed. */
export interface ChangedFile {
  /** From the root of the repository. */
  readonly name: string;
  /** Absolute; nothing may be there any more. */
  readonly path: string;
}

/**
 * Files that differ from where the work since a commit began: committed, not yet committed, deleted, and under their
 * old names too.
 * @throws {@link ScopelockError} `git/missing` without git, `git/no-repository` outside of a repository, `git/ref` when
 * there is no such commit.
 */
export function changedFiles(since: string): readonly ChangedFile[] {
  const root = git(
    ["rev-parse", "--show-toplevel"],
    (said): Refusal => ({
      id: "git/no-repository",
      what: `This folder is not in a git repository: ${said}`,
      where: process.cwd(),
      fix: "Run it in the checkout, or leave --changed-since out.",
    }),
  ).trim();
  const noCommit = (): Refusal => ({
    id: "git/ref",
    what: `There is no commit "${since}" that this one comes from.`,
    where: "--changed-since",
    why: "What changed since then is unknown, and a guess could leave an environment out.",
    fix: "Fetch it first; a shallow checkout has too little history (actions/checkout: fetch-depth: 0).",
  });
  // A name that begins with a dash would be an option.
  const base = git(["merge-base", "--end-of-options", since, "HEAD"], noCommit).trim();
  const names = [
    git(["diff", "--name-only", "--no-renames", "-z", base, "--"], noCommit),
    git(["ls-files", "--others", "--exclude-standard", "--full-name", "-z", root], noCommit),
  ];
  return names
    .join("")
    .split("\0")
    .filter((name) => name !== "")
    .map((name) => ({ name, path: join(root, name) }));
}

/** Whether two paths are of one file, whatever links lead to its directory. */
export function isSamePath(a: string, b: string): boolean {
  return real(a) === real(b);
}

/** Whether a file is for people only, and reaches no environment. */
export function isText({ name }: ChangedFile): boolean {
  return /\.md$|^docs\/|^LICENSE$/.test(name);
}

function git(
  args: readonly string[],
  refusal: (said: string) => ConstructorParameters<typeof ScopelockError>[0],
): string {
  const { status, stdout, stderr, error } = spawnSync("git", args, {
    encoding: "utf8",
    maxBuffer: 256 * 1024 * 1024,
  });
  if (error)
    throw new ScopelockError({
      id: "git/missing",
      what: `git cannot be run: ${systemReason(error)}.`,
      where: "PATH",
      why: "What changed since a commit is asked of it.",
      fix: "Install git, or leave --changed-since out.",
    });
  if (status !== 0) throw new ScopelockError(refusal(stderr.trim().split("\n")[0] ?? ""));
  return stdout;
}

function real(file: string): string {
  const path = resolve(file);
  try {
    return join(realpathSync(dirname(path)), basename(path));
  } catch {
    return path;
  }
}
