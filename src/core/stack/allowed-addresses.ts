import { z } from "zod";
import { listed, type RefusalAnywhere, shown } from "../diagnostic";

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
  for (const text of addresses) {
    const problem = problemOf(text);
    if (problem) return refuse(`The allowed IP address ${shown(text)} ${problem.what}.`, problem.fix);
  }
  const ranges = addresses.map(rangeOf).sort((a, b) => a.first - b.first || b.last - a.last);
  // Of two networks that share an address, one lies within the other: it is the next in this order.
  const inner = ranges.find(({ first }, at) => first <= (ranges[at - 1]?.last ?? -1));
  const outer = inner && ranges[ranges.indexOf(inner) - 1];
  if (inner && outer)
    return inner.text === outer.text
      ? refuse(`The allowed IP address "${inner.text}" is listed twice.`, "List it once.")
      : refuse(
          inner.first === outer.first && inner.last === outer.last
            ? `The allowed IP addresses "${outer.text}" and "${inner.text}" are the same.`
            : `The allowed IP address "${inner.text}" lies within "${outer.text}", which is listed as well.`,
          "List one of the two.",
        );
  if (ranges.reduce((sum, { first, last }) => sum + last - first + 1, 0) === 2 ** 32)
    return refuse(
      `The allowed IP addresses ${listed(addresses.map((each) => `"${each}"`))} are every address.`,
      NOT_ALL,
    );
  return undefined;
}

const NOT_ALL = "List the addresses that readers of the secret call from, or leave the list out.";

/** Networks from which no call reaches Genesys Cloud. Source: IANA IPv4 Special-Purpose Address Registry; RFC 1112, 5771. */
const NOT_PUBLIC: readonly (readonly [network: string, what: string])[] = [
  ["0.0.0.0/8", "of no host"],
  ["10.0.0.0/8", "private"],
  ["100.64.0.0/10", "of a carrier's own network"],
  ["127.0.0.0/8", "of the machine itself"],
  ["169.254.0.0/16", "link-local"],
  ["172.16.0.0/12", "private"],
  ["192.168.0.0/16", "private"],
  ["224.0.0.0/3", "of multicast, or reserved"],
];

function problemOf(text: string): { readonly what: string; readonly fix: string } | undefined {
  const [address = "", bits, ...rest] = text.split("/");
  if (is(z.ipv6(), address))
    return { what: "is IPv6", fix: "List the IPv4 address: Genesys Cloud takes no other." };
  if (!is(z.ipv4(), address) || rest.length > 0 || (bits !== undefined && !is(z.cidrv4(), text)))
    return {
      what: "is neither an IPv4 address nor a network in CIDR form",
      fix: "Write it like 203.0.113.7 or 203.0.113.0/24.",
    };
  if (bits === "0") return { what: "is every address", fix: NOT_ALL };
  const { first, last } = rangeOf(text);
  const inside = NOT_PUBLIC.find(([network]) => {
    const outer = rangeOf(network);
    return outer.first <= first && last <= outer.last;
  });
  if (inside)
    return {
      what: `is ${inside[1]}: no call from the internet has it`,
      fix: "List the public address that the callers leave their network by, for example that of the NAT gateway.",
    };
  const network = `${dotted(first)}/${bits ?? 32}`;
  return network === `${address}/${bits ?? 32}`
    ? undefined
    : {
        what: "is an address within a network, not the network",
        fix: `Write ${network} for the network, or ${address} for the one address.`,
      };
}

interface Range {
  readonly text: string;
  readonly first: number;
  readonly last: number;
}

/** The addresses of the network that an IPv4 address or CIDR text is in. */
function rangeOf(text: string): Range {
  const [address = "", bits = "32"] = text.split("/");
  const number = address.split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0);
  const size = 2 ** (32 - Number(bits));
  const first = Math.floor(number / size) * size;
  return { text, first, last: first + size - 1 };
}

const dotted = (number: number) =>
  [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join(".");
