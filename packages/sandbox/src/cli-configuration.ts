import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";

/** The user's Terraform CLI configuration: it may say where providers come from. */
export interface CliConfiguration {
  /** The file; `undefined` where there is none. */
  readonly file: string | undefined;
  /** What it says, without whole lines of comment. */
  readonly text: string;
  /** Whether it says where providers are installed from: a mirror, or a development build. */
  readonly offersProviders: boolean;
  /** Whether it, or the environment, names a plugin cache. */
  readonly hasCache: boolean;
  /** What makes Terraform read it, whose home directory is another in the sandbox. */
  readonly variables: Readonly<Record<string, string>>;
}

/** Where Terraform and OpenTofu look when TF_CLI_CONFIG_FILE says nothing. Sources: their pages "CLI Configuration". */
const PLACES =
  process.platform === "win32"
    ? [
        join(process.env.APPDATA ?? homedir(), "tofu.rc"),
        join(process.env.APPDATA ?? homedir(), "terraform.rc"),
      ]
    : [join(homedir(), ".tofurc"), join(homedir(), ".terraformrc")];

/**
 * The CLI configuration that applies here: the file that `TF_CLI_CONFIG_FILE` names, else OpenTofu's own for OpenTofu, else
 * `.terraformrc`; and the plugin cache of `TF_PLUGIN_CACHE_DIR`.
 */
export function cliConfiguration(engine: "Terraform" | "OpenTofu" = "Terraform"): CliConfiguration {
  const named = process.env.TF_CLI_CONFIG_FILE;
  const places = named ? [named] : engine === "OpenTofu" ? PLACES : PLACES.slice(1);
  const file = places.find((place) => existsSync(place));
  const text = file === undefined ? "" : readFileSync(file, "utf8").replace(/^\s*(#|\/\/).*$/gm, "");
  const cache = process.env.TF_PLUGIN_CACHE_DIR;
  const mayBreak = process.env.TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE;
  return {
    file,
    text,
    offersProviders: /\b(filesystem_mirror|network_mirror|dev_overrides)\b/.test(text),
    hasCache: Boolean(cache) || /\bplugin_cache_dir\b/.test(text),
    variables: {
      ...(file !== undefined && { TF_CLI_CONFIG_FILE: resolve(file) }),
      ...(cache && { TF_PLUGIN_CACHE_DIR: resolve(cache) }),
      ...(mayBreak && { TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE: mayBreak }),
    },
  };
}
