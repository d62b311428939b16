import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { Integration as GenesyscloudIntegration } from "./bindings/integration";
import { literal } from "./literal";

/** Properties of an {@link Integration}. */
export interface IntegrationProps {
  readonly name: string;
  /** The integration credential that its data actions call with. */
  readonly credentialId: string;
  /** What must be done before the integration is pointed to the credential. */
  readonly after: ITerraformDependable[];
}

/** A Genesys Cloud data actions integration, enabled, bound to one integration credential. */
export class Integration extends Construct {
  /** Id of the integration in Genesys Cloud. */
  readonly integrationId: string;
  /** For whatever must come after it. */
  readonly resource: ITerraformDependable;

  constructor(scope: Construct, id: string, props: IntegrationProps) {
    super(scope, id);
    const integration = new GenesyscloudIntegration(this, "integration", {
      integrationType: "purecloud-data-actions",
      intendedState: "ENABLED",
      config: {
        name: literal(props.name),
        notes: "Managed by scopelock.",
        credentials: { pureCloudOAuthClient: props.credentialId },
      },
      dependsOn: props.after,
    });
    this.integrationId = integration.id;
    this.resource = integration;
  }
}
