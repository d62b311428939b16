import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { literal } from "../terraform";
import { Integration } from "./bindings/integration";

/** Type of the integrations whose actions call the Genesys Cloud API with the integration's OAuth client. */
const DATA_ACTIONS = "purecloud-data-actions";

/** Properties of an {@link GenesysIntegration}. */
export interface GenesysIntegrationProps {
  readonly name: string;
  /** The integration credential that its data actions call with. */
  readonly credentialId: string;
  /** What must be done before the integration is pointed to the credential. */
  readonly after: ITerraformDependable[];
  /** Id of an integration that exists already, and is taken over. @default - a new one is made */
  readonly adoptId?: string | undefined;
}

/** A Genesys Cloud data actions integration, enabled, bound to one integration credential. */
export class GenesysIntegration extends Construct {
  /** Id of the integration in Genesys Cloud. */
  readonly integrationId: string;
  /** The resource itself, for what comes after it and for what scopelock does not say. */
  readonly resource: Integration;

  constructor(scope: Construct, id: string, props: GenesysIntegrationProps) {
    super(scope, id);
    this.resource = new Integration(this, "integration", {
      integrationType: DATA_ACTIONS,
      intendedState: "ENABLED",
      config: {
        name: literal(props.name),
        notes: "Managed by scopelock.",
        credentials: { pureCloudOAuthClient: props.credentialId },
      },
      dependsOn: props.after,
      // While it is being taken over, a plan that would remove or replace it is refused.
      ...(props.adoptId !== undefined && { lifecycle: { preventDestroy: true } }),
    });
    if (props.adoptId !== undefined) this.resource.importFrom(props.adoptId);
    this.integrationId = this.resource.id;
  }
}
