import { didYouMean, ScopelockError } from "../diagnostic";

/**
 * Domain of each Genesys Cloud region, by the names that the provider's `aws_region` takes. Sources: names,
 * provider mypurecloud/genesyscloud 1.82.0; domains, Genesys Cloud developer documentation, "Platform API: regions".
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
  const known = Object.keys(REGION_DOMAINS);
  if (!known.includes(region))
    throw new ScopelockError({
      id: "region/unknown",
      what: `"${region}" is not a region of Genesys Cloud.`,
      why: "Its addresses are not known, so no token could be got.",
      fix: didYouMean(String(region), known, "Known regions"),
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

/** The addresses behind a gateway. */
export function gatewayEndpoints({ protocol, host, port, pathPrefixes }: Gateway): Endpoints {
  const origin = `${protocol}://${host}:${port}`;
  const { login = "", api = "" } = pathPrefixes ?? {};
  return { tokenUrl: `${origin}${login}/oauth/token`, apiUrl: origin + api };
}
