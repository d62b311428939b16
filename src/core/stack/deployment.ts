import type { HttpMethod, Probe } from "../action";
import type { Permission, UserGrantType } from "../permission";

/** What one stack deploys, as far as commands after synth need it. No secret is in it. */
export interface Deployment {
  readonly integrations: readonly IntegrationModel[];
  /** Clients of grants that act for a user. */
  readonly clients: readonly ClientModel[];
}

/** A {@link Deployment}, and how its stack connects. */
export interface ConnectedDeployment extends Deployment {
  /** Whether the stack's vault provider makes a child token of the token that it is given. */
  readonly makesChildToken: boolean;
}

/** One integration's part of a {@link Deployment}. */
export interface IntegrationModel {
  readonly environment: string;
  /** The integration's name below the environment, in Vault and in names. */
  readonly id: string;
  /** The integration's name in Genesys Cloud. */
  readonly name: string;
  readonly mount: MountModel;
  /** What its actions need: exactly what its role grants, unless {@link role} is an existing one. */
  readonly permissions: readonly Permission[];
  /** Version of the catalogue that they were derived from. */
  readonly catalog: string;
  /** ISO date that nothing in it is older than. @default - not known */
  readonly catalogAsOf?: string | undefined;
  /** Sorted by name. */
  readonly actions: readonly ActionModel[];
  /** Static actions of Genesys Cloud's that are granted what they need. Sorted by name. @default - none */
  readonly staticActions?: readonly StaticActionModel[] | undefined;
  /** The generation whose secret Vault serves. */
  readonly generation: number;
  /** Names of the Vault policies that the stack writes for the readers of the secret. */
  readonly readerPolicies: readonly string[];
  /** Roles of auth methods that the stack makes for them. */
  readonly readerRoles: readonly ReaderRoleModel[];
  /** Where the role is granted. */
  readonly divisions: readonly DivisionModel[];
  /** The role that is granted. */
  readonly role: RoleModel;
  /** IPv4 addresses and networks that its client may get tokens from. @default - any address */
  readonly allowedIpAddresses?: readonly string[] | undefined;
}

/** The part of a {@link IntegrationModel} that decides what the identities around it must hold. */
export type IdentityIntegration = Pick<
  IntegrationModel,
  "environment" | "id" | "mount" | "permissions" | "readerPolicies" | "readerRoles"
> & {
  readonly divisions: readonly Pick<DivisionModel, "lookup">[];
  readonly role: Pick<RoleModel, "lookup">;
};

/** One client of a grant that acts for a user, as part of a {@link Deployment}. */
export interface ClientModel {
  readonly environment: string;
  /** Its name below the environment, in Vault and in names. */
  readonly id: string;
  readonly grant: UserGrantType;
  /** Sorted. */
  readonly scopes: readonly string[];
  /** Where its secret is kept. @default - nowhere, nobody uses it */
  readonly secret?: SecretModel | undefined;
}

/** A secret that a stack writes for a {@link ClientModel}. */
export type SecretModel = Pick<IntegrationModel, "mount" | "generation" | "readerPolicies" | "readerRoles">;

/** One data action of a {@link IntegrationModel}. */
export interface ActionModel {
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

/** One static action of an {@link IntegrationModel}. */
export type StaticActionModel = Pick<ActionModel, "name" | "permissions" | "alternatives"> & {
  /** What the stack states that it calls. @default - its permissions are stated */
  readonly request?: Pick<ActionModel["request"], "method" | "url"> | undefined;
};

/** All that calls with an integration's client, by what each needs. */
export function callersOf({
  actions,
  staticActions = [],
}: Pick<IntegrationModel, "actions" | "staticActions">): readonly StaticActionModel[] {
  return [...actions, ...staticActions];
}

/** The secrets engine that an integration's secret is in. */
export interface MountModel {
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
export interface ReaderRoleModel {
  readonly method: (typeof AUTH_METHODS)[number];
  /** Path of the auth method, without slashes at the ends. */
  readonly mount: string;
  readonly name: string;
}

/** The role that an integration's client is granted, by what a stack finds it with. */
export type RoleModel =
  /** The stack makes it, with exactly the permissions that are needed. */
  | { readonly lookup: "owned" }
  /** Somebody else's: what it grants is not known here. */
  | { readonly lookup: "named"; readonly name: string; readonly because: string }
  | { readonly lookup: "id"; readonly id: string; readonly because: string };

/** Which division it is, for people. */
export function divisionLabel(division: DivisionModel): string {
  if (division.lookup === "home") return "the home division";
  if (division.lookup === "named") return `the division "${division.name}"`;
  return division.id === "*" ? "every division (*)" : `the division ${division.id}`;
}

/** The division that a role is granted in, by what a stack finds it with. */
export type DivisionModel =
  | { readonly lookup: "home" }
  | { readonly lookup: "named"; readonly name: string }
  /** `*` is every division. */
  | { readonly lookup: "id"; readonly id: string };
