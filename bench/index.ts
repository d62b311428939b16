/**
 * `npm run bench`: what things cost, as ratios to a baseline that is measured in the same run. Absolute times depend on
 * the machine and stand beside for orientation only.
 */
import { benchCatalog } from "./catalog";
import { benchCli } from "./cli";
import { benchDerive } from "./derive";
import { benchGrowth } from "./growth";

async function main(): Promise<void> {
  for (const bench of [benchCli, benchCatalog, benchDerive, benchGrowth]) await bench();
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
