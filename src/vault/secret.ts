import { DataVaultKvSecretSubkeysV2 } from "@cdktf/provider-vault/lib/data-vault-kv-secret-subkeys-v2";
import { KvSecretV2 } from "@cdktf/provider-vault/lib/kv-secret-v2";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { generationMarker, type PathRule, type ReaderRoleModel } from "../core/stack";
import { checkProps, props } from "../props";
import { reader as readerKind } from "./props-schema";
import type { VaultReader } from "./reader";
import { Readers, type SecretReaders } from "./readers";

/** The argument of {@link Secret.grantRead}. */
const GRANT_READ = props({ reader: readerKind });

/** Properties of a {@link Secret}. */
export interface SecretProps {
  readonly mount: string;
  /** Namespace of the mount. @default - the provider's own */
  readonly namespace?: string | undefined;
  /** Name below the mount. */
  readonly name: string;
  /** Expression (HCL, without `${}`) of the secret's fields; may fail in plans that write nothing, but for one from state. */
  readonly fieldsExpression: string;
  /** The generation that is written; the proof reads it from the key that marks it. */
  readonly generation: number;
  /** How the secret comes: handed over, or by the state. */
  readonly source: HandedOver | FromState;
  /** What to do about a broken generation, as a sentence: Terraform says it. */
  readonly remedy: string;
  /** What a reader of it may do, and by which names its policy and roles go. */
  readonly access: SecretAccess;
}

/** How a secret is read. */
export interface SecretAccess {
  readonly environment: string;
  /** The integration's id, or the client's. */
  readonly id: string;
  readonly rules: readonly PathRule[];
}

/** The secret is handed over in a file, once. */
export interface HandedOver {
  /** Expression (HCL, without `${}`) that is true once the hand-off of the generation was seen. */
  readonly handedOverExpression: string;
}

/** The secret is in Terraform's state. */
export interface FromState {
  /** Expression (HCL, without `${}`) of the secret's value. */
  readonly secretExpression: string;
}

/**
 * A secret in Vault, never read back, and proved by its key names alone: so an identity that only plans needs no `read` on it.
 * Handed over, it is written without ever entering Terraform's state.
 */
export class Secret extends Construct implements SecretReaders {
  /** The resource itself, for what scopelock does not say. Its lifecycle keeps secrets safe: leave that as it is. */
  readonly resource: KvSecretV2;
  /** Comes after the proof that Vault holds this generation. */
  readonly proof: ITerraformDependable;
  private readonly policies = new Set<string>();
  private readonly roles = new Map<string, ReaderRoleModel>();

  constructor(
    scope: Construct,
    id: string,
    private readonly props: SecretProps,
  ) {
    super(scope, id);
    const marker = generationMarker(props.generation);
    const content = `jsonencode(merge(${props.fieldsExpression}, { ${marker} = "" }))`;
    // A run that ended between the hand-off and this write is repeated without the secret. `{}` would then replace what
    // readers use, so there is nothing in its place that the provider could write: it refuses what is no JSON object before
    // it asks Vault. Only before the first generation there is nothing to lose, and the proof says what to do.
    const missing = props.generation === 1 ? '"{}"' : 'jsonencode("no secret to write")';
    const place = {
      ...(props.namespace !== undefined && { namespace: props.namespace }),
      mount: props.mount,
      name: props.name,
    };
    this.resource = new KvSecretV2(this, "secret", {
      ...place,
      ...("handedOverExpression" in props.source
        ? {
            // Evaluated in every plan, also when there is no hand-off file: hence try().
            dataJsonWo: `\${try(${content}, ${missing})}`,
            dataJsonWoVersion:
              `\${${props.source.handedOverExpression} ? ${props.generation} : 0}` as unknown as number,
          }
        : {
            dataJson: `\${${content}}`,
            lifecycle: { precondition: [isInState(props.source, props.generation)] },
          }),
      disableRead: true,
      deleteAllVersions: true,
    });
    this.proof = new DataVaultKvSecretSubkeysV2(this, "proof", {
      ...place,
      dependsOn: [this.resource],
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

  /**
   * Grants a reader `read` on the secret and on its manifest. Policy, role, metadata and outputs of the stack name the reader
   * from then on, as if it had been among `readers`.
   * @throws {@link ScopelockError} `reader/differs` when the stack has this reader already, with different settings.
   */
  grantRead(reader: VaultReader): void {
    const where = `${this.node.path}.grantRead`;
    checkProps("grantRead", where, GRANT_READ, { reader });
    const { access, namespace } = this.props;
    const { policy, role } = Readers.of(this).add({ ...access, namespace }, reader);
    this.policies.add(policy);
    if (role) this.roles.set(JSON.stringify(role), role);
  }

  /** Namespace that it is in. @default - the provider's own */
  get namespace(): string | undefined {
    return this.props.namespace;
  }

  /** Names of the Vault policies that allow to read the secret, sorted. */
  get readerPolicies(): readonly string[] {
    return [...this.policies].sort();
  }

  /** Roles of auth methods that the stack makes for readers of the secret. */
  get readerRoles(): readonly ReaderRoleModel[] {
    return [...this.roles.values()];
  }
}

/** The provider keeps the secret in the state at creation only: a generation that was made otherwise has none there. */
function isInState({ secretExpression }: FromState, generation: number) {
  return {
    condition: `\${try(length(${secretExpression}) > 0, false)}`,
    errorMessage: `The state does not hold the client secret of generation ${generation}: it was made with the hand-off vault-only. Rotate to a new generation together with the change of the hand-off.`,
  };
}
