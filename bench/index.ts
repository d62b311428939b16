/**
 * `npm run bench`: what things cost, as ratios to a baseline that is measured in the same run. Absolute times depend on
 * the machine and stand beside for orientation only. `npm run bench -- --large` measures the synth of 10,000 actions, too, and
 * `npm run bench -- --stand-in 30` only the memory of the Genesys Cloud stand-in, for 30 minutes.
 */
import { benchCatalog } from "./catalog";
import { benchCli } from "./cli";
import { benchDerive } from "./derive";
import { benchGrowth } from "./growth";
import { benchRun } from "./run";
import { benchStandIn } from "./stand-in";
import { benchSynth } from "./synth";

/** Length of the stand-in's measurement among the others. Minutes. */
const SHORT = 0.5;

async function main(): Promise<void> {
  const standIn = process.argv.indexOf("--stand-in");
  if (standIn !== -1) return benchStandIn(Number(process.argv[standIn + 1] ?? SHORT));
  benchCli();
  for (const bench of [benchCatalog, benchDerive, benchRun, benchGrowth]) await bench();
  await benchStandIn(SHORT);
  await benchSynth();
  if (process.argv.includes("--large")) await benchSynth(10_000);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
