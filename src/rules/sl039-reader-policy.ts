import { shown, text } from "../core/diagnostic";
import { type PathRule, readerRules, renderPolicy, secretPaths, secretRules } from "../core/stack";
import { rule } from "./rule";
import type { Owner } from "./subject";

export const readerPolicy = rule(
  {
    id: "SL039",
    severity: "error",
    what: "The policy of a reader allows other than to read its secrets.",
    why: "A reader reads exactly the secrets that name it, each with its manifest.",
    fix: "Leave the policy as it is; name the reader in what else it is to read.",
    acknowledgeable: "all",
  },
  function* ({ blocks, owners }) {
    for (const { type, path, body } of blocks) {
      if (type !== "vault_policy") continue;
      const rules = owners.flatMap((owner) => rulesFor(text(body.name), owner));
      const allowed = new Set(rules.map((rule) => renderPolicy([rule])));
      if (allowed.size === 0) continue;
      for (const stanza of stanzasOf(text(body.policy)))
        if (!allowed.has(`${stanza}\n`))
          yield { path, what: `It has ${shown(stanza.replace(/\s+/g, " "))}.` };
    }
  },
);

/** What an owner lets a policy do. */
function rulesFor(name: string, { integration, client }: Owner): readonly PathRule[] {
  if (integration?.readerPolicies.includes(name))
    return readerRules(secretPaths(integration.mount.path, integration.environment, integration.id));
  if (client?.secret?.readerPolicies.includes(name))
    return secretRules(secretPaths(client.secret.mount.path, client.environment, client.id));
  return [];
}

/** Of a policy as scopelock renders it; whatever is not a stanza of that form is one of its own. */
const stanzasOf = (policy: string) => policy.trim().split(/(?<=^\})\s+/m);
