import type { Calls, VaultCall } from "./calls";
import type { ResourceType } from "./resource-type";
import { TOKEN_SETTINGS, VAULT_COMMON } from "./reviewed";

/** Settings of the tokens that a role gives, and where the role is. */
const USES = ["namespace", "backend", "role_name", "token_policies", "token_ttl", "token_max_ttl"];

const CALLS = {
  read: ["read auth/{auth}/role/{role}"],
  create: ["create auth/{auth}/role/{role}"],
  update: ["update auth/{auth}/role/{role}"],
  delete: ["delete auth/{auth}/role/{role}"],
} as const satisfies Calls<VaultCall>;

/** Attributes that the roles of every auth method have. */
const ATTRIBUTES = {
  ...VAULT_COMMON,
  ...TOKEN_SETTINGS,
  namespace: { judgedBy: "auth-role" },
  backend: { judgedBy: "auth-role" },
  role_name: { judgedBy: "auth-role" },
} as const;

/** Never its secret ids: the operator of the reader makes them. */
export const appRole = {
  type: "vault_approle_auth_backend_role",
  label: "AppRole role in Vault",
  uses: [...USES, "token_bound_cidrs", "secret_id_bound_cidrs", "secret_id_num_uses", "secret_id_ttl"],
  calls: { ...CALLS, read: [...CALLS.read, "read auth/{auth}/role/{role}/role-id"] },
  attributes: {
    ...ATTRIBUTES,
    bind_secret_id: { judgedBy: "auth-role" },
    secret_id_bound_cidrs: { judgedBy: "auth-role" },
    secret_id_num_uses: { judgedBy: "auth-role" },
    secret_id_ttl: { judgedBy: "auth-role" },
    role_id: { means: "a role id that a person chose can be known beforehand", isComputed: true },
  },
} as const satisfies ResourceType<VaultCall>;

/** Never declared by scopelock. */
export const appRoleSecretId = {
  type: "vault_approle_auth_backend_role_secret_id",
  label: "secret id of an AppRole role in Vault",
  leaks: () => [{ kind: "stored", what: "keeps the secret id in the state" }],
} as const satisfies ResourceType;

export const kubernetesRole = {
  type: "vault_kubernetes_auth_backend_role",
  label: "Kubernetes role in Vault",
  uses: [...USES, "audience", "bound_service_account_names", "bound_service_account_namespaces"],
  calls: CALLS,
  attributes: {
    ...ATTRIBUTES,
    bound_service_account_names: { judgedBy: "auth-role" },
    bound_service_account_namespaces: { judgedBy: "auth-role" },
    audience: { judgedBy: "auth-role" },
    bound_service_account_namespace_selector: {
      means: "namespaces of Kubernetes that have these labels, now or later, are let in",
    },
    alias_name_source: {
      means: "it sets the name by which Vault recognizes a service account",
      usual: ["serviceaccount_uid"],
      isComputed: true,
    },
  },
} as const satisfies ResourceType<VaultCall>;

export const jwtRole = {
  type: "vault_jwt_auth_backend_role",
  label: "JWT role in Vault",
  uses: [...USES, "role_type", "user_claim", "bound_audiences", "bound_claims", "bound_claims_type"],
  calls: CALLS,
  attributes: {
    ...ATTRIBUTES,
    bound_audiences: { judgedBy: "auth-role" },
    bound_subject: { judgedBy: "auth-role" },
    bound_claims: { judgedBy: "auth-role" },
    bound_claims_type: { judgedBy: "auth-role" },
    role_type: {
      means: "another type of role logs in by other means",
      usual: ["jwt", "oidc"],
      isComputed: true,
    },
    user_claim: { means: "it sets the claim by which Vault recognizes a caller", usual: ["sub"] },
    user_claim_json_pointer: { means: "it sets the claim by which Vault recognizes a caller" },
    groups_claim: { means: "callers become members of the groups that their token names" },
    claim_mappings: { means: "templated policies may read what is mapped" },
    allowed_redirect_uris: { means: "logins in a browser are sent there, with their code" },
    oidc_scopes: { means: "the identity provider is asked for more, or less" },
    disable_bound_claims_parsing: { means: "claims are compared by other rules" },
    clock_skew_leeway: { means: "tokens count before they are valid, and after" },
    expiration_leeway: { means: "tokens count after they have expired" },
    not_before_leeway: { means: "tokens count before they are valid" },
    max_age: { means: "it sets how old a login may be" },
    verbose_oidc_logging: { means: "Vault's log shows tokens and claims in clear" },
  },
} as const satisfies ResourceType<VaultCall>;
