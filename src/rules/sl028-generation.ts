import { shown, text } from "../core/diagnostic";
import { fromProblems } from "./rule";
import { resourcesOf } from "./subject";

export const generation = fromProblems(
  ["rotation/generation"],
  {
    id: "SL028",
    severity: "error",
    what: "The live generations are not those that were declared.",
    why: "A generation is one OAuth client: the current one is the newest, and what the state, Vault and the integration know must be the same.",
    fix: 'Change "generations", never for_each.',
  },
  function* (subject) {
    for (const owner of subject.owners)
      for (const { path, body } of resourcesOf(subject, owner, "genesyscloud_oauth_client")) {
        const declared = `\${toset(${JSON.stringify(owner.live.map(String))})}`;
        const got = text(body.for_each);
        if (got.replace(/\s/g, "") !== declared)
          yield { path, what: `for_each is ${shown(body.for_each)}; live are ${owner.live.join(", ")}.` };
      }
  },
);
