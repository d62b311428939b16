import type { VaultCall } from "./calls";
import type { ResourceType } from "./resource-type";

/** Never declared by scopelock. */
export const kvVersion1Secret = {
  type: "vault_kv_secret",
  label: "secret of KV version 1 in Vault",
  leaks: () => [{ kind: "stored", what: "keeps its data in the state: KV version 1 has nothing write-only" }],
} as const satisfies ResourceType;

/**
 * Reads of an engine that the stack does not make: its version (no policy rule of its own: an identity that may do
 * anything below a mount may ask), and its settings.
 */
export const mountReading = {
  type: "data.vault_kv_secret",
  label: "reading of a secrets engine in Vault",
  calls: { read: ["read {mount}/config"] },
  leaks: () => [{ kind: "stored", what: "reads the secret into the state" }],
} as const satisfies ResourceType<VaultCall>;
