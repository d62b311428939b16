import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { noRealProviders } from "../../packages/sandbox/src";
import { cleanEnvironment } from "../../packages/sandbox/src/clean-environment";
import { cliConfiguration } from "../../packages/sandbox/src/cli-configuration";
import {
  type Installed,
  installation,
  installRealProviders,
} from "../../packages/sandbox/src/real-providers";
import { startVault } from "../../packages/sandbox/src/vault";
import { ScopelockError } from "../../src/core/diagnostic/error";
import { type Engine, requireEngine } from "../../src/process/engine";
import { lacking } from "../prerequisites";
import { countsLine } from "../summary-reporter";
import { whichProviders } from "./which-providers";

declare module "vitest" {
  export interface ProvidedContext {
    /** What the e2e tests run on, and what they could run on: lines for the end of the output. */
    ranOn: readonly string[];
  }
}

/** Longest wait for an answer to a question that nobody asked. Milliseconds. */
const PATIENCE = 20_000;

/**
 * Gets ready what every e2e test needs, before any of them waits for it: a Vault server, whose build says how far it is, and with
 * `SCOPELOCK_E2E_PROVIDERS=real` the real providers.
 */
export default async function setup(project: TestProject): Promise<() => void> {
  const directory = mkdtempSync(join(tmpdir(), "scopelock-e2e-"));
  const remove = () => rmSync(directory, { recursive: true, force: true });
  try {
    project.provide("ranOn", await ranOn(directory));
  } catch (error) {
    remove();
    if (!ScopelockError.is(error)) throw error;
    // Thrown, it would be printed behind "No test files found".
    console.error(`\n${error.message}\n`);
    console.log(countsLine({ passed: 0, failed: 1, skipped: 0 }));
    process.exit(1);
  }
  return remove;
}

async function ranOn(directory: string): Promise<string[]> {
  const which = whichProviders();
  if (lacking.length > 0) return [];
  const engine = requireEngine();
  const real = which === "real" ? await requireRealProviders(directory, engine) : undefined;
  // OpenTofu warns of a file that is not there in the midst of its JSON, which cdktf then cannot read.
  if (cliConfiguration(engine.name).file === undefined) delete process.env.TF_CLI_CONFIG_FILE;
  const vault = await startVault({ log: console.log });
  await vault.close();
  const on = `${real ?? "the provider stand-ins (SCOPELOCK_E2E_PROVIDERS=builtin)"}, with ${engine.name} ${engine.version} and Vault ${vault.version}`;
  const could = real === undefined ? await offered(directory, engine) : [];
  return [...could, `e2e ran on ${on}`];
}

/** Installs the real providers once for all tests. */
async function requireRealProviders(directory: string, engine: Engine): Promise<string> {
  // The tests' own processes inherit it: some have another home directory.
  Object.assign(process.env, installation(directory, engine.name));
  const found = await install(directory, engine);
  if ("installed" in found) return `${found.installed}, the real ones`;
  throw noRealProviders(
    "SCOPELOCK_E2E_PROVIDERS=real",
    "SCOPELOCK_E2E_PROVIDERS=builtin, which is the default",
    found.refused,
  );
}

/** Whether a CLI configuration offers the real providers; the registry is not asked for what nobody asked for. */
async function offered(directory: string, engine: Engine): Promise<string[]> {
  const configuration = cliConfiguration(engine.name);
  if (!configuration.offersProviders) return [];
  const found = await install(directory, engine, PATIENCE);
  return "installed" in found
    ? [`e2e could run on ${found.installed} (${configuration.file}): SCOPELOCK_E2E_PROVIDERS=real npm test`]
    : [];
}

function install(directory: string, engine: Engine, patience?: number): Promise<Installed> {
  const given = installation(directory, engine.name);
  const env = cleanEnvironment(directory, { TERRAFORM_BINARY_NAME: engine.binary, ...given });
  return installRealProviders(directory, env, new AbortController().signal, patience);
}
