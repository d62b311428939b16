import type { Calls, VaultCall } from "./calls";
import type { ResourceType } from "./resource-type";

export const vaultProvider = {
  type: "provider.vault",
  label: "vault provider",
  uses: ["address", "namespace", "skip_child_token"],
  // GET sys/seal-status needs no policy.
  calls: { read: ["read auth/token/lookup-self"] },
} as const satisfies ResourceType<VaultCall>;

/**
 * Unless `skip_child_token` is set, the provider goes on with a token that it makes: with the policies of its own, for
 * 20 minutes.
 */
export const CHILD_TOKEN_CALLS = { read: ["update auth/token/create"] } as const satisfies Calls<VaultCall>;
