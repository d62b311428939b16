import type { VaultCall } from "./calls";
import type { ResourceType } from "./resource-type";

/** The settings of a KV version 2 secrets engine. */
export const kvSettings = {
  type: "vault_kv_secret_backend_v2",
  label: "settings of the secrets engine in Vault",
  uses: ["namespace", "mount", "max_versions"],
  calls: {
    read: ["read {mount}/config"],
    create: ["update {mount}/config"],
    update: ["update {mount}/config"],
  },
} as const satisfies ResourceType<VaultCall>;
