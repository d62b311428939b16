import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { Load, loadText } from "../../packages/sandbox/src/steady-load";

it("begins a call when it is due, whatever became of the ones before, and waits for the last", async () => {
  let begun = 0;
  let ended = 0;
  let answer = () => {};
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const load = Load.start(async () => {
    begun += 1;
    await answered;
    ended += 1;
    return undefined;
  }, 50);
  while (begun < 5) await sleep(5);
  expect(ended).toBe(0);
  const stopping = load.stop();
  answer();
  const report = await stopping;
  expect([report.calls, ended]).toEqual([begun, begun]);
  expect(report.failures.size).toBe(0);
});

it("leaves out calls that are due while as many wait as may", async () => {
  let begun = 0;
  let answer = () => {};
  const load = Load.start(
    () => {
      begun += 1;
      return new Promise((resolve) => {
        answer = () => resolve(undefined);
      });
    },
    200,
    1,
  );
  while (begun < 1) await sleep(5);
  // Ten are due meanwhile.
  await sleep(50);
  expect(begun).toBe(1);
  answer();
  while (begun < 2) await sleep(5);
  const stopping = load.stop();
  answer();
  expect((await stopping).calls).toBe(begun);
});

it("counts failures by their reason", async () => {
  let begun = 0;
  const load = Load.start(async () => {
    begun += 1;
    if (begun === 1) throw new Error("no answer");
    return begun <= 3 ? "401" : undefined;
  }, 200);
  while (begun < 6) await sleep(5);
  const report = await load.stop();
  expect([...report.failures]).toEqual([
    ["no answer", 1],
    ["401", 2],
  ]);
  expect(loadText(report)).toMatch(/^\d+ calls in [\d.]+ s, failed: 1 × no answer; 2 × 401 \(p50 /);
  expect(loadText({ ...report, failures: new Map() })).toContain(" 0 failed ");
});
