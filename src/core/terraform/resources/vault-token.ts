import type { ResourceType } from "./resource-type";

/** Never declared by scopelock. */
export const token = {
  type: "vault_token",
  label: "token of Vault",
  leaks: () => [{ kind: "stored", what: "keeps the token in the state" }],
} as const satisfies ResourceType;
