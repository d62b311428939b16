/**
 * `npm run bench`: what things cost, as ratios to a baseline that is measured in the same run. Absolute times depend on
 * the machine and stand beside for orientation only. `npm run bench -- --large` measures the synth of 10,000 actions, too.
 */
import { benchCatalog } from "./catalog";
import { benchCli } from "./cli";
import { benchDerive } from "./derive";
import { benchGrowth } from "./growth";
import { benchSynth } from "./synth";

async function main(): Promise<void> {
  for (const bench of [benchCli, benchCatalog, benchDerive, benchGrowth]) await bench();
  await benchSynth();
  if (process.argv.includes("--large")) await benchSynth(10_000);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
