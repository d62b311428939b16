import { DataVaultKvSecretSubkeysV2 } from "@cdktf/provider-vault/lib/data-vault-kv-secret-subkeys-v2";
import { KvSecretV2 } from "@cdktf/provider-vault/lib/kv-secret-v2";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { generationMarker } from "../core/names";

/** Properties of a {@link Secret}. */
export interface SecretProps {
  readonly mount: string;
  /** Name below the mount. */
  readonly name: string;
  /** Expression (HCL, without `${}`) of the secret's fields; may fail in plans that write nothing. */
  readonly fieldsExpression: string;
  /** The generation that is written; the proof reads it from the key that marks it. */
  readonly generation: number;
  /** Expression (HCL, without `${}`) that is true once the hand-off of the generation was seen. */
  readonly handedOverExpression: string;
  /** What to do about a broken generation, as a sentence: Terraform says it. */
  readonly remedy: string;
}

/**
 * A secret in Vault, written without ever entering Terraform's state: write-only, never read back, and proved by
 * its key names alone. So an identity that only plans needs no `read` on it.
 */
export class Secret extends Construct {
  /** Comes after the proof that Vault holds this generation. */
  readonly proof: ITerraformDependable;

  constructor(scope: Construct, id: string, props: SecretProps) {
    super(scope, id);
    const marker = generationMarker(props.generation);
    // A run that ended between the hand-off and this write is repeated without the secret. `{}` would then replace what
    // readers use, so there is nothing in its place that the provider could write: it refuses what is no JSON object before
    // it asks Vault. Only before the first generation there is nothing to lose, and the proof says what to do.
    const missing = props.generation === 1 ? '"{}"' : 'jsonencode("no secret to write")';
    const secret = new KvSecretV2(this, "secret", {
      mount: props.mount,
      name: props.name,
      // Evaluated in every plan, also when there is no hand-off file: hence try().
      dataJsonWo: `\${try(jsonencode(merge(${props.fieldsExpression}, { ${marker} = "" })), ${missing})}`,
      dataJsonWoVersion: `\${${props.handedOverExpression} ? ${props.generation} : 0}` as unknown as number,
      disableRead: true,
      deleteAllVersions: true,
    });
    this.proof = new DataVaultKvSecretSubkeysV2(this, "proof", {
      mount: props.mount,
      name: props.name,
      dependsOn: [secret],
      lifecycle: {
        postcondition: [
          {
            // The provider records a refused write as written; without this the next plan would be clean.
            condition: `\${contains(keys(self.data), "${marker}")}`,
            errorMessage: `Vault does not hold generation ${props.generation} of ${props.name}. The integration stays on the last good generation. ${props.remedy}`,
          },
        ],
      },
    });
  }
}
