import { ScopelockError } from "../core/diagnostic";
import { type Region, regionEndpoints } from "../core/request";
import { PART } from "../core/stack";
import { parseEnvironment } from "../environment";
import { setEnvironment } from "./environment-file";

/** What an app is asked for. */
export interface Settings {
  /** Name of the first environment. */
  readonly environment: string;
  readonly region: Region;
  /** Address of the Vault. */
  readonly vault: string;
}

/** What is taken where nothing is given. The address is a placeholder. */
export const DEFAULTS: Settings = {
  environment: "dev",
  region: "eu-west-1",
  vault: "https://vault.example.com:8200",
};

/**
 * A name that an environment can have.
 * @throws {@link ScopelockError} `environment/name`
 */
export function checkEnvironment(name: string): string {
  if (PART.test(name)) return name;
  throw new ScopelockError({
    id: "environment/name",
    what: `"${name}" cannot name an environment.`,
    where: "--environment",
    why: "The name is the stack's, and part of Vault paths and policy names.",
    fix: "Use lower-case letters, digits and single hyphens, for example dev or eu-prod.",
  });
}

/**
 * A region of Genesys Cloud.
 * @throws {@link ScopelockError} `region/unknown`
 */
export function checkRegion(region: string): Region {
  // The check is what makes it one.
  const given = region as Region;
  ScopelockError.locate("--region", () => regionEndpoints(given));
  return given;
}

/**
 * An address of a Vault, as an environment file takes it.
 * @throws {@link ScopelockError} what reading the file would throw.
 */
export function checkVault(vault: string): string {
  ScopelockError.locate("--vault", () =>
    parseEnvironment("environments/dev.json", setEnvironment({ ...DEFAULTS, vault })),
  );
  return vault;
}
