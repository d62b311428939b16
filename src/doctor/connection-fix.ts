import type { Reply } from "./reply";

/**
 * What to do where no connection came about, by the system's name of the error.
 * @param setting where the address is from, as it is typed
 */
export function connectionFix(reply: Reply, setting: string): string {
  const fixes: readonly (readonly [RegExp, string])[] = [
    [/^ECONNREFUSED/, `Start it, or correct host and port of ${setting}: nothing listens at that address.`],
    [
      /^(ENOTFOUND|EAI_AGAIN)/,
      `Correct the host of ${setting}, or the name resolution of this machine: nothing is known by that name.`,
    ],
    [
      /CERT|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|DEPTH_ZERO|ALTNAME/,
      `Name the certificate authority (NODE_EXTRA_CA_CERTS), or correct the host of ${setting}: its certificate is not trusted.`,
    ],
    [
      /EPROTO|WRONG_VERSION|ERR_SSL/,
      `Correct http or https in ${setting}: the server does not speak TLS as it is asked to.`,
    ],
    [
      /^(ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|\d+ s)/,
      "See that the network, its firewall and its proxy (HTTPS_PROXY, NO_PROXY) let this machine get there.",
    ],
    [/^/, `Check ${setting}, the network, and the certificate authority (NODE_EXTRA_CA_CERTS).`],
  ];
  const detail = reply.kind === "failure" ? reply.detail : "";
  return fixes.find(([error]) => error.test(detail))?.[1] ?? "";
}
