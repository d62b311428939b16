import type { Permission } from "./permission";

/** What one stack deploys, as far as it decides what the identities around it must hold. No secret is in it. */
export interface Deployment {
  readonly integrations: readonly DeployedIntegration[];
}

/** One integration's part of a {@link Deployment}. */
export interface DeployedIntegration {
  readonly environment: string;
  /** The integration's name below the environment, in Vault and in names. */
  readonly id: string;
  readonly mount: DeployedMount;
  /** Exactly what its role grants. */
  readonly permissions: readonly Permission[];
  /** Names of the Vault policies that the stack writes for the readers of the secret. */
  readonly readerPolicies: readonly string[];
  readonly division: DivisionLookup;
}

/** The secrets engine that an integration's secret is in. */
export interface DeployedMount {
  /** Without slashes at the ends. */
  readonly path: string;
  /** Whether the stack makes it. */
  readonly managed: boolean;
}

/** How a stack finds the division that a role is granted in: the home division, one by its name, or a given id. */
export type DivisionLookup = "home" | "named" | "id";
