import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Engine, requireEngine, ScopelockError, terraformBinary } from "scopelock/sandbox-support";
import { appIn, type DeployedApp, exampleApp } from "./app";
import { cleanEnvironment } from "./clean-environment";
import { Deployer, expectSuccess, type PlannedChange } from "./deploy";
import { GENESYS_VARIABLE } from "./execute-command";
import { type GenesysSandbox, type Seed, startGenesys } from "./genesys";
import { type Answer, GenesysClient } from "./genesys-client";
import { startProviderProcess } from "./providers/process";
import { installation, installRealProviders, REAL_PROVIDERS } from "./real-providers";
import { startVault, type VaultSandbox } from "./vault";

export type { Engine } from "scopelock/sandbox-support";
export { answerRequest } from "./answer-request";
export { runSandboxCommand } from "./command";
export type { PlannedChange } from "./deploy";
export { runExecuteCommand } from "./execute-command";
export {
  type ClientCredentials,
  type DropFault,
  type EditRoleFault,
  type Fault,
  type GenesysOptions,
  type GenesysSandbox,
  type JournalEntry,
  type LatencyFault,
  type MissingPermissionsFault,
  type OperationText,
  type RegenerateSecretFault,
  type Seed,
  type SeededClient,
  type SeededContact,
  type Snapshot,
  type StatusFault,
  startGenesys,
} from "./genesys";
export type { Answer } from "./genesys-client";
export { runGenesysCommand } from "./genesys-command";
export type { VaultSandbox } from "./vault";

/** Which Terraform providers deploy: the real ones, the stand-ins of `src/providers`, or what can be had. */
export type Providers = "real" | "builtin" | "auto";

/** Options of {@link startSandbox}. */
export interface SandboxOptions {
  /** @default "auto" */
  readonly providers?: Providers;
  /** Port of the Genesys Cloud stand-in. @default - a free one */
  readonly port?: number;
  /** What the Genesys Cloud organization holds. @default - two external contacts */
  readonly seed?: Seed;
  /** A JSON file with a seed, which is added first. @default - none */
  readonly seedFile?: string;
  /** Directory of the cdktf app to deploy. @default - the sandbox's own example */
  readonly app?: string;
  /** Told what is going on. @default - silence */
  readonly log?: (line: string) => void;
  /** Ends what is starting. @default - never */
  readonly signal?: AbortSignal;
}

/** Everything on this machine: a Genesys Cloud, a Vault, providers, an environment file. */
export interface Sandbox {
  /** The environment's name, which is the stack's. */
  readonly environment: "sandbox";
  /** A directory of its own, for its owner alone; removed when the sandbox closes. */
  readonly directory: string;
  readonly genesys: GenesysSandbox;
  readonly vault: VaultSandbox;
  readonly providers: "real" | "builtin";
  /** The providers in words, with their versions when they are the real ones. */
  readonly providersAre: string;
  readonly engine: Engine;
  /** The app that is deployed. */
  readonly app: DeployedApp;
  /** What cdktf, Terraform and curl need to reach the sandbox. Holds its throw-away credentials. */
  readonly variables: Readonly<Record<string, string>>;
  /** The whole environment of a child: {@link variables}, and nothing of the user's that could leak in. */
  readonly env: Readonly<Record<string, string>>;
  /**
   * Deploys the app's stack with `cdktf deploy`: the first time, and after every change.
   * @throws {@link ScopelockError} `sandbox/deploy-failed`, with the last lines that cdktf and Terraform printed
   */
  deploy(): Promise<void>;
  /** The changes that a deploy would make, by `cdktf diff`. */
  plan(): Promise<readonly PlannedChange[]>;
  /**
   * Executes a deployed data action, as an Architect flow does.
   * @param action its name in Genesys Cloud
   * @returns the answer of `POST /api/v2/integrations/actions/{actionId}/execute`, also when it is an error
   */
  execute(action: string, input: unknown): Promise<Answer>;
  /** Resolves when a part of it has ended by itself: nothing can be deployed any more. @internal */
  readonly lost: Promise<ScopelockError>;
  /** Stops all that was started, and removes the directory. */
  close(): Promise<void>;
}

/** KV mount of the sandbox's environment. */
export const SANDBOX_MOUNT = "genesys-cloud";

/**
 * Starts everything. When a part fails to start, the parts before it are stopped and nothing stays.
 * @throws {@link ScopelockError} whatever the parts throw, `sandbox/app-missing`, and `sandbox/providers` when the real providers are asked
 * for and cannot be had.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { log = () => {}, signal = new AbortController().signal } = options;
  const app = options.app === undefined ? exampleApp() : appIn(options.app);
  const started: (() => Promise<void> | void)[] = [];
  const ends: Promise<ScopelockError>[] = [];
  const close = async () => {
    for (const stop of started.splice(0).reverse()) await stop();
  };
  try {
    const directory = mkdtempSync(join(tmpdir(), "scopelock-sandbox-"));
    chmodSync(directory, 0o700);
    started.push(() => rmSync(directory, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }));
    const home = join(directory, "home");
    mkdirSync(home);
    // Found from any directory, as Terraform runs in the stack's folder.
    const binary = process.env.TERRAFORM_BINARY_NAME ? { TERRAFORM_BINARY_NAME: terraformBinary() } : {};
    const engine = requireEngine(cleanEnvironment(home, binary));
    log(`${engine.name} ${engine.version}`);

    const genesys = await startGenesys({
      ...(options.port !== undefined && { port: options.port }),
      ...(options.seed !== undefined && { seed: options.seed }),
      ...(options.seedFile !== undefined && { seedFile: options.seedFile }),
    });
    started.push(() => genesys.close());
    log(`Genesys Cloud API stand-in on ${genesys.url}`);
    signal.throwIfAborted();

    const vault = await startVault({ log, home, signal });
    started.push(() => vault.close());
    if (vault.ended) ends.push(vault.ended.then((how) => partEnded("Vault", how)));
    log(`Vault ${vault.version} on ${vault.address} (${vault.origin})`);
    signal.throwIfAborted();

    const environments = join(directory, "environments");
    mkdirSync(environments);
    writeFileSync(join(environments, "sandbox.json"), environmentFile(genesys.url, vault.address, directory));
    const credentials = {
      SCOPELOCK_ENVIRONMENTS: environments,
      [GENESYS_VARIABLE]: genesys.url,
      // cdktf's own options, for every line of any command: a directory of each run's own, because Terraform refuses one that
      // another run's backend has initialized; and no lock file, because the stand-ins of the providers have no checksums.
      CDKTF_OUTPUT: join(directory, "cdktf.out"),
      CDKTF_SKIP_PROVIDER_LOCK: "true",
      VAULT_ADDR: vault.address,
      VAULT_TOKEN: vault.rootToken,
      GENESYSCLOUD_OAUTHCLIENT_ID: genesys.deployer.clientId,
      GENESYSCLOUD_OAUTHCLIENT_SECRET: genesys.deployer.clientSecret,
      // The real provider gets a token for each of 10 pooled clients, and waits 5 minutes for what is gone.
      GENESYSCLOUD_TOKEN_POOL_SIZE: "1",
      GENESYSCLOUD_CUSTOM_RETRY_TIMEOUT: "5s",
      CHECKPOINT_DISABLE: "1",
    };
    const install = installation(directory, engine.name);
    const real =
      options.providers === "builtin"
        ? undefined
        : await realProviders(
            options.providers ?? "auto",
            directory,
            cleanEnvironment(home, { ...binary, ...install }),
            signal,
            log,
          );
    let variables: Record<string, string> = { ...credentials, ...binary, ...(real !== undefined && install) };
    if (real === undefined) {
      const attached = await startProviderProcess({
        sockets: join(directory, "sockets"),
        env: cleanEnvironment(home, credentials),
        // Where Terraform would start a provider: the stack's folder.
        cwd: join(directory, "cdktf.out", "stacks", "sandbox"),
      });
      started.push(() => attached.close());
      ends.push(attached.ended.then((how) => partEnded("The provider stand-ins", how)));
      variables = { ...variables, TF_REATTACH_PROVIDERS: attached.reattach };
    }
    const providersAre = real === undefined ? "the provider stand-ins, attached" : `${real}, the real ones`;
    log(`Terraform providers: ${providersAre}`);
    signal.throwIfAborted();
    const caller = new GenesysClient(genesys);
    const sandbox: Sandbox = {
      environment: "sandbox",
      directory,
      genesys,
      vault,
      providers: real === undefined ? "builtin" : "real",
      providersAre,
      engine,
      app,
      variables,
      env: cleanEnvironment(home, variables),
      deploy: async () => expectSuccess("cdktf deploy", await deployer.deploy()),
      plan: () => deployer.plan(),
      execute: (action, input) => caller.execute(action, input),
      lost: Promise.race(ends),
      close,
    };
    const deployer = new Deployer(sandbox, signal);
    return sandbox;
  } catch (error) {
    await close();
    throw error;
  }
}

/** @param how its exit code, or the signal */
function partEnded(part: string, how: string): ScopelockError {
  return new ScopelockError({
    id: "sandbox/part-ended",
    what: `${part} ended (${how}).`,
    where: "scopelock sandbox",
    why: "Nothing can be deployed to the sandbox without that process.",
    fix: "Start the sandbox again; close the terminals that have its variables.",
  });
}

/** The real providers with their versions; `undefined` where there are none and none need be. */
async function realProviders(
  wanted: "real" | "auto",
  directory: string,
  env: Readonly<Record<string, string>>,
  signal: AbortSignal,
  log: (line: string) => void,
): Promise<string | undefined> {
  log("Looking for the real Terraform providers (mirror or registry) ...");
  const found = await installRealProviders(directory, env, signal);
  if ("installed" in found) return found.installed;
  if (wanted === "auto") return undefined;
  throw noRealProviders("--providers real", "--providers builtin", found.refused);
}

/** The refusal of who asks for the real providers where there are none. @param said by Terraform */
export function noRealProviders(where: string, otherwise: string, said: string): ScopelockError {
  const named = process.env.TF_CLI_CONFIG_FILE;
  const lost = named && !existsSync(named) ? ` TF_CLI_CONFIG_FILE names ${named}, which is not there.` : "";
  return new ScopelockError({
    id: "sandbox/providers",
    what: `Terraform cannot install ${REAL_PROVIDERS} here.`,
    where,
    why: `Neither a Terraform CLI configuration nor the registry offers them.${lost} ${said}`,
    fix: `Name a mirror in a Terraform CLI configuration (TF_CLI_CONFIG_FILE, or .terraformrc in your home directory), or use ${otherwise}.`,
  });
}

/** The sandbox's own environment file: it lives and dies with the sandbox, so no tracked file changes. */
function environmentFile(genesysUrl: string, vaultAddress: string, directory: string): string {
  const { hostname, port } = new URL(genesysUrl);
  return JSON.stringify(
    {
      genesys: { gateway: { protocol: "http", host: hostname, port: Number(port) } },
      vault: { address: vaultAddress, mount: { path: SANDBOX_MOUNT, managed: true, maxVersions: 10 } },
      // Absolute, so that a deploy from any output directory finds the state, and attached providers, which do not run
      // in Terraform's working directory, find the hand-off directory.
      backend: { type: "local", path: join(directory, "state", "sandbox.tfstate") },
      handoffDirectory: join(directory, "handoff"),
      rotation: { live: [1], current: 1 },
    },
    null,
    2,
  );
}
