import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { run } from "./cdktf";

/** The versions that the bindings are made of. */
const PROVIDERS = {
  vault: { source: "hashicorp/vault", version: "5.6.0" },
  genesyscloud: { source: "mypurecloud/genesyscloud", version: "1.82.0" },
};

/** Longest wait for a registry to answer. Milliseconds. */
const PATIENCE = 120_000;

/** The user's Terraform CLI configuration, where there is one: it may name a mirror. */
export function cliConfiguration(): Record<string, string> {
  const file = process.env.TF_CLI_CONFIG_FILE ?? join(homedir(), ".terraformrc");
  return existsSync(file) ? { TF_CLI_CONFIG_FILE: file } : {};
}

/**
 * Whether Terraform can install the real providers here, from a mirror or the registry. Tried by doing it: what is
 * installed lands in the plugin cache below the sandbox's own directory, where the deploy finds it.
 */
export async function realProvidersAreThere(
  directory: string,
  env: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<boolean> {
  const probe = join(directory, "providers-probe");
  mkdirSync(probe, { recursive: true });
  writeFileSync(
    join(probe, "main.tf.json"),
    JSON.stringify({ terraform: { required_providers: PROVIDERS } }),
  );
  const patience = AbortSignal.timeout(PATIENCE);
  try {
    const terraform = env.TERRAFORM_BINARY_NAME ?? "terraform";
    const options = { cwd: probe, env, signal: AbortSignal.any([signal, patience]) };
    return (await run(terraform, ["init", "-input=false", "-no-color"], options)).code === 0;
  } catch (error) {
    if (patience.aborted && !signal.aborted) return false;
    throw error;
  }
}
