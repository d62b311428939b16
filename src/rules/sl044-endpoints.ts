import { text } from "../core/diagnostic";
import { regionNamed, regionOfUrl } from "../core/request";
import { rule } from "./rule";

export const endpoints = rule(
  {
    id: "SL044",
    severity: "error",
    what: "The endpoints in a secret are of another region than the provider.",
    why: "Terraform makes the OAuth client in the provider's region; a reader that asks another region for a token gets 401.",
    fix: 'Leave "endpoints" out: those of the provider\'s region are the default.',
    acknowledgeable: "all",
  },
  function* ({ blocks, owners }) {
    const providers = blocks.filter(({ address }) => address === "provider.genesyscloud");
    // With an alias, which resources it is for is not known here; behind a gateway, neither is its region.
    const regions = providers
      .filter(({ body }) => body.alias === undefined && body.gateway === undefined)
      .flatMap(({ body }) => regionNamed(body.aws_region) ?? (text(body.aws_region) || []));
    const [own] = regions;
    for (const owner of owners) {
      const named = [owner.endpoints?.tokenUrl, owner.endpoints?.apiUrl].flatMap(
        (url) => regionOfUrl(url) ?? [],
      );
      const wrong = named.find((region) => region !== (own ?? named[0]));
      if (wrong === undefined) continue;
      const other =
        own === undefined ? `of ${named.join(" and ")}` : `of ${wrong}, but the provider's region is ${own}`;
      yield { path: owner.path, what: `The endpoints are ${other}.` };
    }
  },
);
