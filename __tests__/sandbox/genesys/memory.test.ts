import { afterAll, beforeAll, expect, it } from "vitest";
import { MIXED_SEED, type MixedCall, mixedCalls } from "../../../bench/mixed-load";
import { type GenesysSandbox, startGenesys } from "../../../packages/sandbox/src";
import { Journal } from "../../../packages/sandbox/src/genesys/journal";
import { newWindow } from "../../../packages/sandbox/src/genesys/rate-limit";
import { Store } from "../../../packages/sandbox/src/genesys/store";

/* The figure is in `npm run bench`; here is what it rests on, without a clock: nothing grows. */

let genesys: GenesysSandbox;
let calls: readonly MixedCall[];
beforeAll(async () => {
  genesys = await startGenesys({ seed: { ...MIXED_SEED, propagationSeconds: 0.05 } });
  calls = await mixedCalls(genesys.url, genesys.deployer, genesys.credentials("lacking"));
});
afterAll(() => genesys.close());

/** How much the organization holds, but for its tokens. */
function sizes() {
  const { roles, clients, credentials, integrations, actions, contacts, former, logins, answers } =
    genesys.store;
  const all = { roles, clients, credentials, integrations, actions, contacts, logins, answers };
  return {
    ...Object.fromEntries(Object.entries(all).map(([name, { size }]) => [name, size])),
    // A change that has propagated goes with the next one.
    former: former.roles.size < 50 && former.clients.size < 50,
  };
}

it("a load of every kind leaves the organization as large as it was", async () => {
  const round = async () => {
    const answers = await Promise.all(calls.map((call) => call()));
    expect(answers.filter((failure) => failure !== undefined)).toEqual([]);
  };
  // Every client has logged in then.
  await round();
  const before = sizes();
  for (let at = 0; at < 40; at += 1) await round();
  expect(sizes()).toEqual(before);
  expect(genesys.requests.length).toBeGreaterThan(400);
});

it("the journal keeps its newest entries, and no more than twice as many as it promises", () => {
  const journal = new Journal();
  for (let at = 0; at < 50_000; at += 1) journal.add({ method: "GET", path: "x".repeat(5_000), status: 200 });
  expect(journal.entries.length).toBeGreaterThanOrEqual(10_000);
  expect(journal.entries.length).toBeLessThan(20_000);
  expect(journal.entries.at(-1)?.number).toBe(50_000);
  expect(journal.entries[0]?.path).toHaveLength(2_000);
});

it("logins without end keep the newest tokens", () => {
  const store = new Store();
  const token = { clientId: "a", expiresAt: 1, requests: newWindow(0) };
  for (let at = 0; at < 25_000; at += 1) store.addToken(String(at), token);
  expect(store.tokens.size).toBe(10_000);
  expect(store.tokens.has("24999")).toBe(true);
});

it("faults are armed up to a number", () => {
  const arm = () => genesys.faults.add({ fault: "latency", milliseconds: 0 });
  for (let at = 0; at < 1_000; at += 1) arm();
  expect(arm).toThrow("1000 faults are armed");
  genesys.faults.clear();
});
