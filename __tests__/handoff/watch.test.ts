import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { endRun, handoffOf, prepareHandoffs, watchHandoffs } from "../../src/handoff/directory";

let project: string;
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), "scopelock-watch-"));
});
afterEach(() => rmSync(project, { recursive: true, force: true }));

const until = async (what: () => boolean) => {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    if (what()) return;
    await sleep(50);
  }
  throw new Error("it did not happen within 10 s");
};

it("sweeps once the run is killed, not before, and ends when the directory is gone", async () => {
  const place = handoffOf(join(project, "cdktf.out"), "dev");
  prepareHandoffs([place]);
  const run = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
  const watcher = spawn(process.execPath, [
    "--import",
    "tsx",
    "src/handoff/watch.ts",
    String(run.pid),
    JSON.stringify([place]),
  ]);
  const ended = new Promise((resolve) => watcher.once("exit", resolve));
  await until(() => existsSync(join(place.directory, `.run-${run.pid}`)));
  const secret = join(place.directory, "3f2b7c1a-0d4e-4b7a-9c55-1f0a2b3c4d5e");
  writeFileSync(secret, "secret");
  await sleep(1_200);
  expect(existsSync(secret)).toBe(true);

  run.kill("SIGKILL");
  await until(() => !existsSync(secret));

  rmSync(project, { recursive: true });
  expect(await ended).toBe(0);
}, 20_000);

it("knows a run from its synth on: the watcher of the run before, which may still sweep, leaves it alone", () => {
  const place = handoffOf(join(project, "cdktf.out"), "dev");
  prepareHandoffs([place]);
  vi.stubEnv("CDKTF_OUTDIR", join(project, "cdktf.out"));
  watchHandoffs([place]);
  vi.unstubAllEnvs();
  expect(endRun(place, 1001)).toBe(false);
});
