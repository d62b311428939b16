import { type TerraformMetaArguments, TerraformResource } from "cdktf";
import type { Construct } from "constructs";

/** Properties of a {@link TerraformData}. */
export interface TerraformDataProps extends TerraformMetaArguments {
  /** @default - none */
  readonly input?: unknown;
  /** @default - none */
  readonly triggersReplace?: unknown;
}

/**
 * Terraform's own `terraform_data`. cdktf's `DataResource` is the same, but starts `terraform version` for each one in
 * each synth: some 60 ms apiece, and unit tests that need Terraform.
 */
export class TerraformData extends TerraformResource {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: TerraformDataProps,
  ) {
    super(scope, id, {
      ...props,
      terraformResourceType: "terraform_data",
      terraformGeneratorMetadata: { providerName: "terraform" },
    });
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return { input: this.props.input, triggers_replace: this.props.triggersReplace };
  }
}
