import { lt as isBelow } from "semver";
import { type Refusal, ScopelockError } from "../../diagnostic";
import { REGION_SINCE } from "../../request";
import { VersionConstraint } from "./constraint";
import { type AllowedVersions, PROVIDER_NAMES, PROVIDERS, type ProviderName } from "./providers";

/**
 * Which versions are allowed of each provider, in Terraform's words.
 * @param where the place that says it, to stand in front of the provider's name
 * @param region of the genesyscloud provider, which a version must know @default - one that every supported version knows
 * @throws {@link ScopelockError} `providers/constraint` for what Terraform could not read, `providers/too-old` where a
 * version may be chosen that lacks what the constructs write, `providers/unsupported` where none of the supported ones may.
 */
export function allowedVersions(
  allowed: AllowedVersions | undefined,
  where: string,
  region?: string,
): Readonly<Record<ProviderName, string>> {
  const refusals = versionRefusals(allowed, where, region);
  const [first, ...others] = refusals;
  if (first) throw new ScopelockError(first, ...others);
  return {
    genesyscloud: allowed?.genesyscloud ?? usualFor("genesyscloud", region),
    vault: allowed?.vault ?? PROVIDERS.vault.default,
  };
}

/** True if Terraform may choose some version in a range, and none before one. */
export function allowsOnlyFrom(version: string, range: string): boolean {
  const constraint = VersionConstraint.parse(range);
  const lowest = "fix" in constraint ? undefined : constraint.lowest(LOWEST);
  return lowest !== undefined && !isBelow(lowest, version);
}

/** What is wrong with the constraints, of both providers. @param region as {@link allowedVersions} */
export function versionRefusals(
  allowed: AllowedVersions | undefined,
  where: string,
  region?: string,
): readonly Refusal[] {
  return PROVIDER_NAMES.flatMap((name) => {
    const text = allowed?.[name];
    const refusal = text === undefined ? undefined : refusalOf(name, text, region);
    return refusal ? [{ ...refusal, where: `${where}${name}` }] : [];
  });
}

/** The first version of a provider that knows a region, where not every supported one does. */
const sinceFor = (name: ProviderName, region: string | undefined) =>
  name === "genesyscloud" && region !== undefined
    ? new Map(Object.entries(REGION_SINCE)).get(region.toLowerCase())
    : undefined;

/** What is allowed where nobody says otherwise. */
function usualFor(name: ProviderName, region: string | undefined): string {
  const since = sinceFor(name, region);
  return since === undefined ? PROVIDERS[name].default : `~> ${since.split(".").slice(0, 2).join(".")}`;
}

function refusalOf(name: ProviderName, text: string, region: string | undefined): Refusal | undefined {
  const { source, oldest, lacks, below } = PROVIDERS[name];
  const usual = usualFor(name, region);
  const since = sinceFor(name, region);
  const said = JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
  const constraint = VersionConstraint.parse(text);
  if ("fix" in constraint)
    return {
      id: "providers/constraint",
      what: `${said} is not a version constraint for ${source}. ${constraint.what}`,
      why: "Terraform would refuse it, after everything is synthesized.",
      fix: constraint.fix,
    };
  const lowest = constraint.lowest(LOWEST);
  const supported = constraint.lowest(oldest);
  // A pre-release of the first version that is not supported is none that is.
  const isSupported = supported !== undefined && isBelow(supported, `${below}-0`);
  if (lowest !== undefined && isBelow(lowest, oldest))
    return {
      id: "providers/too-old",
      what: `${said} allows versions of ${source} before ${oldest}, which are too old.`,
      why: `They lack ${lacks}.`,
      fix: `Write ${JSON.stringify(isSupported ? `>= ${oldest}, ${text.trim()}` : usual)}.`,
    };
  if (!isSupported)
    return {
      id: "providers/unsupported",
      what: `${said} allows no version of ${source} that is supported.`,
      why: `The constructs are made for >= ${oldest}, < ${below}.`,
      fix: `Write a range that has some of these in it, such as ${JSON.stringify(usual)}.`,
    };
  if (since !== undefined && lowest !== undefined && isBelow(lowest, since))
    return {
      id: "providers/too-old",
      what: `${said} allows versions of ${source} before ${since}, which do not know the region ${region}.`,
      why: "Terraform would refuse aws_region in the plan.",
      fix: `Write ${JSON.stringify(constraint.lowest(since) === undefined ? usual : `>= ${since}, ${text.trim()}`)}.`,
    };
  return undefined;
}

/** Before every release, and every version with a suffix. */
const LOWEST = "0.0.0-0";
