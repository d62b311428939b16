import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Engine } from "scopelock/sandbox-support";
import { PROVIDER_NAMES, PROVIDERS, terraformBinary } from "scopelock/sandbox-support";
import { run } from "./cdktf";
import { cliConfiguration } from "./cli-configuration";
import { mirrorOfDevelopmentBuilds } from "./development-builds";
import { withoutHost } from "./registries";

/** What the sandbox's stack asks for: a mirror may have any version in the range. */
const REQUIRED = Object.fromEntries(
  PROVIDER_NAMES.map((name) => {
    const { source, default: version } = PROVIDERS[name];
    return [name, { source, version }];
  }),
);
/** A development build says no version: it stands in a mirror as the recorded one, which every default range has. */
const VERSIONS = Object.fromEntries(
  PROVIDER_NAMES.map((name) => [PROVIDERS[name].source, PROVIDERS[name].recorded]),
);

/** The real providers in words: what is asked for. */
export const REAL_PROVIDERS = Object.values(REQUIRED)
  .map(({ source, version }) => `${source} ${version}`)
  .join(" and ");

/** Longest wait for a registry or a mirror to answer. Milliseconds. */
const PATIENCE = 120_000;

/** What makes Terraform install providers as it does for the user: his CLI configuration, and a cache. */
export function installation(directory: string, engine: Engine["name"]): Readonly<Record<string, string>> {
  const { text, hasCache, variables } = cliConfiguration(engine);
  const file = mirrorOfDevelopmentBuilds(text, directory, VERSIONS);
  const cache = join(directory, "plugin-cache");
  if (!hasCache) mkdirSync(cache, { recursive: true });
  return {
    ...(!hasCache && {
      TF_PLUGIN_CACHE_DIR: cache,
      // A sandbox has no lock file to break, and each of its stacks would unpack 200 MB again.
      TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE: "true",
    }),
    ...variables,
    ...(file !== undefined && { TF_CLI_CONFIG_FILE: file }),
  };
}

/** What was installed, or what Terraform said instead. */
export type Installed =
  /** `installed`: for example `hashicorp/vault 5.6.0 and mypurecloud/genesyscloud 1.82.0`. */
  { readonly installed: string } | { readonly refused: string };

/**
 * Whether Terraform can install the real providers here, from a mirror or the registry. Tried by doing it: what is
 * installed lands in the plugin cache, where a deploy finds it.
 * @param env with what {@link installation} gave
 * @param patience milliseconds @default 120000
 */
export async function installRealProviders(
  directory: string,
  env: Readonly<Record<string, string>>,
  signal: AbortSignal,
  patience = PATIENCE,
): Promise<Installed> {
  const probe = join(directory, "providers-probe");
  mkdirSync(probe, { recursive: true });
  writeFileSync(join(probe, "main.tf.json"), JSON.stringify({ terraform: { required_providers: REQUIRED } }));
  const timeout = AbortSignal.timeout(patience);
  const options = { cwd: probe, env, signal: AbortSignal.any([signal, timeout]) };
  const terraform = terraformBinary(env);
  try {
    const init = await run(terraform, ["init", "-input=false", "-no-color"], options);
    if (init.code !== 0) return { refused: flat(init.output) };
    const version = await run(terraform, ["version", "-json"], options);
    const { provider_selections } = JSON.parse(version.stdout) as {
      provider_selections: Readonly<Record<string, string>>;
    };
    const selected = Object.entries(provider_selections).map(
      ([address, chosen]) => `${withoutHost(address)} ${chosen}`,
    );
    return { installed: selected.sort().join(" and ") };
  } catch (error) {
    if (!timeout.aborted || signal.aborted) throw error;
    return { refused: `No registry or mirror answered within ${patience / 1000} seconds.` };
  }
}

/** Terraform's first error on one line, without its box, and without what it says to run in the probe's directory. */
function flat(output: string): string {
  const text = output.replace(/[│╷╵\s]+/g, " ").trim();
  return /Error: (.+?)(?= Error: | To see which modules|$)/.exec(text)?.[1] ?? text;
}
