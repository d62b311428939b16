import type { HttpMethod } from "./data-action";
import type { Permission } from "./permission";
import type { Probe } from "./probe";

/** What one stack deploys, as far as commands after synth need it. No secret is in it. */
export interface Deployment {
  readonly integrations: readonly DeployedIntegration[];
}

/** One integration's part of a {@link Deployment}. */
export interface DeployedIntegration {
  readonly environment: string;
  /** The integration's name below the environment, in Vault and in names. */
  readonly id: string;
  /** The integration's name in Genesys Cloud. */
  readonly name: string;
  readonly mount: DeployedMount;
  /** Exactly what its role grants. */
  readonly permissions: readonly Permission[];
  /** Version of the catalogue that they were derived from. */
  readonly catalog: string;
  /** Sorted by name. */
  readonly actions: readonly DeployedAction[];
  /** The generation whose secret Vault serves. */
  readonly generation: number;
  /** Names of the Vault policies that the stack writes for the readers of the secret. */
  readonly readerPolicies: readonly string[];
  readonly division: DeployedDivision;
}

/** The part of a {@link DeployedIntegration} that decides what the identities around it must hold. */
export type GuardedIntegration = Pick<
  DeployedIntegration,
  "environment" | "id" | "mount" | "permissions" | "readerPolicies"
> & { readonly division: Pick<DeployedDivision, "lookup"> };

/** One data action of a {@link DeployedIntegration}. */
export interface DeployedAction {
  readonly name: string;
  readonly request: {
    readonly method: HttpMethod;
    /** Velocity template. */
    readonly url: string;
    readonly headers?: Readonly<Record<string, string>> | undefined;
    readonly body?: string | undefined;
  };
  /** Granted for it. */
  readonly permissions: readonly Permission[];
  /** Would have done as well. */
  readonly alternatives: readonly Permission[];
  /** How it can be tried without harm. @default - it cannot */
  readonly probe?: Probe | undefined;
}

/** The secrets engine that an integration's secret is in. */
export interface DeployedMount {
  /** Without slashes at the ends. */
  readonly path: string;
  /** Whether the stack makes it. */
  readonly managed: boolean;
}

/** The division that a role is granted in, by what a stack finds it with. */
export type DeployedDivision =
  | { readonly lookup: "home" }
  | { readonly lookup: "named"; readonly name: string }
  /** `*` is every division. */
  | { readonly lookup: "id"; readonly id: string };
