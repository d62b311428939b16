/**
 * Runs detached, started by a synth under the cdktf CLI or by `scopelock handoff`: `watch <pid of that> <places as JSON>`. Lives as long as that
 * process, then removes the client secrets that its apply left behind. Ctrl-C and SIGKILL are endings too: this process is
 * in a session of its own.
 */
import { existsSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { endRun, type HandoffPlace, sweep, touchRun } from "./directory";

/** A provider that outlives Terraform may still write for the length of one HTTP attempt, 16 s. Milliseconds. */
const GRACE = 20_000;
const INTERVAL = 500;

async function watch(pid: number, places: readonly HandoffPlace[]): Promise<void> {
  const there = () => places.filter(({ directory }) => existsSync(directory));
  while (lives(pid)) {
    for (const place of there()) touchRun(place, pid);
    await sleep(INTERVAL);
  }
  for (const end = Date.now() + GRACE; Date.now() < end && there().length > 0; await sleep(INTERVAL))
    for (const place of there()) if (endRun(place, pid)) sweep(place);
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

// A directory may vanish under our hands, with all that was in it: nothing is left to do then.
watch(Number(process.argv[2]), JSON.parse(process.argv[3] ?? "[]")).catch(() => process.exit(0));
