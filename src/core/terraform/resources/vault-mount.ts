import type { VaultCall } from "./calls";
import type { ResourceType } from "./resource-type";
import { SERVERS_OWN, VAULT_COMMON } from "./reviewed";

/** Never renamed in place: `sys/remount` moves any engine of that Vault, and the secrets' names hang on the path. */
export const mount = {
  type: "vault_mount",
  label: "secrets engine in Vault",
  uses: ["namespace", "path", "type", "options", "description"],
  calls: {
    read: ["read sys/mounts/{mount}"],
    create: ["update sys/mounts/{mount}"],
    update: ["update sys/mounts/{mount}/tune"],
    delete: ["delete sys/mounts/{mount}"],
  },
  attributes: {
    ...VAULT_COMMON,
    accessor: SERVERS_OWN,
    path: { judgedBy: "place" },
    type: {
      means: "another type of secrets engine keeps no secret of the former one",
      usual: ["kv", "kv-v2"],
    },
    description: { harmless: "a text for people" },
    options: { means: "they set how the engine keeps versions", usual: [{ version: "2" }] },
    audit_non_hmac_request_keys: {
      means: "the audit log shows these fields of requests in clear",
      isComputed: true,
    },
    audit_non_hmac_response_keys: {
      means: "the audit log shows these fields of answers in clear",
      isComputed: true,
    },
    listing_visibility: {
      means: "it sets who sees without a token that the engine exists",
      usual: ["hidden"],
    },
    passthrough_request_headers: { means: "the engine sees these headers of every request" },
    allowed_response_headers: { means: "the engine may set these headers of its answers" },
    allowed_managed_keys: { means: "the engine may use these keys" },
    delegated_auth_accessors: { means: "the engine may log in by these auth methods" },
    identity_token_key: { means: "the engine signs identity tokens with this key" },
    plugin_version: { means: "another program keeps the secrets" },
    external_entropy_access: { means: "the engine's randomness comes from elsewhere" },
    force_no_cache: { harmless: "it sets whether Vault caches what the engine stores" },
    local: { means: "a local engine is not replicated" },
    seal_wrap: { means: "it sets whether the seal wraps the engine's values again", isComputed: true },
    default_lease_ttl_seconds: { harmless: "secrets of a KV engine have no lease" },
    max_lease_ttl_seconds: { harmless: "secrets of a KV engine have no lease" },
  },
} as const satisfies ResourceType<VaultCall>;
