import { didYouMean, listed, record, ScopelockError } from "../diagnostic";

/**
 * Domain of each Genesys Cloud region, by the names that the provider's `aws_region` takes. Sources: names,
 * provider mypurecloud/genesyscloud 1.84.1, `getRegionMap` (looked up 2026-11-28); domains, Genesys Cloud developer
 * documentation, "Platform API: regions", and for `eusc-de-east-1` the provider's own table.
 *
 * `dca` and `tca` are no regions that can be had: Genesys develops and tests there. The provider takes them, so they are
 * here; that documentation names no domain of theirs, so these two are from the provider's own table.
 */
export const REGION_DOMAINS = {
  "ap-northeast-1": "mypurecloud.jp",
  "ap-northeast-2": "apne2.pure.cloud",
  "ap-northeast-3": "apne3.pure.cloud",
  "ap-south-1": "aps1.pure.cloud",
  "ap-southeast-1": "apse1.pure.cloud",
  "ap-southeast-2": "mypurecloud.com.au",
  "ca-central-1": "cac1.pure.cloud",
  dca: "inindca.com",
  "eu-central-1": "mypurecloud.de",
  "eu-central-2": "euc2.pure.cloud",
  "eu-west-1": "mypurecloud.ie",
  "eu-west-2": "euw2.pure.cloud",
  "eusc-de-east-1": "edee1.eusc-pure.cloud",
  "me-central-1": "mec1.pure.cloud",
  "mx-central-1": "mxc1.pure.cloud",
  "sa-east-1": "sae1.pure.cloud",
  tca: "inintca.com",
  "us-east-1": "mypurecloud.com",
  "us-east-2": "use2.us-gov-pure.cloud",
  "us-west-2": "usw2.pure.cloud",
} as const;

/** A region of Genesys Cloud, in the words of the provider's `aws_region`. */
export type Region = keyof typeof REGION_DOMAINS;

/**
 * The region that the provider's `aws_region` names, in any letter case. Source: mypurecloud/genesyscloud, `StringInSlice(..., true)`
 * and `getRegionDomain` in provider.go (looked up 2026-11-28).
 */
export function regionNamed(value: unknown): Region | undefined {
  const name = typeof value === "string" ? value.toLowerCase() : "";
  return Object.hasOwn(REGION_DOMAINS, name) ? (name as Region) : undefined;
}

/**
 * The first version of the genesyscloud provider that knows a region; every supported one knows the others. Source:
 * mypurecloud/genesyscloud, `getRegionMap` by release (looked up 2026-11-28).
 */
export const REGION_SINCE: { readonly [Name in Region]?: string } = { "eusc-de-east-1": "1.83.0" };

/** Where tokens are got and the API is called. */
export interface Endpoints {
  readonly tokenUrl: string;
  readonly apiUrl: string;
}

/** Another address in front of both the login and the API host; the provider's `gateway` block. */
export interface Gateway {
  readonly protocol: "http" | "https";
  readonly host: string;
  readonly port: number;
  /** Put in front of the path, for a gateway that tells the two hosts apart by it. */
  readonly pathPrefixes?: GatewayPathPrefixes | undefined;
}

/** Paths such as `/login`; the provider's `path_params`. */
export interface GatewayPathPrefixes {
  /** Of the login host. @default - none */
  readonly login?: string | undefined;
  /** Of the API host. @default - none */
  readonly api?: string | undefined;
}

/**
 * The addresses of a region.
 * @throws {@link ScopelockError} `region/unknown`: what comes from the process's environment is of no type.
 */
export function regionEndpoints(region: Region): Endpoints {
  if (!Object.keys(REGION_DOMAINS).includes(region))
    throw new ScopelockError({
      id: "region/unknown",
      what: `"${String(region)}" is not a region of Genesys Cloud.`,
      why: "Its addresses are not known, so no token could be got.",
      fix: regionFix(region),
    });
  const domain = REGION_DOMAINS[region];
  return { tokenUrl: `https://login.${domain}/oauth/token`, apiUrl: `https://api.${domain}` };
}

/** The region that a URL is in; `undefined` for one that is in none, such as that of a gateway. */
export function regionOfUrl(url: string | undefined): Region | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined;
  const { hostname } = new URL(url);
  return (Object.keys(REGION_DOMAINS) as Region[]).find((region) =>
    hostname.endsWith(`.${REGION_DOMAINS[region]}`),
  );
}

/**
 * What people call a region besides. Source: Genesys Cloud developer documentation, "Platform API: regions", and Resource
 * Center, "AWS regions for Genesys Cloud".
 */
const PLACES: Readonly<Record<Exclude<Region, "dca" | "tca">, readonly string[]>> = {
  "ap-northeast-1": ["tokyo", "japan", "asia pacific tokyo"],
  "ap-northeast-2": ["seoul", "korea", "south korea"],
  "ap-northeast-3": ["osaka", "japan"],
  "ap-south-1": ["mumbai", "india"],
  "ap-southeast-1": ["singapore"],
  "ap-southeast-2": ["sydney", "australia"],
  "ca-central-1": ["canada", "montreal", "canada central"],
  "eu-central-1": ["frankfurt", "germany", "deutschland"],
  "eu-central-2": ["zurich", "switzerland", "schweiz"],
  "eu-west-1": ["dublin", "ireland", "eire"],
  "eu-west-2": ["london", "uk", "united kingdom", "great britain", "england"],
  // AWS European Sovereign Cloud; AWS names Brandenburg (AWS, "Opening the AWS European Sovereign Cloud", 2026-01-15).
  "eusc-de-east-1": [
    "european sovereign cloud",
    "eu sovereign",
    "eusc",
    "edee1",
    "brandenburg",
    "germany",
    "deutschland",
  ],
  "me-central-1": ["uae", "dubai", "united arab emirates"],
  "mx-central-1": ["mexico", "queretaro"],
  "sa-east-1": ["sao paulo", "brazil", "brasil", "south america"],
  "us-east-1": [
    "virginia",
    "north virginia",
    "n virginia",
    "us",
    "usa",
    "united states",
    "us east",
    "america",
  ],
  "us-east-2": ["ohio", "fedramp", "us gov", "usa", "us", "united states"],
  "us-west-2": ["oregon", "us west", "usa", "us", "united states", "america"],
};

/** A text in lower case, without accents, its words apart. */
const plainWords = (text: string) =>
  text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, " ")
    .trim();

/**
 * The regions that somebody meant by another name: a domain or an address below it (`https://api.mypurecloud.ie`), a
 * country, a city, `euw1`, `EU_WEST_1`.
 */
export function regionsMeant(text: string): readonly Region[] {
  const host = text
    .trim()
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, "")
    .replace(/[/:?#].*$/, "");
  const regions = Object.keys(PLACES) as (keyof typeof PLACES)[];
  const byDomain = regions.filter(
    (region) => host === REGION_DOMAINS[region] || host.endsWith(`.${REGION_DOMAINS[region]}`),
  );
  if (byDomain.length > 0) return byDomain;
  const asked = plainWords(text);
  const joined = asked.replaceAll(" ", "");
  const byName = regions.filter((region) => {
    const [area = "", side = "", number = ""] = region.split("-");
    // As Genesys's own hosts shorten it: euw1, apne2.
    const short =
      area +
      side
        .replace(/^(north|south)(?=east|west)/, (word) => word[0] ?? "")
        .replace(/east|west|north|south|central/, (word) => word[0] ?? "") +
      number;
    return joined === region.replaceAll("-", "") || joined === short;
  });
  if (byName.length > 0) return byName;
  const words = ` ${asked} `;
  const whole = regions.filter((region) => PLACES[region].includes(asked));
  return whole.length > 0
    ? whole
    : regions.filter((region) =>
        PLACES[region].some((place) => place.length > 3 && words.includes(` ${place} `)),
      );
}

/** How to name the region that was meant; else what regions there are, but for Genesys's own. */
export function regionFix(given: unknown): string {
  const known = Object.keys(PLACES);
  const text = typeof given === "string" ? given : "";
  const meant = text.length > 100 ? [] : regionsMeant(text);
  if (meant.length > 0) {
    const named = meant.map((region) => `"${region}" (${REGION_DOMAINS[region]})`);
    return `Write ${named.join(" or ")}.`;
  }
  return didYouMean(text, known, "Known regions");
}

/** A host name or an IPv4 address. */
export const GATEWAY_HOST = /^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$/;
/** Such as `/login`. */
export const PATH_PREFIX = /^(\/[A-Za-z0-9._~-]+)+$/;

/**
 * The addresses behind a gateway.
 * @throws {@link ScopelockError} `endpoints/gateway` for what makes no URL.
 */
export function gatewayEndpoints(gateway: Gateway): Endpoints {
  const { protocol, host, port, pathPrefixes } = record(gateway);
  const { login = "", api = "" } = record(pathPrefixes);
  const is = (value: unknown, form: RegExp) => typeof value === "string" && form.test(value);
  const isPort = Number.isInteger(port) && Number(port) > 0 && Number(port) < 65_536;
  const wrong = Object.entries({
    protocol: is(protocol, /^https?$/),
    host: is(host, GATEWAY_HOST),
    port: isPort,
    "pathPrefixes.login": login === "" || is(login, PATH_PREFIX),
    "pathPrefixes.api": api === "" || is(api, PATH_PREFIX),
  }).flatMap(([name, isRight]) => (isRight ? [] : [name]));
  if (wrong.length > 0)
    throw new ScopelockError({
      id: "endpoints/gateway",
      what: `The gateway has no usable ${listed(wrong)}.`,
      where: "gatewayEndpoints",
      why: "They are parts of the URLs that tokens are got from and data actions call.",
      fix: 'Give for example { protocol: "https", host: "gateway.example.com", port: 443, pathPrefixes: { login: "/login" } }.',
    });
  const origin = `${protocol}://${host}:${port}`;
  return { tokenUrl: `${origin}${login}/oauth/token`, apiUrl: origin + api };
}
