import type { ResourceType } from "./resource-type";

/** Never declared by scopelock: the OAuth client makes its own credential, which keeps the secret out of the state. */
export const integrationCredential = {
  type: "genesyscloud_integration_credential",
  label: "integration credential",
  leaks: () => [{ kind: "stored", what: "keeps its fields in the state" }],
} as const satisfies ResourceType;
