import type { HttpMethod, Probe } from "../action";
import type { Permission, UserGrantType } from "../permission";

/** What one stack deploys, as far as commands after synth need it. No secret is in it. */
export interface Deployment {
  readonly integrations: readonly DeployedIntegration[];
  /** Clients of grants that act for a user. */
  readonly clients: readonly DeployedClient[];
}

/** A {@link Deployment}, and how its stack connects. */
export interface ConnectedDeployment extends Deployment {
  /** Whether the stack's vault provider makes a child token of the token that it is given. */
  readonly makesChildToken: boolean;
}

/** One integration's part of a {@link Deployment}. */
export interface DeployedIntegration {
  readonly environment: string;
  /** The integration's name below the environment, in Vault and in names. */
  readonly id: string;
  /** The integration's name in Genesys Cloud. */
  readonly name: string;
  readonly mount: DeployedMount;
  /** What its actions need: exactly what its role grants, unless {@link role} is an existing one. */
  readonly permissions: readonly Permission[];
  /** Version of the catalogue that they were derived from. */
  readonly catalog: string;
  /** ISO date that nothing in it is older than. @default - not known */
  readonly catalogAsOf?: string | undefined;
  /** Sorted by name. */
  readonly actions: readonly DeployedAction[];
  /** The generation whose secret Vault serves. */
  readonly generation: number;
  /** Names of the Vault policies that the stack writes for the readers of the secret. */
  readonly readerPolicies: readonly string[];
  /** Roles of auth methods that the stack makes for them. */
  readonly readerRoles: readonly DeployedReaderRole[];
  /** Where the role is granted. */
  readonly divisions: readonly DeployedDivision[];
  /** The role that is granted. */
  readonly role: DeployedRole;
}

/** The part of a {@link DeployedIntegration} that decides what the identities around it must hold. */
export type IdentityIntegration = Pick<
  DeployedIntegration,
  "environment" | "id" | "mount" | "permissions" | "readerPolicies" | "readerRoles"
> & {
  readonly divisions: readonly Pick<DeployedDivision, "lookup">[];
  readonly role: Pick<DeployedRole, "lookup">;
};

/** One client of a grant that acts for a user, as part of a {@link Deployment}. */
export interface DeployedClient {
  readonly environment: string;
  /** Its name below the environment, in Vault and in names. */
  readonly id: string;
  readonly grant: UserGrantType;
  /** Sorted. */
  readonly scopes: readonly string[];
  /** Where its secret is kept. @default - nowhere, nobody uses it */
  readonly secret?: DeployedSecret | undefined;
}

/** A secret that a stack writes for a {@link DeployedClient}. */
export type DeployedSecret = Pick<
  DeployedIntegration,
  "mount" | "generation" | "readerPolicies" | "readerRoles"
>;

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
  /** Namespace of Vault that it is in, below the provider's own. @default - the provider's own */
  readonly namespace?: string | undefined;
}

/** Auth methods of Vault in which a stack can own a role. */
export const AUTH_METHODS = ["approle", "kubernetes", "jwt"] as const;

/** A role of an auth method, made by a stack for a reader. */
export interface DeployedReaderRole {
  readonly method: (typeof AUTH_METHODS)[number];
  /** Path of the auth method, without slashes at the ends. */
  readonly mount: string;
  readonly name: string;
}

/** The role that an integration's client is granted, by what a stack finds it with. */
export type DeployedRole =
  /** The stack makes it, with exactly the permissions that are needed. */
  | { readonly lookup: "owned" }
  /** Somebody else's: what it grants is not known here. */
  | { readonly lookup: "named"; readonly name: string; readonly because: string }
  | { readonly lookup: "id"; readonly id: string; readonly because: string };

/** Which division it is, for people. */
export function divisionLabel(division: DeployedDivision): string {
  if (division.lookup === "home") return "the home division";
  if (division.lookup === "named") return `the division "${division.name}"`;
  return division.id === "*" ? "every division (*)" : `the division ${division.id}`;
}

/** The division that a role is granted in, by what a stack finds it with. */
export type DeployedDivision =
  | { readonly lookup: "home" }
  | { readonly lookup: "named"; readonly name: string }
  /** `*` is every division. */
  | { readonly lookup: "id"; readonly id: string };
