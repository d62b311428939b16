import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import Table from "cli-table3";
import type { ClientCredentials } from "../packages/sandbox/src";
import { Load, loadText } from "../packages/sandbox/src/steady-load";
import { mixedCalls } from "./mixed-load";

const REQUESTS_PER_SECOND = 200;
/** Measurements of a run, after the first. */
const MEASUREMENTS = 6;

interface Memory {
  readonly heapUsed: number;
  readonly rss: number;
  readonly journal: number;
}

/** Memory of the Genesys Cloud stand-in under a mixed load, after a garbage collection each. */
export async function benchStandIn(minutes: number): Promise<void> {
  process.stderr.write(`measuring: memory of the stand-in, ${minutes} minutes ...\n`);
  const child = fork(join(__dirname, "stand-in-process.ts"), {
    execArgv: ["--expose-gc", "--import", "tsx"],
  });
  const answer = async <T>() => (await once(child, "message"))[0] as T;
  try {
    const { url, deployer, lacking } = await answer<{
      url: string;
      deployer: ClientCredentials;
      lacking: ClientCredentials;
    }>();
    const calls = await mixedCalls(url, deployer, lacking);
    let next = 0;
    const load = Load.start(
      async () => {
        next += 1;
        return calls[next % calls.length]?.();
      },
      REQUESTS_PER_SECOND,
      REQUESTS_PER_SECOND,
    );
    const table = new Table({
      head: [`stand-in, ${REQUESTS_PER_SECOND} requests/s`, "heap, MB", "resident, MB", "journal"],
      style: { head: [], border: [] },
    });
    const step = (minutes * 60_000) / (MEASUREMENTS + 1);
    for (let at = 1; at <= MEASUREMENTS + 1; at += 1) {
      await sleep(step);
      child.send("memory");
      const { heapUsed, rss, journal } = await answer<Memory>();
      const megabytes = (bytes: number) => (bytes / 1024 / 1024).toFixed(1);
      table.push([
        `after ${((at * step) / 60_000).toFixed(1)} min`,
        megabytes(heapUsed),
        megabytes(rss),
        journal,
      ]);
    }
    const report = await load.stop();
    console.log(`${table}\n${loadText(report)}\n`);
    if (report.failures.size > 0) process.exitCode = 1;
  } finally {
    child.disconnect();
  }
}
