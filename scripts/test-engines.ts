/**
 * `npm run test:engines`: the e2e tests of the chain, of faults and of reviews on every engine that is there: what `TERRAFORM_BINARY_NAME`
 * names, `terraform` on PATH, those in `SCOPELOCK_ENGINES`, and, where Go is, OpenTofu. `SCOPELOCK_E2E_PROVIDERS` says on which providers.
 * Arguments name other test files.
 */
import { spawn } from "node:child_process";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import Table from "cli-table3";
import { enginesHere, noEngine } from "../packages/sandbox/src/engines";
import { goIsThere } from "../packages/sandbox/src/go";
import { buildOpenTofu, OPENTOFU_VERSION } from "../packages/sandbox/src/opentofu";
import { ScopelockError } from "../src/core/diagnostic/error";
import { type Engine, engineOf } from "../src/process/engine";

const ROOT = join(__dirname, "..");
const FILES = ["chain", "faults", "review"].map((name) => `__tests__/e2e/${name}.test.ts`);
const VITEST = join(dirname(require.resolve("vitest/package.json")), "vitest.mjs");

/** What came of an engine's run. */
interface Outcome {
  readonly engine: Engine;
  /** `e2e ran on ...`; empty when nothing ran. */
  readonly ranOn: string;
  /** `N passed, N failed, N skipped`. */
  readonly counts: string;
  readonly passed: boolean;
}

async function engines(): Promise<readonly Engine[]> {
  const here = enginesHere();
  if (here.some(({ name, version }) => name === "OpenTofu" && version === OPENTOFU_VERSION)) return here;
  if (!goIsThere()) {
    console.log("OpenTofu is not built: there is no Go on PATH.");
    if (here.length > 0) return here;
    throw noEngine();
  }
  const built = engineOf(await buildOpenTofu(console.log));
  return built === undefined ? here : [...here, built];
}

async function test(engine: Engine, files: readonly string[]): Promise<Outcome> {
  const { name, version, binary } = engine;
  console.log(`\n${name} ${version} (${binary})`);
  const child = spawn(process.execPath, [VITEST, "run", "--project", "e2e", ...files], {
    cwd: ROOT,
    env: { ...process.env, TERRAFORM_BINARY_NAME: binary },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const stop = () => child.kill();
  process.once("SIGINT", stop).once("SIGTERM", stop);
  const lines: string[] = [];
  createInterface({ input: child.stdout }).on("line", (line) => {
    console.log(line);
    lines.push(line);
  });
  const code = await new Promise((done, fail) => child.once("error", fail).once("close", done));
  process.off("SIGINT", stop).off("SIGTERM", stop);
  const counts = lines.filter((line) => /^\d+ passed, \d+ failed, \d+ skipped$/.test(line)).at(-1) ?? "";
  const ranOn = lines.filter((line) => line.startsWith("e2e ran on ")).at(-1) ?? "";
  // What was not run proves nothing of the engine.
  const passed = code === 0 && /^[1-9]\d* passed, 0 failed, 0 skipped$/.test(counts);
  return { engine, ranOn: ranOn.replace("e2e ran on ", ""), counts: counts || `ended with ${code}`, passed };
}

async function main(files: readonly string[]): Promise<void> {
  const found = await engines();
  console.log(`Engines: ${found.map(({ name, version }) => `${name} ${version}`).join(", ")}`);
  const outcomes: Outcome[] = [];
  for (const engine of found) outcomes.push(await test(engine, files.length > 0 ? files : FILES));
  const table = new Table({ head: ["engine", "ran on", "tests"], style: { head: [], border: [] } });
  for (const { engine, ranOn, counts } of outcomes)
    table.push([`${engine.name} ${engine.version}`, ranOn || "-", counts]);
  console.log(`\n${table}`);
  if (outcomes.some(({ passed }) => !passed)) process.exitCode = 1;
}

main(process.argv.slice(2)).catch((error) => {
  if (!ScopelockError.is(error))
    console.error(`test-engines: ${error instanceof Error ? error.message : error}`);
  else console.error(error.message);
  process.exit(1);
});
