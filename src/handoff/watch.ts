/**
 * Runs detached, started by a synth under the cdktf CLI: `watch <output directory> <pid of the CLI>`. Lives as long as
 * that process, then removes the client secrets that its apply left behind. Ctrl-C and SIGKILL are endings too: this
 * process is in a session of its own.
 */
import { existsSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { endRun, handoffRoot, sweep, touchRun } from "./directory";

/** A provider that outlives Terraform may still write for the length of one HTTP attempt, 16 s. Milliseconds. */
const GRACE = 20_000;
const INTERVAL = 500;

async function watch(outdir: string, pid: number): Promise<void> {
  while (lives(pid)) {
    touchRun(outdir, pid);
    await sleep(INTERVAL);
  }
  for (
    const end = Date.now() + GRACE;
    Date.now() < end && existsSync(handoffRoot(outdir));
    await sleep(INTERVAL)
  ) {
    if (endRun(outdir, pid)) sweep(outdir);
  }
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

// The directory may be gone by now, with all that was in it: nothing is left to do then.
watch(process.argv[2] ?? "", Number(process.argv[3])).catch(() => process.exit(0));
