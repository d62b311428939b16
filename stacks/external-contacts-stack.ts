import type { Construct } from "constructs";
import { getExternalContact } from "../actions/get-external-contact";
import { EnvironmentStack } from "../src/app";
import type { Environment } from "../src/environment";
import type { DataActionIntegration } from "../src/integration";

/** The external contacts of one environment: what flows may look up, and all that this needs. */
export class ExternalContactsStack extends EnvironmentStack {
  /** What the integration is granted, with evidence. */
  readonly integration: DataActionIntegration;

  constructor(scope: Construct, environment: Environment) {
    super(scope, environment);
    this.integration = this.integrate("external-contacts", { actions: [getExternalContact] });
  }
}
