import { type ITerraformDependable, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { SWEEP } from "../core/stack";
import type { OAuthClient } from "../genesys";
import { TerraformData } from "../terraform";

/**
 * The hand-off directory of a stack, seen from where Terraform runs (`<output>/stacks/<stack>`): beside the
 * synthesized output, never inside it, because that is what people upload.
 */
export function defaultHandoffDirectory(scope: Construct): string {
  return `../../../.scopelock/handoff/${TerraformStack.of(scope).node.id}`;
}

/** Properties of a {@link HandoffGuard}. */
export interface HandoffGuardProps {
  readonly client: OAuthClient;
  readonly directory: string;
  /** What to do about a broken generation, as a sentence: Terraform says it. */
  readonly remedy: string;
}

/** The guard in front of the write to Vault: the provider must have handed the new secret over, or nothing goes on. */
export class HandoffGuard extends Construct {
  private readonly guard: TerraformData;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: HandoffGuardProps,
  ) {
    super(scope, id);
    const { client, directory, remedy } = props;
    const clients = client.each();
    this.guard = new TerraformData(this, "handoff", {
      forEach: clients,
      input: `\${try(fileexists("${directory}/\${each.value.client_id}"), false)}`,
      lifecycle: {
        // Seen once, at creation; the file is gone in every later plan.
        ignoreChanges: ["input"],
        postcondition: [
          {
            condition: "${self.output}",
            errorMessage: `The client secret of generation \${each.key} is not in the hand-off directory: the provider could not write to it, or an earlier run ended before the secret was in Vault. Vault and the integration stay on the last good generation. ${remedy}`,
          },
        ],
      },
    });
  }

  /** Expression that is true once this generation was handed over. */
  handedOver(generation: number): string {
    return `terraform_data.${this.guard.friendlyUniqueId}["${generation}"].output`;
  }

  /** Expression of the file that holds the secret of this generation while it is handed over. */
  file(generation: number): string {
    return `"${this.props.directory}/\${${this.props.client.address}["${generation}"].client_id}"`;
  }

  /** Removes the files in the same apply, as soon as Vault holds the secret. */
  sweepAfter(proof: ITerraformDependable): void {
    const { client, directory } = this.props;
    const clients = client.each();
    new TerraformData(this, "sweep", {
      forEach: clients,
      triggersReplace: "${[each.value.client_id]}",
      dependsOn: [proof, this.guard],
      provisioners: [
        {
          ...SWEEP,
          environment: { SCOPELOCK_HANDOFF_FILE: `${directory}/\${each.value.client_id}` },
        },
      ],
    });
  }
}
