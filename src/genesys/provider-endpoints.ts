import { TerraformStack, Token } from "cdktf";
import type { Construct, IConstruct } from "constructs";
import { ScopelockError } from "../core/diagnostic";
import { type Endpoints, type Region, regionEndpoints, regionFix, regionNamed } from "../core/request";
import type { GenesyscloudProvider } from "./bindings/provider";

/**
 * The addresses of the region that the stack's genesyscloud provider names.
 * @throws {@link ScopelockError} `endpoints/unknown` when the stack has no such provider yet, or it names no region: a gateway's
 * addresses outside of the stack are not known here.
 */
export function providerEndpoints(scope: Construct): Endpoints {
  const provider = providerOf(scope);
  const region = regionNamed(provider?.awsRegion);
  if (region !== undefined && provider?.gatewayInput === undefined) return regionEndpoints(region);
  const other =
    provider?.gatewayInput === undefined && !Token.isUnresolved(provider?.awsRegion)
      ? provider?.awsRegion
      : undefined;
  throw ScopelockError.at(scope, {
    id: "endpoints/unknown",
    what:
      provider === undefined
        ? "The stack has no genesyscloud provider yet, so the endpoints of its region are not known."
        : "The stack's genesyscloud provider names no region of Genesys Cloud, so its endpoints are not known.",
    why: "The secret holds where its readers get a token and call the API.",
    fix:
      other !== undefined
        ? regionFix(other)
        : 'Make the provider first, with awsRegion: "eu-west-1" for example; or set endpoints: regionEndpoints("eu-west-1").',
  });
}

/** The region that the stack's genesyscloud provider names; `undefined` where it names none, or there is no provider yet. */
export function providerRegion(scope: IConstruct): Region | undefined {
  return regionNamed(providerOf(scope)?.awsRegion);
}

const providerOf = (scope: IConstruct) =>
  TerraformStack.of(scope)
    .allProviders()
    .find(
      ({ terraformResourceType, alias }) => terraformResourceType === "genesyscloud" && alias === undefined,
    ) as GenesyscloudProvider | undefined;
