import { VaultProvider } from "@cdktf/provider-vault/lib/provider";
import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import {
  DataActionIntegration,
  Division,
  GenesyscloudProvider,
  type Region,
  type Rotation,
  regionEndpoints,
  VaultMount,
  VaultReader,
} from "scopelock";
import { actions } from "./actions";

/** Customer service: ten data actions, two readers, rotation. */
export class CustomerServiceStack extends TerraformStack {
  constructor(scope: Construct, environment: string, region: Region, { generations }: Rotation) {
    super(scope, environment);
    new GenesyscloudProvider(this, "genesyscloud", { awsRegion: region });
    new VaultProvider(this, "vault", { address: "https://vault.example.com:8200", skipChildToken: true });
    new DataActionIntegration(this, "customer-service", {
      environment,
      actions,
      generations,
      divisions: [Division.home(), Division.named("Customer service")],
      mount: VaultMount.existing("genesys-cloud"),
      endpoints: regionEndpoints(region),
      readers: [
        VaultReader.policy(`${environment}-crm-sync`),
        VaultReader.appRole({ name: "ivr", tokenTtlSeconds: 600, cidrs: ["10.20.0.0/16"] }),
      ],
    });
  }
}
