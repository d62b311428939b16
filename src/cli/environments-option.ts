import { Option } from "commander";

/** `--environments <directory>`. */
export function environmentsOption(): Option {
  return new Option("--environments <directory>", "directory of the environment files")
    .env("SCOPELOCK_ENVIRONMENTS")
    .default("environments");
}
