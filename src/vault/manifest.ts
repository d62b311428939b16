import { GenericSecret } from "@cdktf/provider-vault/lib/generic-secret";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { literal } from "../terraform";
import { Forgotten } from "./forgotten";

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

/**
 * What a consumer may check before it trusts the secret: permissions, actions, generation, fingerprint. Read back at every plan, so
 * that one that was edited or deleted by hand is written again. See `decisions/0007-manifest.md`.
 */
export class Manifest extends Construct {
  /** The resource itself, for what scopelock does not say. */
  readonly resource: GenericSecret;

  constructor(scope: Construct, id: string, props: ManifestProps) {
    super(scope, id);
    this.resource = new GenericSecret(this, "manifest", {
      ...(props.namespace !== undefined && { namespace: props.namespace }),
      path: `${props.mount}/${props.name}`,
      dataJson: literal(JSON.stringify(props.content)),
      deleteAllVersions: true,
      dependsOn: props.after,
    });
    // Earlier versions made a vault_kv_secret_v2 of the same name: it is let go, and the manifest stays where it is.
    new Forgotten(this, "earlier", { type: "vault_kv_secret_v2", successor: this.resource });
  }
}
