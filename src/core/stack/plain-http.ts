/** Hosts that are this machine itself: there alone a secret may travel without TLS. */
export const LOOPBACK: ReadonlySet<string> = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** Whether a URL sends what it carries over a network without TLS. */
export function isPlainHttp(url: string | undefined): url is string {
  if (url === undefined || !URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === "http:" && !LOOPBACK.has(hostname) && !/^127\.\d+\.\d+\.\d+$/.test(hostname);
}
