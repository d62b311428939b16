import { TerraformElement, type TerraformResource } from "cdktf";
import type { Construct } from "constructs";

/** Properties of {@link Forgotten}. */
export interface ForgottenProps {
  /** Type of the resource that was there before. */
  readonly type: string;
  /** What is there in its place, under the same name. */
  readonly successor: TerraformResource;
}

/**
 * A resource of another type that Terraform lets go of without destroying what it stands for: Terraform's `removed` block. Where
 * no state has it, nothing happens. `moved` needs a provider that takes over another type's state, and hashicorp/vault does not;
 * `import` fails where there is nothing to import yet.
 */
export class Forgotten extends TerraformElement {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: ForgottenProps,
  ) {
    super(scope, id);
  }

  override toTerraform(): Record<string, unknown> {
    const { type, successor } = this.props;
    return { removed: [{ from: `${type}.${successor.friendlyUniqueId}`, lifecycle: { destroy: false } }] };
  }
}
