import { KvSecretV2 } from "@cdktf/provider-vault/lib/kv-secret-v2";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { literal } from "../genesys/literal";

/** Properties of a {@link Manifest}. */
export interface ManifestProps {
  readonly mount: string;
  /** Namespace of the mount. @default - the provider's own */
  readonly namespace?: string | undefined;
  /** Name below the mount. */
  readonly name: string;
  /** What stands in it. Never a secret: it is in Terraform's state. */
  readonly content: Readonly<Record<string, unknown>>;
  /** What it speaks of must have happened: a manifest must not run ahead of a failed rotation. */
  readonly after: ITerraformDependable[];
}

/** What a consumer may check before it trusts the secret: permissions, actions, generation, fingerprint. */
export class Manifest extends Construct {
  /** The resource itself, for what scopelock does not say. */
  readonly resource: KvSecretV2;

  constructor(scope: Construct, id: string, props: ManifestProps) {
    super(scope, id);
    this.resource = new KvSecretV2(this, "manifest", {
      ...(props.namespace !== undefined && { namespace: props.namespace }),
      mount: props.mount,
      name: props.name,
      dataJson: literal(JSON.stringify(props.content)),
      deleteAllVersions: true,
      dependsOn: props.after,
    });
  }
}
