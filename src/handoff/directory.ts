import { spawn } from "node:child_process";
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, extname, join, resolve } from "node:path";
import { ScopelockError } from "../core/errors";
import { typescriptLoader } from "../typescript-loader";

/** Marks a directory that was made and checked on this machine; the OAuth client's precondition asks for it. */
const READY = ".ready";
/** A run that may still write; its watcher touches the file while it lives. */
const RUN = ".run-";
/** After this long without a touch, the watcher of a run is dead. Milliseconds. */
const RUN_STALE_AFTER = 10_000;

/** Root of all hand-off directories: beside the synthesized output, never inside it. */
export function handoffRoot(outdir: string): string {
  return resolve(outdir, "../.scopelock/handoff");
}

/**
 * Makes the hand-off directories of the stacks, each for its owner alone (mode 0700), and sweeps what a dead run
 * left. See decisions/0002-handoff-directory.md for who removes what, and when.
 *
 * @throws {@link ScopelockError} `handoff/unsafe` when a directory is a symbolic link or another user's, and
 * `handoff/unwritable` when it cannot be made or written.
 */
export function prepareHandoff(outdir: string, stacks: readonly string[]): void {
  const root = handoffRoot(outdir);
  try {
    for (const directory of [dirname(root), root, ...stacks.map((stack) => join(root, stack))]) {
      mkdirSync(directory, { recursive: true, mode: 0o700 });
      const found = lstatSync(directory);
      if (!found.isDirectory() || (process.getuid && found.uid !== process.getuid())) throw unsafe(directory);
      chmodSync(directory, 0o700);
    }
    // So that no `git add` takes it along, whatever the project's own .gitignore says.
    writeFileSync(join(dirname(root), ".gitignore"), "*\n");
    if (!runIsLive(root)) sweep(outdir);
    for (const stack of stacks) writeFileSync(join(root, stack, READY), "", { mode: 0o600 });
  } catch (error) {
    if (ScopelockError.is(error)) throw error;
    throw new ScopelockError({
      id: "handoff/unwritable",
      what: `The hand-off directory cannot be made: ${(error as Error).message}`,
      where: root,
      why: "The provider hands a new client secret over in it, and would fall back to a folder that people upload.",
      fix: "Make the directory above writable, or choose another output directory (cdktf --output).",
    });
  }
}

/**
 * Watches the run that this synth belongs to, and removes what is left in the directories once it has ended, however
 * it ended. Does nothing outside the cdktf CLI: then nobody is about to apply.
 */
export function watchHandoff(outdir: string): void {
  if (!process.env.CDKTF_OUTDIR) return;
  const watcher = join(__dirname, `watch${extname(__filename)}`);
  spawn(process.execPath, [...typescriptLoader(watcher), watcher, resolve(outdir), String(runner())], {
    detached: true,
    stdio: "ignore",
  }).unref();
}

/** Removes handed-over secrets: all but our own marks, and what the provider dropped into a stack's folder. */
export function sweep(outdir: string): void {
  const root = handoffRoot(outdir);
  for (const stack of directories(root)) {
    for (const file of readdirSync(join(root, stack)))
      if (file !== READY) rmSync(join(root, stack, file), { recursive: true, force: true });
    // The provider's fall-back when the directory cannot be written: its working directory, the stack's folder.
    for (const file of entries(join(outdir, "stacks", stack)))
      if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(file))
        rmSync(join(outdir, "stacks", stack, file), { force: true });
  }
}

/** Says that the run of a process lives. To be repeated. */
export function touchRun(outdir: string, pid: number): void {
  writeFileSync(join(handoffRoot(outdir), `${RUN}${pid}`), "", { mode: 0o600 });
}

/** Says that the run of a process has ended; true when no other run lives. */
export function endRun(outdir: string, pid: number): boolean {
  const root = handoffRoot(outdir);
  rmSync(join(root, `${RUN}${pid}`), { force: true });
  return !runIsLive(root);
}

function runIsLive(root: string): boolean {
  return entries(root).some((file) => {
    if (!file.startsWith(RUN)) return false;
    const age = Date.now() - (statSync(join(root, file), { throwIfNoEntry: false })?.mtimeMs ?? 0);
    if (age > RUN_STALE_AFTER) rmSync(join(root, file), { force: true });
    return age <= RUN_STALE_AFTER;
  });
}

function entries(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}

function directories(root: string): string[] {
  return entries(root).filter((entry) => lstatSync(join(root, entry)).isDirectory());
}

/** The process that will run Terraform: our parent, or its parent where the CLI's shell stayed in between. */
function runner(): number {
  try {
    const [, command, parent] =
      /^\d+ \((.*)\) \S (\d+)/s.exec(readFileSync(`/proc/${process.ppid}/stat`, "utf8")) ?? [];
    return /^(da|ba|z|k|a)?sh$/.test(command ?? "") ? Number(parent) : process.ppid;
  } catch {
    return process.ppid;
  }
}

function unsafe(directory: string): ScopelockError {
  return new ScopelockError({
    id: "handoff/unsafe",
    what: "The hand-off directory is not a directory of yours.",
    where: directory,
    why: "A new client secret passes through it; a link or another user's directory would hand it to somebody else.",
    fix: "Remove it and synthesize again.",
  });
}
