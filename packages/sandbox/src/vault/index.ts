import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { ScopelockError } from "scopelock/sandbox-support";
import { endOf } from "../child-end";
import { cleanEnvironment } from "../clean-environment";
import { freePort } from "../free-port";
import { goIsThere } from "../go";
import { buildServer, cachedServer, VAULT_VERSION } from "./build";
import { ContainerRuntime } from "./container";
import { health } from "./health";

/** A real Vault server, unsealed, that this sandbox may do anything to. */
export interface VaultSandbox {
  /** For example `http://127.0.0.1:45921`. */
  readonly address: string;
  readonly rootToken: string;
  /** Where it comes from, for people: `vault on PATH`, `built from ...`, `hashicorp/vault by docker`, `SCOPELOCK_SANDBOX_VAULT_ADDR`. */
  readonly origin: string;
  readonly version: string;
  /** Resolves when the server has ended, with its exit code or the signal. @default - somebody else runs it */
  readonly ended?: Promise<string>;
  /** Stops the server, unless somebody else runs it. */
  close(): Promise<void>;
}

/** Options of {@link startVault}. */
export interface VaultOptions {
  /** Told what is going on. @default - silence */
  readonly log?: (line: string) => void;
  /** Home directory of the child. @default - the system's directory for temporary files */
  readonly home?: string;
  /** Ends the search for a way. @default - it goes on to its end */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Starts a real Vault on a free loopback port, in memory: the server that `SCOPELOCK_SANDBOX_VAULT_ADDR` names (with
 * `SCOPELOCK_SANDBOX_VAULT_TOKEN`), else `vault` on PATH in dev mode, else one that was built before, else the official image
 * by docker or podman, else one built from the public Go module. Never the one that `VAULT_ADDR` happens to name.
 *
 * @throws {@link ScopelockError} `sandbox/vault-unreachable`, `sandbox/vault-sealed`, `sandbox/vault-remote`,
 * `sandbox/vault-token` for a named server; `sandbox/vault-missing` when none of the ways is open;
 * `sandbox/vault-build` when the build fails.
 */
export async function startVault({
  log = () => {},
  home = tmpdir(),
  signal,
}: VaultOptions = {}): Promise<VaultSandbox> {
  const named = process.env.SCOPELOCK_SANDBOX_VAULT_ADDR;
  if (named) return useNamed(named);
  if (spawnSync("vault", ["version"], { stdio: "ignore", env: cleanEnvironment(home) }).status === 0)
    return startDevMode(home);
  if (existsSync(cachedServer())) return startBuilt(home, log);
  for (const runtime of ContainerRuntime.all(home, log, signal))
    try {
      return await runtime.startVault();
    } catch (error) {
      signal?.throwIfAborted();
      log(`${(error as Error).message} Another way to a Vault is tried.`);
    }
  if (goIsThere()) return startBuilt(home, log);
  throw new ScopelockError({
    id: "sandbox/vault-missing",
    what: "There is no Vault to run.",
    why: "The sandbox runs a real Vault server. It looks for SCOPELOCK_SANDBOX_VAULT_ADDR, then for vault on PATH, then for a server that it has built before, then for docker or podman, then for Go to build one.",
    fix: `Do one of four: install vault (${VAULT_VERSION} or later); start docker or podman; install Go 1.25 or later; set SCOPELOCK_SANDBOX_VAULT_ADDR and SCOPELOCK_SANDBOX_VAULT_TOKEN to a throw-away Vault on this machine.`,
  });
}

async function useNamed(address: string): Promise<VaultSandbox> {
  const where = "SCOPELOCK_SANDBOX_VAULT_ADDR";
  const host = URL.canParse(address) ? new URL(address).hostname : undefined;
  if (!host || !["127.0.0.1", "localhost", "[::1]"].includes(host))
    throw new ScopelockError({
      id: "sandbox/vault-remote",
      what: `"${address}" is not the URL of a Vault on this machine.`,
      where,
      why: "The sandbox mounts, writes and deletes as it likes; only a loopback address is certainly not production.",
      fix: "Name a throw-away server, for example http://127.0.0.1:8200, or unset the variable to have one started.",
    });
  const version = await health(address, where);
  const rootToken = process.env.SCOPELOCK_SANDBOX_VAULT_TOKEN;
  const held = rootToken
    ? await fetch(`${address}/v1/auth/token/lookup-self`, { headers: { "X-Vault-Token": rootToken } })
    : undefined;
  if (!rootToken || !held?.ok)
    throw new ScopelockError({
      id: "sandbox/vault-token",
      what: rootToken ? "The Vault does not know the token." : "The Vault is named, but no token for it.",
      where: "SCOPELOCK_SANDBOX_VAULT_TOKEN",
      fix: "Set it to a token of that Vault that may mount secrets engines and write policies.",
    });
  return { address, rootToken, version, origin: where, close: async () => {} };
}

async function startDevMode(home: string): Promise<VaultSandbox> {
  const address = `127.0.0.1:${await freePort()}`;
  const rootToken = randomUUID();
  // The token travels in the environment: arguments are everybody's to read.
  const child = spawn("vault", ["server", "-dev", "-dev-no-store-token", `-dev-listen-address=${address}`], {
    stdio: ["ignore", "ignore", "pipe"],
    env: cleanEnvironment(home, { VAULT_DEV_ROOT_TOKEN_ID: rootToken }),
  });
  const stop = stopper(child);
  const ended = endOf(child);
  const url = `http://${address}`;
  for (let attempt = 0; ; attempt += 1) {
    try {
      const version = await health(url, "vault server -dev");
      return { address: url, rootToken, version, origin: "vault on PATH, dev mode", ended, close: stop };
    } catch (error) {
      if (attempt < 100 && child.exitCode === null) await sleep(100);
      else {
        await stop();
        throw error;
      }
    }
  }
}

async function startBuilt(home: string, log: (line: string) => void): Promise<VaultSandbox> {
  let binary: string;
  try {
    binary = await buildServer(log);
  } catch (error) {
    throw new ScopelockError({
      id: "sandbox/vault-build",
      what: `Vault could not be built from its Go module: ${(error as Error).message}`,
      why: "It needs Go 1.25 or later and a Go module proxy.",
      fix: "Correct that, or install vault on PATH, or start docker or podman, or name a throw-away one with SCOPELOCK_SANDBOX_VAULT_ADDR and SCOPELOCK_SANDBOX_VAULT_TOKEN.",
    });
  }
  // Standard input stays open for as long as this process lives; the server ends with it.
  const child = spawn(binary, [], { stdio: ["pipe", "pipe", "ignore"], env: cleanEnvironment(home) });
  const stop = stopper(child);
  const ended = endOf(child);
  const line = await new Promise<string | undefined>((resolve) => {
    createInterface({ input: child.stdout }).once("line", resolve);
    child.once("close", () => resolve(undefined));
    child.once("error", () => resolve(undefined));
  });
  if (line === undefined)
    throw new ScopelockError({
      id: "sandbox/vault-start",
      what: `The built Vault server ended before it was ready, with code ${child.exitCode}.`,
      where: binary,
      fix: "Delete that file, so that it is built anew.",
    });
  const { address, rootToken } = JSON.parse(line) as { address: string; rootToken: string };
  const origin = `built from github.com/hashicorp/vault v${VAULT_VERSION}`;
  return { address, rootToken, version: await health(address, origin), origin, ended, close: stop };
}

function stopper(child: ChildProcess): () => Promise<void> {
  const kill = () => child.kill();
  process.once("exit", kill);
  return () =>
    new Promise((resolve) => {
      process.off("exit", kill);
      if (child.exitCode !== null || child.signalCode !== null) return resolve();
      child.once("close", () => resolve());
      child.kill();
    });
}
