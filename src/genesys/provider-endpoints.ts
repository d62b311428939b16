import { TerraformStack, Token } from "cdktf";
import type { Construct, IConstruct } from "constructs";
import { ScopelockError } from "../core/diagnostic";
import { type Endpoints, REGION_DOMAINS, type Region, regionEndpoints } from "../core/request";
import type { GenesyscloudProvider } from "./bindings/provider";

/**
 * The addresses of the region that the stack's genesyscloud provider names.
 * @throws {@link ScopelockError} `endpoints/unknown` when the stack has no such provider yet, or it names no region: a gateway's
 * addresses outside of the stack are not known here.
 */
export function providerEndpoints(scope: Construct): Endpoints {
  const provider = providerOf(scope);
  const region = provider?.awsRegion;
  if (isRegion(region) && provider?.gatewayInput === undefined) return regionEndpoints(region);
  throw ScopelockError.at(scope, {
    id: "endpoints/unknown",
    what:
      provider === undefined
        ? "The stack has no genesyscloud provider yet, so the endpoints of its region are not known."
        : "The stack's genesyscloud provider names no region of Genesys Cloud, so its endpoints are not known.",
    why: "The secret holds where its readers get a token and call the API.",
    fix: 'Make the provider first, with awsRegion: "eu-west-1" for example; or set endpoints: regionEndpoints("eu-west-1").',
  });
}

/** The region that the stack's genesyscloud provider names; `undefined` where it names none, or there is no provider yet. */
export function providerRegion(scope: IConstruct): Region | undefined {
  const region = providerOf(scope)?.awsRegion;
  return isRegion(region) ? region : undefined;
}

const providerOf = (scope: IConstruct) =>
  TerraformStack.of(scope)
    .allProviders()
    .find(
      ({ terraformResourceType, alias }) => terraformResourceType === "genesyscloud" && alias === undefined,
    ) as GenesyscloudProvider | undefined;

const isRegion = (region: string | undefined): region is Region =>
  region !== undefined && !Token.isUnresolved(region) && Object.hasOwn(REGION_DOMAINS, region);
