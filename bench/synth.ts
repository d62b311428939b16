import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Table from "cli-table3";
import { rolldown } from "rolldown";
import { Catalog } from "../src/core/catalog/catalog";
import { derive } from "../src/core/derivation/derive";
import { manyActions } from "./actions";
import type { Cost, SynthInput } from "./synth/input";

const SOURCES = join(__dirname, "synth");
/** Beside what was built, so that the programs find it; removed afterwards. */
const COMPILED = join(__dirname, "../dist/bench/synth");
const STACKS = 10;
/** Ratio, of time as of memory. */
const TARGET = 1.2;

/**
 * The synth of data actions in 10 stacks, in processes of their own: scopelock's constructs and bare bindings.
 * @throws Error when they do not make the same resources
 */
export async function benchSynth(actions = 1000, rounds = actions > 1000 ? 3 : 7): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), "scopelock-bench-"));
  try {
    await compile();
    const input = join(directory, "input.json");
    writeFileSync(input, JSON.stringify(inputOf(actions / STACKS)));
    const costs: Record<"bare" | "scopelock", Cost[]> = { bare: [], scopelock: [] };
    process.stderr.write(`measuring: synth of ${actions} actions ...\n`);
    // In turns: what else the machine does hits both.
    for (let round = 0; round < rounds; round += 1)
      for (const program of ["bare", "scopelock"] as const)
        costs[program].push(run(program, input, join(directory, program)));
    compareResources(directory);
    print(actions, costs);
  } finally {
    rmSync(directory, { recursive: true });
    rmSync(join(COMPILED, ".."), { recursive: true, force: true });
  }
}

function inputOf(count: number): SynthInput {
  const actions = manyActions(count);
  return {
    stacks: STACKS,
    actions: actions.map(({ name, input, output, request: { method, url } }) => ({
      name,
      input,
      output,
      request: { method, url },
    })),
    permissions: derive(actions, Catalog.load()).permissions,
  };
}

/** Without a loader: it would cost more than what is measured. Each loads the libraries, and scopelock as it is published. */
async function compile(): Promise<void> {
  const build = await rolldown({
    input: { bare: join(SOURCES, "bare.ts"), scopelock: join(SOURCES, "scopelock.ts") },
    platform: "node",
    external: /^(cdktf|constructs|scopelock|@cdktf\/.*)(\/|$)/,
  });
  await build.write({ dir: COMPILED, format: "cjs" });
  await build.close();
}

function run(program: string, input: string, outdir: string): Cost {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(COMPILED, `${program}.js`), input, outdir],
    { encoding: "utf8" },
  );
  if (status !== 0) throw new Error(`${program} ended with ${status}: ${stderr}`);
  return JSON.parse(stdout);
}

/** A ratio says something only as long as both make the same. */
function compareResources(directory: string): void {
  const [bare, scopelock] = ["bare", "scopelock"].map((program) => {
    const { resource, data } = JSON.parse(
      readFileSync(join(directory, program, "stacks/env-0/cdk.tf.json"), "utf8"),
    );
    const counted = Object.entries({ ...resource, ...data }).map(
      ([type, byId]) => `${type} x ${Object.keys(byId as object).length}`,
    );
    return counted.sort().join("\n");
  });
  if (bare !== scopelock)
    throw new Error(
      `bench/synth/bare.ts does not make what scopelock makes.\nbare:\n${bare}\nscopelock:\n${scopelock}`,
    );
}

function print(actions: number, costs: Record<"bare" | "scopelock", Cost[]>): void {
  const median = (program: "bare" | "scopelock", of: keyof Cost) => {
    const sorted = costs[program].map((cost) => cost[of]).sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)] as number;
  };
  const table = new Table({
    head: [
      `synth of ${actions.toLocaleString("en-US")} actions in ${STACKS} stacks`,
      "ms",
      "ratio",
      "peak MB",
      "ratio",
      "target",
    ],
    style: { head: [], border: [] },
  });
  const [ms, mb] = [median("bare", "milliseconds"), median("bare", "megabytes")];
  table.push(["bare bindings", ms.toFixed(0), "1 (baseline)", mb.toFixed(0), "1 (baseline)", ""]);
  const [ownMs, ownMb] = [median("scopelock", "milliseconds"), median("scopelock", "megabytes")];
  table.push([
    "scopelock",
    ownMs.toFixed(0),
    (ownMs / ms).toFixed(2),
    ownMb.toFixed(0),
    (ownMb / mb).toFixed(2),
    `<= ${TARGET}`,
  ]);
  console.log(`${table}\n`);
}
