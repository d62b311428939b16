import { spawn } from "node:child_process";
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, extname, join, resolve } from "node:path";
import { ScopelockError, systemReason } from "../core/diagnostic";
import { typescriptLoader } from "../process/typescript-loader";
import { checkArguments, has, list, made, props, text } from "../props";

/** Marks a directory that was made and checked on this machine; the OAuth client's precondition asks for it. */
const READY = ".ready";
/** A run that may still write; its watcher touches the file while it lives. */
const RUN = ".run-";
/** After this long without a touch, the watcher of a run is dead. Milliseconds. */
const RUN_STALE_AFTER = 10_000;
/** What a client's id looks like, and so the file that the provider names after it. */
const CLIENT_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Where the new client secrets of one stack pass through. */
export interface HandoffPlace {
  /** The directory; absolute. */
  readonly directory: string;
  /** The stack's folder, where Terraform runs and the provider falls back to; absolute. */
  readonly stackFolder: string;
}

const PLACE = props({
  outdir: text("app.outdir"),
  stack: text('"dev"'),
  directory: text('"/run/scopelock/dev"').optional(),
});
const PLACES = props({
  places: list(
    made("a hand-off", "Give what handoffOf returns.", (value) =>
      has(value, { directory: "string", stackFolder: "string" }),
    ),
    "a list of hand-offs",
    "Write [handoffOf(app.outdir, stack.node.id)].",
  ),
});

/**
 * The hand-off directory of a stack: the environment's own, else one beside the synthesized output, never inside it,
 * because that is what people upload.
 */
export function handoffOf(outdir: string, stack: string, directory?: string): HandoffPlace {
  checkArguments("handoffOf", PLACE, { outdir, stack, directory });
  return {
    directory: directory ?? resolve(outdir, "../.scopelock/handoff", stack),
    stackFolder: resolve(outdir, "stacks", stack),
  };
}

/**
 * Makes hand-off directories, each for its owner alone (mode 0700), and sweeps what a dead run left. See
 * decisions/0002-handoff-directory.md for who removes what, and when.
 *
 * @throws {@link ScopelockError} `handoff/unsafe` when a directory is a symbolic link or another user's, and
 * `handoff/unwritable` when it cannot be made or written.
 */
export function prepareHandoffs(places: readonly HandoffPlace[]): void {
  checkArguments("prepareHandoffs", PLACES, { places });
  for (const place of places) {
    try {
      prepare(place);
    } catch (error) {
      if (ScopelockError.is(error)) throw error;
      throw new ScopelockError({
        id: "handoff/unwritable",
        what: `The hand-off directory cannot be made: ${systemReason(error)}.`,
        where: place.directory,
        why: "The provider hands a new client secret over in it, and would fall back to a folder that people upload.",
        fix: 'Make it writable, or name another in the environment file: "handoffDirectory": "/path".',
      });
    }
  }
}

function prepare(place: HandoffPlace): void {
  const { directory } = place;
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const found = lstatSync(directory);
  if (!found.isDirectory() || (process.getuid && found.uid !== process.getuid())) throw unsafe(directory);
  chmodSync(directory, 0o700);
  // So that no `git add` takes it along, whatever the project's own .gitignore says.
  const own = resolve(directory, "../..");
  if (own.endsWith(".scopelock")) writeFileSync(join(own, ".gitignore"), "*\n");
  if (!runIsLive(directory)) sweep(place);
  writeFileSync(join(directory, READY), "", { mode: 0o600 });
}

/**
 * Watches the run that this synth belongs to, and removes what is left in the directories once it has ended, however
 * it ended. Does nothing outside the cdktf CLI: then nobody is about to apply.
 */
export function watchHandoffs(places: readonly HandoffPlace[]): void {
  checkArguments("watchHandoffs", PLACES, { places });
  if (process.env.CDKTF_OUTDIR) watchRun(places, runner());
}

/** Watches the run of a process, which may still write a secret, and removes what is left in the directories when it has ended. */
export function watchRun(places: readonly HandoffPlace[], pid: number): void {
  // Known from now on, and not only when its watcher is up: that of a run which has just ended may still sweep.
  for (const place of places) touchRun(place, pid);
  // By its folder: this file may be part of a larger one, which stands elsewhere.
  const watcher = join(__dirname, "..", "handoff", `watch${extname(__filename)}`);
  spawn(process.execPath, [...typescriptLoader(watcher), watcher, String(pid), JSON.stringify(places)], {
    cwd: dirname(watcher),
    detached: true,
    stdio: "ignore",
  }).unref();
}

/** Removes handed-over secrets: all but our own marks, and what the provider dropped into the stack's folder. */
export function sweep({ directory, stackFolder }: HandoffPlace): void {
  for (const file of entries(directory))
    if (file !== READY && !file.startsWith(RUN))
      rmSync(join(directory, file), { recursive: true, force: true });
  // The provider's fall-back when the directory cannot be written: its working directory.
  for (const file of entries(stackFolder))
    if (CLIENT_ID.test(file)) rmSync(join(stackFolder, file), { force: true });
}

/** Says that the run of a process lives. To be repeated. */
export function touchRun({ directory }: HandoffPlace, pid: number): void {
  if (existsSync(directory)) writeFileSync(join(directory, `${RUN}${pid}`), "", { mode: 0o600 });
}

/** Says that the run of a process has ended; true when no other run lives. */
export function endRun({ directory }: HandoffPlace, pid: number): boolean {
  rmSync(join(directory, `${RUN}${pid}`), { force: true });
  return !runIsLive(directory);
}

function runIsLive(directory: string): boolean {
  return entries(directory).some((file) => {
    if (!file.startsWith(RUN)) return false;
    const age = Date.now() - (statSync(join(directory, file), { throwIfNoEntry: false })?.mtimeMs ?? 0);
    if (age > RUN_STALE_AFTER) rmSync(join(directory, file), { force: true });
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
    why: "A new client secret passes through it; a link or another user's directory would hand it to another user.",
    fix: "Remove it and synthesize again.",
  });
}
