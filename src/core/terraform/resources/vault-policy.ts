import type { VaultCall } from "./calls";
import type { ResourceType } from "./resource-type";
import { VAULT_COMMON } from "./reviewed";

export const policy = {
  type: "vault_policy",
  label: "Vault policy",
  uses: ["namespace", "name", "policy"],
  calls: {
    read: ["read sys/policies/acl/{policy}"],
    create: ["update sys/policies/acl/{policy}"],
    update: ["update sys/policies/acl/{policy}"],
    delete: ["delete sys/policies/acl/{policy}"],
  },
  attributes: {
    ...VAULT_COMMON,
    namespace: { judgedBy: "policy" },
    name: { judgedBy: "policy" },
    policy: { judgedBy: "policy" },
    // Not used with every version that is allowed: since 5.10.
    allow_overwrite: {
      means: "where it is true, a create overwrites a policy of that name that another owner wrote",
      usual: [false],
      isComputed: true,
    },
  },
} as const satisfies ResourceType<VaultCall>;
