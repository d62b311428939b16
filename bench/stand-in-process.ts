import { startGenesys } from "../packages/sandbox/src/genesys";
import { MIXED_SEED } from "./mixed-load";

/** A stand-in in a process of its own. Sends where it is; answers each message with the memory that is left after a collection. */
async function main(): Promise<void> {
  const genesys = await startGenesys({ seed: MIXED_SEED });
  const { url, deployer } = genesys;
  process.on("message", () => {
    // The second collection takes what the first one's finalizers let go.
    globalThis.gc?.();
    globalThis.gc?.();
    const { heapUsed, rss } = process.memoryUsage();
    process.send?.({ heapUsed, rss, journal: genesys.requests.length });
  });
  process.on("disconnect", () => process.exit());
  process.send?.({ url, deployer, lacking: genesys.credentials("lacking") });
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
