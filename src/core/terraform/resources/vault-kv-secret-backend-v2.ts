import type { VaultCall } from "./calls";
import type { ResourceType } from "./resource-type";
import { VAULT_COMMON } from "./reviewed";

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
  attributes: {
    ...VAULT_COMMON,
    mount: { judgedBy: "place" },
    max_versions: {
      means: "it sets how many versions of every secret Vault keeps, secrets of an earlier generation too",
      atMost: 10,
      isComputed: true,
    },
    delete_version_after: {
      means: "Vault deletes every version of every secret after that time, even one that is still read",
    },
    cas_required: { means: "where it is true, every write without a version fails", isComputed: true },
  },
} as const satisfies ResourceType<VaultCall>;
