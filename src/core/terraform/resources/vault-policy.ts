import type { VaultCall } from "./calls";
import type { ResourceType } from "./resource-type";

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
} as const satisfies ResourceType<VaultCall>;
