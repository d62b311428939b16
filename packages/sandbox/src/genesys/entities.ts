import type { Json } from "scopelock/sandbox-support";
import type { RateWindow } from "./rate-limit";

/** A division: where grants count and objects live. */
export interface Division {
  readonly id: string;
  name: string;
  description: string;
  readonly homeDivision: boolean;
}

/** A policy of a role; `*` stands for every entity, or every action. */
export interface PermissionPolicy {
  readonly domain: string;
  readonly entityName: string;
  readonly actionSet: readonly string[];
  readonly resourceConditionNode?: unknown;
}

/** A role. */
export interface Role {
  readonly id: string;
  name: string;
  description: string;
  defaultRoleId?: string;
  permissions: readonly string[];
  permissionPolicies: readonly PermissionPolicy[];
}

/** A role given in a division; `*` is every division. */
export interface RoleDivision {
  readonly roleId: string;
  readonly divisionId: string;
}

/** An OAuth client. */
export interface OAuthClient {
  readonly id: string;
  secret: string;
  name: string;
  description: string;
  /** 300 to 172800 (38880000 for SCIM). */
  accessTokenValiditySeconds: number;
  authorizedGrantType: string;
  state: "active" | "inactive" | "disabled";
  registeredRedirectUri: readonly string[];
  scope: readonly string[];
  /** IPv4 addresses and networks that get its tokens. @default - any address */
  allowedIpAddresses?: readonly string[];
  roleDivisions: readonly RoleDivision[];
}

/** An access token; found by its value. */
export interface Token {
  readonly clientId: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
  /** Requests with this token. The platform limits them for each token. */
  readonly requests: RateWindow;
}

/** An integration credential. */
export interface Credential {
  readonly id: string;
  name: string;
  type: { readonly name: string };
  credentialFields: Readonly<Record<string, string>>;
}

/** Configuration of an integration. */
export interface IntegrationConfig {
  readonly name: string;
  readonly version: number;
  readonly notes: string;
  readonly properties: Readonly<Record<string, Json>>;
  readonly advanced: Readonly<Record<string, Json>>;
  readonly credentials: Readonly<Record<string, { readonly id: string }>>;
}

/** An integration. */
export interface Integration {
  readonly id: string;
  readonly integrationType: { readonly id: string };
  intendedState: "ENABLED" | "DISABLED";
  config: IntegrationConfig;
}

/** Configuration of a data action, as sent. */
export interface ActionConfig {
  readonly timeoutSeconds?: number | undefined;
  readonly request?:
    | {
        readonly requestUrlTemplate?: string | undefined;
        readonly requestTemplate?: string | undefined;
        readonly requestType?: string | undefined;
        readonly headers?: Readonly<Record<string, string>> | undefined;
      }
    | undefined;
  readonly response?:
    | {
        readonly translationMap?: Readonly<Record<string, string>> | undefined;
        readonly translationMapDefaults?: Readonly<Record<string, string>> | undefined;
        readonly successTemplate?: string | undefined;
      }
    | undefined;
}

/** A published data action. */
export interface Action {
  readonly id: string;
  name: string;
  category: string;
  readonly integrationId: string;
  readonly secure: boolean;
  version: number;
  config: ActionConfig;
  readonly contract: {
    readonly input: { inputSchema?: unknown };
    readonly output: { successSchema?: unknown };
  };
}

/** An external contact. */
export interface Contact {
  readonly id: string;
  readonly division: { readonly id: string };
  readonly firstName: string;
  readonly lastName: string;
  readonly workPhone: { readonly display: string; readonly e164: string };
}
