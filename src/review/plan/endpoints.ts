import { isObject, record } from "../../core/diagnostic";
import { REGION_DOMAINS, type Region, regionEndpoints, regionNamed } from "../../core/request";
import type { Configuration } from "./configuration";

/**
 * True for an address of Genesys Cloud in the region that the provider names, or at its gateway; in any region where the
 * configuration names none. The addresses themselves are not shown.
 */
export function endpointTest({ providers }: Configuration): (url: string) => boolean {
  const provider = providers.find(({ key }) => key === "genesyscloud");
  const { aws_region: region, gateway } = provider?.expressions ?? {};
  const [block] = Array.isArray(gateway) ? gateway.filter(isObject) : [];
  if (block) {
    const host = record(block.host).constant_value;
    // A host that is known only while Terraform runs is a finding of its own.
    return (url) => typeof host !== "string" || hostOf(url) === host.toLowerCase();
  }
  const named = regionNamed(record(region).constant_value);
  const regions = named === undefined ? (Object.keys(REGION_DOMAINS) as Region[]) : [named];
  const addresses = new Set(regions.flatMap((each) => Object.values(regionEndpoints(each))));
  return (url) => addresses.has(url);
}

const hostOf = (url: string) => (URL.canParse(url) ? new URL(url).hostname.toLowerCase() : undefined);
