import { ProviderError } from "./plugin/resource";

/**
 * The stand-ins are for the sandbox: they talk to this machine only, so nothing can reach a production server by accident.
 * @throws {@link ProviderError} for any other host.
 */
export function requireLoopback(url: string): string {
  const host = URL.canParse(url) ? new URL(url).hostname : "";
  if (["127.0.0.1", "localhost", "[::1]"].includes(host)) return url.replace(/\/+$/, "");
  throw new ProviderError(
    `The sandbox's provider stand-in does not talk to "${url}"`,
    "Only loopback addresses are allowed. Deploy with the real provider to reach a real server.",
  );
}
