import { VaultProvider } from "@cdktf/provider-vault/lib/provider";
import type { Construct } from "constructs";
import type { Gateway } from "../core/request";
import type { Environment } from "../environment";
import { GenesyscloudProvider } from "../genesys/bindings/provider";

/** The two providers of a stack. Addresses come from the environment file, credentials from the process environment. */
export function connect(scope: Construct, { genesys, vault }: Pick<Environment, "genesys" | "vault">): void {
  new GenesyscloudProvider(
    scope,
    "genesyscloud",
    "gateway" in genesys ? { gateway: [gatewayBlock(genesys.gateway)] } : { awsRegion: genesys.region },
  );
  // A child token would need auth/token/create in the deployer's policy, and protects nothing here.
  const { address, namespace } = vault;
  new VaultProvider(scope, "vault", {
    address,
    ...(namespace !== undefined && { namespace }),
    skipChildToken: true,
  });
}

function gatewayBlock({ host, port, protocol, pathPrefixes = {} }: Gateway) {
  const pathParams = (["login", "api"] as const).flatMap((pathName) => {
    const pathValue = pathPrefixes[pathName];
    return pathValue === undefined ? [] : [{ pathName, pathValue }];
  });
  return { host, port: String(port), protocol, ...(pathParams.length > 0 && { pathParams }) };
}
