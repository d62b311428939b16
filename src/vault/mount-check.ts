import { DataVaultKvSecret } from "@cdktf/provider-vault/lib/data-vault-kv-secret";
import { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import type { IVaultMount } from "./mount";

/**
 * Looks at a secrets engine that the stack does not make, before anything is made: secrets go to KV version 2, and are
 * written without check-and-set. Terraform reads data sources in the plan, so a plan fails in which one is of another kind.
 */
export class MountCheck extends Construct {
  /** What Vault says of the engine. Whoever may do anything in it may read that. */
  readonly engine: DataVaultKvSecret;
  /** The engine's own settings. */
  readonly config: DataVaultKvSecret;

  /** Checks the mount, once in a stack. A mount that the stack makes is as it should be. */
  static of(scope: Construct, mount: IVaultMount): MountCheck | undefined {
    if (mount.managed) return undefined;
    const stack = TerraformStack.of(scope);
    // No two mounts share one, as "team/kv" and "team-kv" would without this, or "eu/kv" and "kv" in the namespace "eu".
    const place = [mount.namespace, mount.path].flatMap((part) => (part ? encodeURIComponent(part) : []));
    const id = `mount-check-${place.join(":")}`;
    return (stack.node.tryFindChild(id) as MountCheck | undefined) ?? new MountCheck(stack, id, mount);
  }

  private constructor(scope: Construct, id: string, { path, reference, namespace }: IVaultMount) {
    super(scope, id);
    const inNamespace = { ...(namespace !== undefined && { namespace }) };
    // `vault_kv_secret` reads any path as it is; of the resources for version 2, none reads an engine that it has not made.
    this.engine = new DataVaultKvSecret(this, "engine", {
      ...inNamespace,
      path: `sys/internal/ui/mounts/${reference}`,
      lifecycle: {
        postcondition: [
          {
            // Version 1 has no options, or says so in them.
            condition:
              '${self.data["type"] == "kv" && try(tostring(jsondecode(self.data["options"]).version), "1") == "2"}',
            errorMessage: `The secrets engine "${path}" in Vault is not KV version 2, so a secret would be written where no reader looks. Nothing was changed. Name a KV version 2 engine; or run "vault kv enable-versioning ${path}" if all who use this one agree.`,
          },
        ],
      },
    });
    this.config = new DataVaultKvSecret(this, "config", {
      ...inNamespace,
      path: `${reference}/config`,
      // In an engine of version 1 a secret may have this name.
      dependsOn: [this.engine],
      lifecycle: {
        postcondition: [
          {
            condition: '${try(self.data["cas_required"], "false") != "true"}',
            errorMessage: `The secrets engine "${path}" in Vault requires check-and-set (cas_required), so Terraform's writes would be refused. Nothing was changed. Name an engine without it; or run "vault write ${path}/config cas_required=false" if all who use this one agree.`,
          },
        ],
      },
    });
  }
}
