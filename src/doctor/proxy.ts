import { BlockList, isIP } from "node:net";
import type { Dispatcher } from "undici";
import { ScopelockError } from "../core/diagnostic";
import { isLoopback } from "../core/stack";

/** How a request leaves the machine by a proxy. */
export interface ProxyRoute {
  /** `proxy.example.com:3128`, with the variable that names it. Never its password. */
  readonly label: string;
  readonly dispatcher: Dispatcher;
}

/**
 * Which proxy requests take: what the environment says, read as Go programs read it, so that the doctor goes the way that
 * Terraform, its providers and Vault's command go. `HTTPS_PROXY` and `HTTP_PROXY` by the scheme of what is asked, `NO_PROXY`
 * for exceptions, each in capitals or not. This machine is never asked by a proxy.
 *
 * Source: `FromEnvironment` of golang.org/x/net/http/httpproxy, v0.47.0.
 */
export class Proxies {
  private readonly routes = new Map<string, ProxyRoute>();
  private readonly exceptions: readonly Exception[];

  /**
   * @param environment of the process
   * @throws {@link ScopelockError} `doctor/proxy` for a proxy that cannot be used
   */
  constructor(private readonly environment: Readonly<Record<string, string | undefined>>) {
    const entries = this.variable("NO_PROXY")?.value.toLowerCase().split(",") ?? [];
    this.exceptions = entries.flatMap((entry) => (entry.trim() ? parseException(entry.trim()) : []));
    for (const scheme of ["HTTPS_PROXY", "HTTP_PROXY"]) this.address(scheme);
  }

  /** The way to a URL; `undefined` when it is asked directly. */
  for(url: string): ProxyRoute | undefined {
    const { protocol, hostname, port } = new URL(url);
    const host = hostname.replace(/^\[|\]$/g, "");
    if (isLoopback(host)) return undefined;
    const asked = { host, port: port || (protocol === "https:" ? "443" : "80") };
    if (this.exceptions.some((holds) => holds(asked))) return undefined;
    const proxy = this.address(protocol === "https:" ? "HTTPS_PROXY" : "HTTP_PROXY");
    if (!proxy) return undefined;
    const known = this.routes.get(proxy.label) ?? routeThrough(proxy);
    this.routes.set(proxy.label, known);
    return known;
  }

  private variable(name: string) {
    return [name, name.toLowerCase()]
      .map((each) => ({ name: each, value: this.environment[each]?.trim() ?? "" }))
      .find(({ value }) => value !== "");
  }

  private address(variable: string): Address | undefined {
    const named = this.variable(variable);
    if (!named) return undefined;
    // Without a scheme, a proxy is spoken to by plain HTTP.
    const text = named.value.includes("://") ? named.value : `http://${named.value}`;
    const url = URL.canParse(text) ? new URL(text) : undefined;
    if (!url?.hostname || !["http:", "https:"].includes(url.protocol)) throw unusableProxy(named.name, url);
    try {
      const user = decodeURIComponent([url.username, url.password].join(":"));
      return { url, user, label: `${url.host} (${named.name})` };
    } catch {
      throw unusableProxy(named.name, undefined);
    }
  }
}

interface Address {
  readonly url: URL;
  /** Name and password, with a colon between them. */
  readonly user: string;
  readonly label: string;
}

function routeThrough({ url, user, label }: Address): ProxyRoute {
  // Loaded only where there is a proxy.
  const { ProxyAgent }: typeof import("undici") = require("undici");
  return {
    label,
    dispatcher: new ProxyAgent({
      uri: url.origin,
      ...(url.username && { token: `Basic ${Buffer.from(user).toString("base64")}` }),
    }),
  };
}

/** Never the value: it may hold a password. */
function unusableProxy(variable: string, url: URL | undefined): ScopelockError {
  return new ScopelockError({
    id: "doctor/proxy",
    what: url ? `${url.protocol.slice(0, -1)} is not a protocol for a proxy.` : "The proxy is not a URL.",
    where: variable,
    why: "The doctor sends requests to Vault and Genesys Cloud through the proxy that the environment names, as Terraform does.",
    fix: `Give ${variable} a URL such as http://proxy.example.com:3128 (in its password, % is written %25), or unset it; requests to hosts in NO_PROXY go directly.`,
  });
}

/** Whether an entry of `NO_PROXY` holds for a request to a host, in lower case. */
type Exception = (asked: { readonly host: string; readonly port: string }) => boolean;

function parseException(entry: string): Exception {
  if (entry === "*") return () => true;
  const [network = "", prefix] = entry.split("/");
  if (prefix !== undefined) return networkException(network, prefix);
  const [, name = entry, port] = /^(\[.*\]|[^:]+):(\d+)$/.exec(entry) ?? [];
  const bare = name.replace(/^\[|\]$/g, "").replace(/^\*(?=\.)/, "");
  return ({ host, port: asked }) =>
    (port === undefined || port === asked) &&
    // A name holds for what is below it too; with a dot before it, only for that.
    (host === bare || host.endsWith(bare.startsWith(".") ? bare : `.${bare}`));
}

function networkException(network: string, prefix: string): Exception {
  const family = isIP(network);
  const bits = Number(prefix);
  if (!family || !/^\d{1,3}$/.test(prefix) || bits > (family === 4 ? 32 : 128)) return () => false;
  const addresses = new BlockList();
  addresses.addSubnet(network, bits, family === 4 ? "ipv4" : "ipv6");
  return ({ host }) => isIP(host) === family && addresses.check(host, family === 4 ? "ipv4" : "ipv6");
}
