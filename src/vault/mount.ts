import { KvSecretBackendV2 } from "@cdktf/provider-vault/lib/kv-secret-backend-v2";
import { Mount } from "@cdktf/provider-vault/lib/mount";
import { Construct } from "constructs";
import { ScopelockError } from "../core/diagnostic";
import { mountRefusal, vaultPathRefusal } from "../core/stack";
import { checkProps } from "../props";
import { mountSchema, namespaceSchema } from "./props-schema";

/** Where a {@link VaultMount} is. */
export interface VaultNamespaceProps {
  /**
   * Namespace of Vault (Enterprise, HCP) that it is in, below the provider's own. All that is written for a secret goes
   * into the same one: the secret, its manifest, policies and auth roles.
   * @default - the provider's own
   */
  readonly namespace?: string;
}

/** Properties of a {@link VaultMount} that the stack makes. */
export interface VaultMountProps extends VaultNamespaceProps {
  /** Path of the secrets engine, without slashes at the ends. */
  readonly path: string;
  /**
   * Versions kept of each secret, at least 1. A reader can read older ones too.
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
  /** Namespace that it is in. @default - the provider's own */
  readonly namespace?: string | undefined;
}

/** A KV version 2 secrets engine that the stack makes and owns. Limits sit here, never on a secret. */
export class VaultMount extends Construct implements IVaultMount {
  readonly path: string;
  readonly reference: string;
  readonly managed = true;
  readonly namespace: string | undefined;
  /** The secrets engine itself, for what scopelock does not say. */
  readonly resource: Mount;
  /** Its limits. */
  readonly limits: KvSecretBackendV2;

  /**
   * A secrets engine that somebody else owns.
   * @throws {@link ScopelockError} `mount/path`, `mount/namespace` when a policy could not name it exactly.
   */
  static existing(path: string, props: VaultNamespaceProps = {}): IVaultMount {
    checkProps("VaultMount.existing", "VaultMount.existing", namespaceSchema, props);
    const { namespace } = props;
    check("VaultMount.existing", path, namespace);
    return { path, reference: path, managed: false, namespace };
  }

  /**
   * @throws {@link ScopelockError} `mount/path`, `mount/namespace` when a policy could not name it exactly, and
   * `mount/max-versions` when it is no positive whole number.
   */
  constructor(scope: Construct, id: string, props: VaultMountProps) {
    super(scope, id);
    checkProps("a VaultMount", this.node.path, mountSchema, props);
    const { path, namespace, maxVersions = 10 } = props;
    check(this.node.path, path, namespace);
    if (!Number.isInteger(maxVersions) || maxVersions < 1)
      throw ScopelockError.at(this, {
        id: "mount/max-versions",
        what: `maxVersions is ${maxVersions}.`,
        why: "To Vault 0 means its own limit, and a reader can read every version that is kept.",
        fix: "Use a positive whole number, for example 10.",
      });
    const inNamespace = { ...(namespace !== undefined && { namespace }) };
    this.resource = new Mount(this, "mount", {
      ...inNamespace,
      path,
      type: "kv",
      options: { version: "2" },
      description: "Genesys Cloud OAuth clients, managed by scopelock",
    });
    this.limits = new KvSecretBackendV2(this, "limits", {
      ...inNamespace,
      mount: this.resource.path,
      maxVersions,
    });
    this.path = path;
    this.namespace = namespace;
    this.reference = this.limits.mount;
  }
}

function check(where: string, path: string, namespace: string | undefined): void {
  const refusal =
    mountRefusal(path) ??
    (namespace === undefined ? undefined : vaultPathRefusal("a namespace", namespace, "mount/namespace"));
  if (refusal) throw new ScopelockError({ ...refusal, where });
}
