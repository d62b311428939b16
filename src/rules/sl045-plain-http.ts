import { text } from "../core/diagnostic";
import { isPlainHttp } from "../core/stack";
import { objects } from "../core/terraform";
import { rule } from "./rule";

export const plainHttp = rule(
  {
    id: "SL045",
    severity: "warning",
    what: "An address outside of this machine is not encrypted.",
    why: "Tokens and client secrets pass over it: everyone on the way can read and use them.",
    fix: "Use https.",
  },
  function* ({ blocks, owners }) {
    for (const { address, path, body } of blocks) {
      const urls =
        address === "provider.vault"
          ? [text(body.address)]
          : address === "provider.genesyscloud"
            ? objects(body.gateway).map(({ protocol, host }) => `${text(protocol)}://${text(host)}`)
            : [];
      for (const url of urls.filter(isPlainHttp)) yield { path, what: `${address} calls ${url}.` };
    }
    for (const { path, endpoints } of owners)
      for (const url of [endpoints?.tokenUrl, endpoints?.apiUrl].filter(isPlainHttp))
        yield { path, what: `The endpoints in the secret name ${url}.` };
  },
);
