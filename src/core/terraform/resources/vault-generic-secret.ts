import { text } from "../../diagnostic";
import type { VaultCall } from "./calls";
import type { ResourceType } from "./resource-type";
import { VAULT_COMMON } from "./reviewed";
import { holdsSecret } from "./secret-keys";

/**
 * A secret with nothing write-only: good for text that is not secret, as a manifest is. Destroyed with all its
 * versions. The provider first asks for the engine: GET sys/internal/ui/mounts needs no policy of its own, Vault
 * answers an identity that may do something in the mount.
 */
export const genericSecret = {
  type: "vault_generic_secret",
  label: "entry in Vault",
  uses: ["namespace", "path", "data_json", "delete_all_versions"],
  calls: {
    read: ["read {mount}/data/{manifest}"],
    create: ["create {mount}/data/{manifest}"],
    update: ["update {mount}/data/{manifest}"],
    delete: ["delete {mount}/metadata/{manifest}"],
  },
  leaks: (body) =>
    holdsSecret(text(body.data_json))
      ? [
          {
            kind: "stored",
            what: "writes a secret, which the state keeps: use vault_kv_secret_v2 with data_json_wo",
          },
        ]
      : [],
  attributes: {
    ...VAULT_COMMON,
    path: { judgedBy: "place" },
    data_json: { judgedBy: "manifest" },
    data: { judgedBy: "manifest" },
    disable_read: { means: "a secret that is not read back hides changes by hand", usual: [true] },
    delete_all_versions: {
      means: "it sets whether the secret's versions stay in Vault after a destroy",
      usual: [true],
    },
  },
} as const satisfies ResourceType<VaultCall>;

/** Never declared by scopelock. */
export const genericReading = {
  type: "data.vault_generic_secret",
  label: "reading of a secret in Vault",
  leaks: () => [{ kind: "stored", what: "reads the secret into the state" }],
} as const satisfies ResourceType;
