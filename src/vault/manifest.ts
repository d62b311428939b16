import { KvSecretV2 } from "@cdktf/provider-vault/lib/kv-secret-v2";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { literal } from "../genesys/literal";

/** Properties of a {@link Manifest}. */
export interface ManifestProps {
  readonly mount: string;
  /** Name below the mount. */
  readonly name: string;
  /** What stands in it. Never a secret: it is in Terraform's state. */
  readonly content: Readonly<Record<string, unknown>>;
  /** What it speaks of must have happened: a manifest must not run ahead of a failed rotation. */
  readonly after: ITerraformDependable[];
}

/** What a consumer may check before it trusts the secret: permissions, actions, generation, fingerprint. */
export class Manifest extends Construct {
  constructor(scope: Construct, id: string, props: ManifestProps) {
    super(scope, id);
    new KvSecretV2(this, "manifest", {
      mount: props.mount,
      name: props.name,
      dataJson: literal(JSON.stringify(props.content)),
      deleteAllVersions: true,
      dependsOn: props.after,
    });
  }
}
