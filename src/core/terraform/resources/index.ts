import type { ProviderName } from "../providers/providers";
import type { Calls, OperationId, VaultCall } from "./calls";
import { homeDivision, namedDivision } from "./genesyscloud-auth-division";
import { existingRole, role } from "./genesyscloud-auth-role";
import { integration } from "./genesyscloud-integration";
import { dataAction } from "./genesyscloud-integration-action";
import { integrationCredential } from "./genesyscloud-integration-credential";
import { oauthClient, USER_GRANT_CALLS } from "./genesyscloud-oauth-client";
import { genesyscloudProvider } from "./genesyscloud-provider";
import type { ResourceType } from "./resource-type";
import type { ReviewedAttributes } from "./reviewed";
import { terraformData } from "./terraform-data";
import { appRole, appRoleSecretId, jwtRole, kubernetesRole } from "./vault-auth-role";
import { genericReading, genericSecret } from "./vault-generic-secret";
import { kvVersion1Secret, mountReading } from "./vault-kv-secret";
import { kvSettings } from "./vault-kv-secret-backend-v2";
import { secret, secretKeys, secretReading } from "./vault-kv-secret-v2";
import { mount } from "./vault-mount";
import { policy } from "./vault-policy";
import { CHILD_TOKEN_CALLS, vaultProvider } from "./vault-provider";
import { token } from "./vault-token";

/** Resource types and data sources of mypurecloud/genesyscloud. */
const GENESYSCLOUD = [
  genesyscloudProvider,
  homeDivision,
  namedDivision,
  existingRole,
  role,
  oauthClient,
  integration,
  dataAction,
  integrationCredential,
] as const;

/** Resource types and data sources of hashicorp/vault. */
const VAULT = [
  vaultProvider,
  mount,
  kvSettings,
  kvVersion1Secret,
  mountReading,
  secret,
  secretKeys,
  secretReading,
  genericSecret,
  genericReading,
  policy,
  appRole,
  appRoleSecretId,
  kubernetesRole,
  jwtRole,
  token,
] as const;

const BY_PROVIDER: Readonly<Record<ProviderName, readonly ResourceType[]>> = {
  genesyscloud: GENESYSCLOUD,
  vault: VAULT,
};

/** Every resource type that is known, by Terraform's name; a data source's begins with `data.`. */
export const RESOURCES: ReadonlyMap<string, ResourceType> = new Map(
  [...GENESYSCLOUD, ...VAULT, terraformData].map((resource) => [resource.type, resource]),
);

/**
 * True if what is given to an attribute of a resource is kept nowhere: by the table where the type is known; for others by the name
 * that providers give write-only attributes. Source: Terraform's plugin framework documentation, "Write-only arguments".
 */
export function isKeptNowhere(type: string, path: string): boolean {
  const known = RESOURCES.get(type);
  return known ? known.writeOnly?.includes(path) === true : /_wo$/.test(path);
}

/** Terraform's name of a resource type that is known; a data source's begins with `data.`. */
export type ResourceTypeName = (typeof GENESYSCLOUD | typeof VAULT)[number]["type"];

/** The types of a provider that the constructs declare. */
export function declaredTypes(provider: ProviderName): readonly ResourceType[] {
  return BY_PROVIDER[provider].filter(({ uses }) => uses !== undefined);
}

/** What a provider calls, by the type of the object. */
type CallsOf<All extends readonly ResourceType[]> = {
  readonly [R in Extract<All[number], { readonly calls: Calls }> as R["type"]]: R["calls"];
};

function callsOf<const All extends readonly ResourceType[]>(types: All): CallsOf<All> {
  return Object.fromEntries(
    types.flatMap(({ type, calls }) => (calls === undefined ? [] : [[type, calls]])),
  ) as CallsOf<All>;
}

/**
 * What mypurecloud/genesyscloud 1.82.0 calls for each object that a stack may hold, used as scopelock uses it. Source: the
 * provider's code, and recordings of its requests. A test holds that the catalogue knows each of them.
 */
export const GENESYSCLOUD_CALLS = {
  ...callsOf(GENESYSCLOUD),
  "genesyscloud_oauth_client.user": USER_GRANT_CALLS,
} satisfies Readonly<Record<string, Calls<OperationId>>>;

/** An object of the genesyscloud provider that a stack may hold. */
export type GenesyscloudObject = keyof typeof GENESYSCLOUD_CALLS;

/**
 * What hashicorp/vault 5.6.0 calls for each object that a stack may hold, used as scopelock uses it. Source: the
 * provider's code, with vault/api 1.22.0. The engine or the auth method itself decides if a write is a `create`
 * (vault-plugin-secrets-kv 0.25.0; the role paths of approle, kubernetes and jwt have one each).
 */
export const VAULT_CALLS = {
  ...callsOf(VAULT),
  "provider.vault.child_token": CHILD_TOKEN_CALLS,
} satisfies Readonly<Record<string, Calls<VaultCall>>>;

/** An object of the vault provider that a stack may hold. */
export type VaultObject = keyof typeof VAULT_CALLS;

/** A type of resource of which the review accounts for every attribute. */
export type ReviewedType =
  | Extract<(typeof GENESYSCLOUD | typeof VAULT)[number], { readonly attributes: ReviewedAttributes }>["type"]
  | "terraform_data";

/** How the review accounts for the attributes of the types that scopelock's constructs make. */
export const REVIEWED: Readonly<Record<ReviewedType, ReviewedAttributes>> = Object.fromEntries(
  [...GENESYSCLOUD, ...VAULT, terraformData].flatMap((resource: ResourceType) =>
    resource.attributes === undefined ? [] : [[resource.type, resource.attributes]],
  ),
) as Record<ReviewedType, ReviewedAttributes>;

/**
 * Types of other providers that only keep a value in the state: nothing outside of Terraform changes. Source: the
 * documentation of hashicorp/random, of which `random_password` is left out, and of hashicorp/time.
 */
export const STATE_ONLY: ReadonlySet<string> = new Set([
  "terraform_data",
  "random_id",
  "random_integer",
  "random_pet",
  "random_shuffle",
  "random_string",
  "random_uuid",
  "time_offset",
  "time_rotating",
  "time_sleep",
  "time_static",
]);
