import { schemaFile } from "scopelock/sandbox-support";
import type { Provider } from "../plugin/resource";
import { approleAuthBackendRole } from "./approle-auth-backend-role";
import { VaultClient } from "./client";
import { genericSecret } from "./generic-secret";
import { kvSecret } from "./kv-secret";
import { kvSecretBackendV2 } from "./kv-secret-backend-v2";
import { kvSecretSubkeysV2 } from "./kv-secret-subkeys-v2";
import { kvSecretV2 } from "./kv-secret-v2";
import { mount } from "./mount";
import { policy } from "./policy";

/** A stand-in of hashicorp/vault, with its recorded schema: what scopelock's resources need. */
export function vaultProvider(env: NodeJS.ProcessEnv): Provider<VaultClient> {
  return {
    address: "hashicorp/vault",
    schemaFile: schemaFile("vault"),
    connect: async (config) => new VaultClient(config, env),
    resources: {
      vault_approle_auth_backend_role: approleAuthBackendRole,
      vault_generic_secret: genericSecret,
      vault_mount: mount,
      vault_kv_secret_backend_v2: kvSecretBackendV2,
      vault_kv_secret_v2: kvSecretV2,
      vault_policy: policy,
    },
    dataSources: { vault_kv_secret: kvSecret, vault_kv_secret_subkeys_v2: kvSecretSubkeysV2 },
  };
}
