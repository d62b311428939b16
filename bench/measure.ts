import Table from "cli-table3";
import { Bench } from "tinybench";

/** Something to be measured. */
export interface Case {
  readonly name: string;
  /** What the ratio is to be at most. @default - no target */
  readonly target?: number;
  run(): unknown;
}

/** Measures a baseline and the cases beside it, and prints medians and ratios. Milliseconds. */
export async function compare(title: string, baseline: Case, cases: readonly Case[]): Promise<void> {
  process.stderr.write(`measuring: ${title} ...\n`);
  const bench = new Bench({ time: 1000, iterations: 5, warmupIterations: 2, warmupTime: 100 });
  for (const { name, run } of [baseline, ...cases]) bench.add(name, () => void run());
  await bench.run();
  const median = (name: string): number => {
    const result = bench.getTask(name)?.result;
    if (result?.state === "errored") throw result.error;
    if (result?.state !== "completed") throw new Error(`${name} was not measured`);
    return result.latency.p50;
  };
  print(title, baseline, cases, median);
}

/**
 * As {@link compare}, in rounds of one run each: what else the machine does hits the baseline and every case. For what takes
 * so long that a run or two of it is no measurement.
 */
export function compareInRounds(title: string, baseline: Case, cases: readonly Case[], rounds: number): void {
  process.stderr.write(`measuring: ${title} ...\n`);
  const all = [baseline, ...cases];
  const times = new Map(all.map(({ name }) => [name, [] as number[]]));
  for (let round = 0; round < rounds; round += 1)
    for (const { name, run } of all) {
      const started = performance.now();
      run();
      times.get(name)?.push(performance.now() - started);
    }
  print(title, baseline, cases, (name) => {
    const sorted = (times.get(name) ?? []).sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  });
}

function print(
  title: string,
  baseline: Case,
  cases: readonly Case[],
  median: (name: string) => number,
): void {
  const unit = median(baseline.name);
  const table = new Table({ head: [title, "ms", "ratio", "target"], style: { head: [], border: [] } });
  table.push([baseline.name, unit.toFixed(2), "1 (baseline)", ""]);
  for (const { name, target } of cases) {
    const each = median(name);
    table.push([name, each.toFixed(2), (each / unit).toFixed(2), target === undefined ? "" : `<= ${target}`]);
  }
  console.log(`${table}\n`);
}
