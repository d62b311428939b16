import type { VaultCall } from "./calls";
import type { ResourceType } from "./resource-type";

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
} as const satisfies ResourceType<VaultCall>;
