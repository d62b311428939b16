import { leaksIn } from "../core/terraform";
import { rule } from "./rule";

export const providerCredential = rule(
  {
    id: "SL042",
    severity: "error",
    what: "A credential of a provider is in the configuration.",
    why: "It is in what is synthesized, which people upload and keep.",
    fix: "Leave it out: the providers take GENESYSCLOUD_OAUTHCLIENT_SECRET, VAULT_TOKEN and the like from the process environment.",
    acknowledgeable: "all",
  },
  function* (subject) {
    const blocks = subject.blocks.filter(({ type }) => type === "provider");
    for (const { address, what } of leaksIn({ blocks }))
      yield { path: subject.path, what: `${address} ${what}.` };
  },
);
