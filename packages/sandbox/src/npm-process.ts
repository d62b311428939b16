import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** How often npm's process is looked for. Milliseconds. */
const INTERVAL = 500;

/** A process, as the system lists it. */
export interface ListedProcess {
  readonly parent: number;
  /** Name of the program, for example `sh`. */
  readonly program: string;
}

/**
 * Calls back once when the npm (or npx) that started this process has ended. npm runs a script in a shell; killed, it ends
 * neither the shell nor the script. Does nothing where npm did not start this process: a shell that ends is no reason to stop.
 * @param env @default process.env
 */
export function watchNpm(onEnd: () => void, env: NodeJS.ProcessEnv = process.env): void {
  if (env.npm_lifecycle_event === undefined && env.npm_command !== "exec") return;
  const watched = npmProcesses(process.ppid);
  const timer = setInterval(() => {
    if (watched.every(isAlive)) return;
    clearInterval(timer);
    onEnd();
  }, INTERVAL);
  // The watch alone keeps no process alive.
  timer.unref();
}

/**
 * The parent, and where that is a shell its parent too: the shell that npm runs a script in may give its place to the script,
 * or wait for it.
 * @param listed reads a process @default - from the system
 */
export function npmProcesses(
  parent: number,
  listed: (pid: number) => ListedProcess | undefined = listedProcess,
): readonly number[] {
  const process = listed(parent);
  return process !== undefined && /^-?(ba|da|z|k|a)?sh$/.test(process.program)
    ? [parent, process.parent]
    : [parent];
}

function listedProcess(pid: number): ListedProcess | undefined {
  try {
    // The program's name is in parentheses, and may hold any. Source: proc_pid_stat(5).
    const [, program = "", parent] =
      /^\d+ \((.*)\) \S (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, "utf8")) ?? [];
    return { program, parent: Number(parent) };
  } catch {
    // No /proc: macOS and the BSDs.
    const { stdout } = spawnSync("ps", ["-o", "ppid=,comm=", "-p", String(pid)], { encoding: "utf8" });
    const [, parent, path] = /^\s*(\d+)\s+(.+)$/m.exec(stdout ?? "") ?? [];
    return path === undefined
      ? undefined
      : { program: path.replace(/^.*\//, "").trim(), parent: Number(parent) };
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of another user is alive, and refuses the signal.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
