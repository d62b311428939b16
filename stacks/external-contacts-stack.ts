import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { getExternalContact } from "../actions/get-external-contact";
import { Rotation } from "../src/core/rotation";
import { type Environment, endpointsOf } from "../src/environment/environment";
import { Division } from "../src/genesys/division";
import { DataActionIntegration } from "../src/integration/data-action-integration";
import { VaultMount } from "../src/vault/mount";
import { keepState } from "./backend";
import { connect } from "./providers";

/** The external contacts of one environment: what flows may look up, and all that this needs. */
export class ExternalContactsStack extends TerraformStack {
  /** What the integration is granted, with evidence. */
  readonly integration: DataActionIntegration;

  constructor(scope: Construct, environment: Environment) {
    super(scope, environment.name);
    // Write-only attributes.
    this.addOverride("terraform.required_version", ">= 1.11");
    keepState(this, environment.backend);
    connect(this, environment);

    const { path, managed, maxVersions } = environment.vault.mount;
    const { generations, accessTokenValiditySeconds } = Rotation.of(environment.rotation);
    this.integration = new DataActionIntegration(this, "external-contacts", {
      environment: environment.name,
      actions: [getExternalContact],
      generations,
      accessTokenValiditySeconds,
      divisions: [Division.home()],
      mount: managed
        ? new VaultMount(this, "mount", { path, ...(maxVersions !== undefined && { maxVersions }) })
        : VaultMount.existing(path),
      endpoints: endpointsOf(environment),
      ...(environment.handoffDirectory !== undefined && { handoffDirectory: environment.handoffDirectory }),
    });
  }
}
