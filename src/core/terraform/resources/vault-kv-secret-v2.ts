import { type JsonObject, text } from "../../diagnostic";
import type { VaultCall } from "./calls";
import type { ResourceLeak, ResourceType } from "./resource-type";
import { SERVERS_OWN, VAULT_COMMON } from "./reviewed";
import { holdsSecret } from "./secret-keys";

/** Written and never read back (`disable_read`); destroyed with all its versions. */
export const secret = {
  type: "vault_kv_secret_v2",
  label: "secret in Vault",
  uses: [
    "namespace",
    "mount",
    "name",
    "data_json",
    "data_json_wo",
    "data_json_wo_version",
    "disable_read",
    "delete_all_versions",
  ],
  calls: {
    create: ["create {mount}/data/{secret}"],
    update: ["update {mount}/data/{secret}"],
    delete: ["delete {mount}/metadata/{secret}"],
  },
  writeOnly: ["data_json_wo"],
  leaks,
  attributes: {
    ...VAULT_COMMON,
    path: SERVERS_OWN,
    metadata: SERVERS_OWN,
    mount: { judgedBy: "place" },
    name: { judgedBy: "place" },
    data_json: { judgedBy: "secret" },
    data: { judgedBy: "secret" },
    data_json_wo: { judgedBy: "secret" },
    data_json_wo_version: { judgedBy: "secret" },
    disable_read: { means: "where it is false, Terraform's state holds the secret in clear", usual: [true] },
    delete_all_versions: {
      means: "it sets whether the secret's versions stay in Vault after a destroy",
      usual: [true],
    },
    cas: { means: "a write with another version fails" },
    options: { means: "the provider sends them with each write" },
    custom_metadata: { means: "it limits how many versions Vault keeps, and for how long", isComputed: true },
  },
} as const satisfies ResourceType<VaultCall>;

/** Key names, no values. */
export const secretKeys = {
  type: "data.vault_kv_secret_subkeys_v2",
  label: "key names of the secret in Vault",
  uses: ["namespace", "mount", "name", "data"],
  calls: { read: ["read {mount}/subkeys/{secret}"] },
} as const satisfies ResourceType<VaultCall>;

/** Never declared by scopelock. */
export const secretReading = {
  type: "data.vault_kv_secret_v2",
  label: "reading of a secret in Vault",
  leaks: () => [{ kind: "stored", what: "reads the secret into the state" }],
} as const satisfies ResourceType;

function leaks(body: JsonObject): readonly ResourceLeak[] {
  if (body.data_json_wo === undefined)
    return holdsSecret(text(body.data_json))
      ? [
          {
            kind: "stored",
            what: "writes a secret with data_json, which the state keeps: use data_json_wo",
          },
        ]
      : [];
  const found: ResourceLeak[] = [];
  if (body.data_json_wo_version === undefined)
    found.push({ kind: "write", what: "is never written: data_json_wo_version is not set" });
  if (body.disable_read !== true)
    found.push({ kind: "write", what: "is read back into the state: disable_read is not true" });
  return found;
}
