import type { Calls, VaultCall } from "./calls";
import type { ResourceType } from "./resource-type";

/** Settings of the tokens that a role gives, and where the role is. */
const USES = ["namespace", "backend", "role_name", "token_policies", "token_ttl", "token_max_ttl"];

const CALLS = {
  read: ["read auth/{auth}/role/{role}"],
  create: ["create auth/{auth}/role/{role}"],
  update: ["update auth/{auth}/role/{role}"],
  delete: ["delete auth/{auth}/role/{role}"],
} as const satisfies Calls<VaultCall>;

/** Never its secret ids: the operator of the reader makes them. */
export const appRole = {
  type: "vault_approle_auth_backend_role",
  label: "AppRole role in Vault",
  uses: [...USES, "token_bound_cidrs", "secret_id_bound_cidrs", "secret_id_num_uses", "secret_id_ttl"],
  calls: { ...CALLS, read: [...CALLS.read, "read auth/{auth}/role/{role}/role-id"] },
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
} as const satisfies ResourceType<VaultCall>;

export const jwtRole = {
  type: "vault_jwt_auth_backend_role",
  label: "JWT role in Vault",
  uses: [...USES, "role_type", "user_claim", "bound_audiences", "bound_claims", "bound_claims_type"],
  calls: CALLS,
} as const satisfies ResourceType<VaultCall>;
