import { KvSecretBackendV2 } from "@cdktf/provider-vault/lib/kv-secret-backend-v2";
import { Mount } from "@cdktf/provider-vault/lib/mount";
import { Construct } from "constructs";

/** Properties of a {@link VaultMount} that the stack makes. */
export interface VaultMountProps {
  /** Path of the secrets engine, without slashes at the ends. */
  readonly path: string;
  /**
   * Versions kept of each secret. A reader can read older ones too.
   * @default 10
   */
  readonly maxVersions?: number;
}

/** Where secrets are written: a KV version 2 secrets engine, made by the stack or found there. */
export interface IVaultMount {
  /** The path itself, for names and policies. */
  readonly path: string;
  /** The path for what is written below it: it comes after the mount. */
  readonly reference: string;
  /** Whether the stack makes it. */
  readonly managed: boolean;
}

/** A KV version 2 secrets engine that the stack makes and owns. Limits sit here, never on a secret. */
export class VaultMount extends Construct implements IVaultMount {
  readonly path: string;
  readonly reference: string;
  readonly managed = true;

  /** A secrets engine that somebody else owns. */
  static existing(path: string): IVaultMount {
    return { path, reference: path, managed: false };
  }

  constructor(scope: Construct, id: string, props: VaultMountProps) {
    super(scope, id);
    const mount = new Mount(this, "mount", {
      path: props.path,
      type: "kv",
      options: { version: "2" },
      description: "Genesys Cloud OAuth clients, managed by scopelock",
    });
    const backend = new KvSecretBackendV2(this, "limits", {
      mount: mount.path,
      maxVersions: props.maxVersions ?? 10,
    });
    this.path = props.path;
    this.reference = backend.mount;
  }
}
