import { getExternalContact } from "../actions/get-external-contact";
import { runAction } from "../src/run";

const RUNS = 10_000;

/** Runs of one data action in one process: the whole of them is to take less than 2 s. */
export async function benchRun(): Promise<void> {
  const props = {
    input: { phoneNumber: "+15550199" },
    respond: { contacts: [{ id: "a1", firstName: "Ada", lastName: "Lovelace" }] },
  };
  // Libraries are loaded for the first.
  await runAction(getExternalContact, props);
  const started = performance.now();
  for (let run = 0; run < RUNS; run += 1) {
    const { failure } = await runAction(getExternalContact, props);
    if (failure) throw new Error(failure.message);
  }
  const seconds = (performance.now() - started) / 1000;
  console.log(
    `${RUNS.toLocaleString("en-US")} runs of a data action: ${seconds.toFixed(2)} s (target: < 2 s)\n`,
  );
}
