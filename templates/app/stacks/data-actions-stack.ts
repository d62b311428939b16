import type { Construct } from "constructs";
import { type DataActionIntegration, type Environment, EnvironmentStack } from "scopelock";
import { actions } from "../actions";

/** The data actions of one environment: what flows may call, and everything that this needs. */
export class DataActionsStack extends EnvironmentStack {
  /** What the integration is granted, with evidence. */
  readonly integration: DataActionIntegration;

  constructor(scope: Construct, environment: Environment) {
    super(scope, environment);
    this.integration = this.integrate("data-actions", { actions });
  }
}
