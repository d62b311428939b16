import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { getExternalContact } from "../actions/get-external-contact";
import { overrideActions } from "../src/core/override-actions";
import { Rotation } from "../src/core/rotation";
import { type Environment, endpointsOf } from "../src/environment/environment";
import { DataActionIntegration } from "../src/integration/data-action-integration";
import { VaultMount } from "../src/vault/mount";
import { keepState } from "./backend";
import { divisionOf } from "./division";
import { showOverrides } from "./overrides";
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

    const { mount } = environment.vault;
    const { generations, accessTokenValiditySeconds } = Rotation.of(environment.rotation);
    const { actions, applied } = overrideActions([getExternalContact], environment.actions);
    this.integration = new DataActionIntegration(this, "external-contacts", {
      environment: environment.name,
      actions,
      generations,
      accessTokenValiditySeconds,
      divisions: [divisionOf(environment)],
      mount: mount.managed
        ? new VaultMount(this, "mount", {
            path: mount.path,
            ...(mount.maxVersions !== undefined && { maxVersions: mount.maxVersions }),
          })
        : VaultMount.existing(mount.path),
      endpoints: endpointsOf(environment),
      ...(environment.handoffDirectory !== undefined && { handoffDirectory: environment.handoffDirectory }),
    });
    showOverrides(this.integration, applied);
  }
}
