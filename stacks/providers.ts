import { VaultProvider } from "@cdktf/provider-vault/lib/provider";
import type { Construct } from "constructs";
import type { Environment } from "../src/environment/environment";
import { GenesyscloudProvider } from "../src/genesys/bindings/provider";

/** The two providers of a stack. Addresses come from the environment file, credentials from the process environment. */
export function connect(scope: Construct, { genesys, vault }: Pick<Environment, "genesys" | "vault">): void {
  new GenesyscloudProvider(
    scope,
    "genesyscloud",
    "gateway" in genesys
      ? { gateway: [{ ...genesys.gateway, port: String(genesys.gateway.port) }] }
      : { awsRegion: genesys.region },
  );
  // A child token would need auth/token/create in the deployer's policy, and protects nothing here.
  new VaultProvider(scope, "vault", { address: vault.address, skipChildToken: true });
}
