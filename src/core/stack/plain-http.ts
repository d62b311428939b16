/** Hosts of this machine that a redirect URI may name: it is compared exactly. */
export const LOOPBACK: ReadonlySet<string> = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** An address of 127.0.0.0/8: four numbers up to 255, none with a leading zero. */
const IPV4_LOOPBACK = /^127(\.(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3}$/;

/**
 * Whether a host is this machine itself: there alone a secret may travel without TLS.
 * @param host an IPv6 address with or without its brackets
 */
export function isLoopback(host: string): boolean {
  const name = host.toLowerCase().replace(/^\[|\]$/g, "");
  return name === "localhost" || name === "::1" || IPV4_LOOPBACK.test(name);
}

/** Whether a URL sends what it carries over a network without TLS. */
export function isPlainHttp(url: string | undefined): url is string {
  if (url === undefined || !URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === "http:" && !isLoopback(hostname);
}
