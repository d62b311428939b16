import { z } from "zod";
import type { RefusalAnywhere } from "../diagnostic";

/** Most entries of a list. Source: Genesys Cloud Resource Center, "Allow IP addresses" (of an organization; 2026-11-28). */
const MOST = 150;

const is = (form: z.ZodType, text: string) => form.safeParse(text).success;

/**
 * What is wrong with the allowed IP addresses of an OAuth client; `undefined` when nothing is.
 *
 * Sources: Genesys Cloud announcement of 2026-04-06, "Restrict OAuth client credentials grants to allowed IP addresses"
 * (addresses or CIDR ranges); Resource Center, "Allow IP addresses", of the list of an organization (IPv4 only, at most 150).
 * That the list of a client has the same limits is not verified. Both looked up 2026-11-28.
 */
export function allowedAddressesRefusal(addresses: readonly string[]): RefusalAnywhere | undefined {
  const refuse = (what: string, fix: string): RefusalAnywhere => ({
    id: "client/allowed-addresses",
    what,
    why: "Genesys Cloud gives the client's tokens to callers from these addresses, and to no others.",
    fix,
  });
  if (addresses.length === 0)
    return refuse("The list of allowed IP addresses is empty.", "List at least one, or leave it out.");
  if (addresses.length > MOST)
    return refuse(
      `The list of allowed IP addresses is too long: ${addresses.length}.`,
      `List at most ${MOST}; a network takes one entry.`,
    );
  const networks = new Map<string, string>();
  for (const text of addresses) {
    const problem = problemOf(text);
    if (problem) return refuse(`The allowed IP address "${text}" ${problem.what}.`, problem.fix);
    const network = networkOf(text);
    const other = networks.get(network);
    if (other !== undefined)
      return refuse(
        other === text
          ? `The allowed IP address "${text}" is listed twice.`
          : `The allowed IP addresses "${other}" and "${text}" are the same.`,
        "List it once.",
      );
    networks.set(network, text);
  }
  return undefined;
}

function problemOf(text: string): { readonly what: string; readonly fix: string } | undefined {
  const [address = "", bits, ...rest] = text.split("/");
  if (is(z.ipv6(), address))
    return { what: "is IPv6", fix: "List the IPv4 address: Genesys Cloud takes no other." };
  if (!is(z.ipv4(), address) || rest.length > 0 || (bits !== undefined && !is(z.cidrv4(), text)))
    return {
      what: "is neither an IPv4 address nor a network in CIDR form",
      fix: "Write it like 203.0.113.7 or 203.0.113.0/24.",
    };
  if (bits === "0")
    return {
      what: "is every address",
      fix: "List the addresses that readers of the secret call from, or leave the list out.",
    };
  const network = networkOf(text);
  return network === `${address}/${bits ?? 32}`
    ? undefined
    : {
        what: "is an address within a network, not the network",
        fix: `Write ${network} for the network, or ${address} for the one address.`,
      };
}

/** The network that an IPv4 address or CIDR text is in, with its bits. */
function networkOf(text: string): string {
  const [address = "", bits = "32"] = text.split("/");
  const number = address.split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0);
  const size = 2 ** (32 - Number(bits));
  const first = Math.floor(number / size) * size;
  return `${[24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256).join(".")}/${bits}`;
}
