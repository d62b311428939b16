import type { Capability } from "./vault-policy";

/** What Terraform does with an object. A plan reads; an apply also reads after it created or updated. */
export type Phase = "read" | "create" | "update" | "delete";

/** What a provider calls in each phase; nothing in a phase that is not named. */
export type Calls<Call extends string> = Readonly<Partial<Record<Phase, readonly Call[]>>>;

/** An operation of the Genesys Cloud API, by its id in the catalogue: `<METHOD> <path>`. */
export type OperationId = `${"GET" | "POST" | "PUT" | "PATCH" | "DELETE"} /api/v2/${string}`;

/** A request to Vault, as its policies see it: `<capability> <path>`. */
export type VaultCall = `${Capability} ${string}`;

const DIVISIONS = "/api/v2/authorization/divisions";
const ROLES = "/api/v2/authorization/roles";
const CLIENTS = "/api/v2/oauth/clients";
const CREDENTIALS = "/api/v2/integrations/credentials";
const INTEGRATION = "/api/v2/integrations/{integrationId}";
const ACTIONS = "/api/v2/integrations/actions";

/**
 * What mypurecloud/genesyscloud 1.82.0 calls for each object that a stack may hold, used as scopelock uses it. Source: the
 * provider's code, and its requests as they were seen. A test holds that the catalogue knows each of them.
 */
export const GENESYSCLOUD_CALLS = {
  "provider.genesyscloud": { read: ["GET /api/v2/organizations/me", "GET /api/v2/authorization/products"] },
  "data.genesyscloud_auth_division_home": { read: [`GET ${DIVISIONS}/home`] },
  "data.genesyscloud_auth_division": { read: [`GET ${DIVISIONS}`] },
  "data.genesyscloud_auth_role": { read: [`GET ${ROLES}`] },
  genesyscloud_auth_role: {
    read: [`GET ${ROLES}/{roleId}`],
    create: ["GET /api/v2/authorization/permissions", `POST ${ROLES}`],
    update: ["GET /api/v2/authorization/permissions", `PUT ${ROLES}/{roleId}`],
    delete: [`DELETE ${ROLES}/{roleId}`],
  },
  // With its integration credential. Never updated: a generation does not change (`ignore_changes = all`).
  genesyscloud_oauth_client: {
    read: [`GET ${CLIENTS}/{clientId}`],
    create: ["GET /api/v2/tokens/me", `POST ${CLIENTS}`, `POST ${CREDENTIALS}`],
    // Set to inactive before it goes.
    delete: [
      `GET ${CREDENTIALS}/{credentialId}`,
      `DELETE ${CREDENTIALS}/{credentialId}`,
      `PUT ${CLIENTS}/{clientId}`,
      `DELETE ${CLIENTS}/{clientId}`,
    ],
  },
  // Of a grant that acts for a user: no integration credential, so it is updated in place.
  "genesyscloud_oauth_client.user": {
    read: [`GET ${CLIENTS}/{clientId}`],
    create: ["GET /api/v2/tokens/me", `POST ${CLIENTS}`],
    update: [`PUT ${CLIENTS}/{clientId}`],
    delete: [`PUT ${CLIENTS}/{clientId}`, `DELETE ${CLIENTS}/{clientId}`],
  },
  genesyscloud_integration: {
    read: [`GET ${INTEGRATION}`, `GET ${INTEGRATION}/config/current`],
    create: ["POST /api/v2/integrations", `PUT ${INTEGRATION}/config/current`, `PATCH ${INTEGRATION}`],
    update: [`PUT ${INTEGRATION}/config/current`, `PATCH ${INTEGRATION}`],
    delete: [`DELETE ${INTEGRATION}`],
  },
  genesyscloud_integration_action: {
    read: [`GET ${ACTIONS}/{actionId}`, `GET ${ACTIONS}/{actionId}/templates/{fileName}`],
    create: [`POST ${ACTIONS}`],
    update: [`PATCH ${ACTIONS}/{actionId}`],
    delete: [`DELETE ${ACTIONS}/{actionId}`],
  },
} as const satisfies Readonly<Record<string, Calls<OperationId>>>;

/** An object of the genesyscloud provider that a stack may hold. */
export type GenesyscloudObject = keyof typeof GENESYSCLOUD_CALLS;

/** A role of an auth method. */
const AUTH_ROLE = {
  read: ["read auth/{auth}/role/{role}"],
  create: ["create auth/{auth}/role/{role}"],
  update: ["update auth/{auth}/role/{role}"],
  delete: ["delete auth/{auth}/role/{role}"],
} as const satisfies Calls<VaultCall>;

/**
 * What hashicorp/vault 5.6.0 calls for each object that a stack may hold, used as scopelock uses it. `{mount}`,
 * `{secret}`, `{manifest}`, `{policy}`, `{auth}` and `{role}` stand for their names. Source: the provider's code, with
 * vault/api 1.22.0; which writes are a `create` is the engine's or the auth method's own check (vault-plugin-secrets-kv
 * 0.25.0; the role paths of approle, kubernetes and jwt have one each).
 */
export const VAULT_CALLS = {
  // GET sys/seal-status needs no policy.
  "provider.vault": { read: ["read auth/token/lookup-self"] },
  // Unless `skip_child_token` is set it goes on with a token that it makes: with the policies of its own, for 20 minutes.
  "provider.vault.child_token": { read: ["update auth/token/create"] },
  // Never renamed in place: `sys/remount` moves any engine of that Vault, and the secrets' names hang on the path.
  vault_mount: {
    read: ["read sys/mounts/{mount}"],
    create: ["update sys/mounts/{mount}"],
    update: ["update sys/mounts/{mount}/tune"],
    delete: ["delete sys/mounts/{mount}"],
  },
  vault_kv_secret_backend_v2: {
    read: ["read {mount}/config"],
    create: ["update {mount}/config"],
    update: ["update {mount}/config"],
  },
  // Of an engine that the stack does not make: of what kind it is (which takes no rule of its own: whoever may do anything
  // below a mount may ask), and its settings.
  "data.vault_kv_secret": { read: ["read {mount}/config"] },
  // Written and never read back (`disable_read`); destroyed with all its versions.
  "vault_kv_secret_v2.secret": {
    create: ["create {mount}/data/{secret}"],
    update: ["update {mount}/data/{secret}"],
    delete: ["delete {mount}/metadata/{secret}"],
  },
  // Key names, no values.
  "data.vault_kv_secret_subkeys_v2": { read: ["read {mount}/subkeys/{secret}"] },
  // Which engine it is in, it asks first: GET sys/internal/ui/mounts needs no policy of its own, Vault answers whoever may do
  // something in the mount. Destroyed with all its versions.
  vault_generic_secret: {
    read: ["read {mount}/data/{manifest}"],
    create: ["create {mount}/data/{manifest}"],
    update: ["update {mount}/data/{manifest}"],
    delete: ["delete {mount}/metadata/{manifest}"],
  },
  vault_policy: {
    read: ["read sys/policies/acl/{policy}"],
    create: ["update sys/policies/acl/{policy}"],
    update: ["update sys/policies/acl/{policy}"],
    delete: ["delete sys/policies/acl/{policy}"],
  },
  // Never its secret ids: whoever runs the reader makes them.
  vault_approle_auth_backend_role: {
    ...AUTH_ROLE,
    read: [...AUTH_ROLE.read, "read auth/{auth}/role/{role}/role-id"],
  },
  vault_kubernetes_auth_backend_role: AUTH_ROLE,
  vault_jwt_auth_backend_role: AUTH_ROLE,
} as const satisfies Readonly<Record<string, Calls<VaultCall>>>;

/** An object of the vault provider that a stack may hold. */
export type VaultObject = keyof typeof VAULT_CALLS;
