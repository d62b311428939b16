import { text } from "../core/diagnostic";
import { rule } from "./rule";

/**
 * Source of the dates: Genesys in its developer community, "Migrating from Implicit Grant: can we use Authorization Code Grant
 * instead of PKCE?" (looked up 2026-11-28).
 */
export const implicitGrant = rule(
  {
    id: "SL048",
    severity: "error",
    what: "An OAuth client uses the implicit grant.",
    why: "Genesys Cloud takes no new client of this grant since March 2026, and existing ones end by March 2027.",
    fix: "Use UserGrant.code(...), authorization code with PKCE, which needs no secret. Acknowledge the rule for a client that exists, until its application is changed.",
    acknowledgeable: "all",
  },
  function* ({ blocks }) {
    for (const { type, address, path, body } of blocks)
      if (type === "genesyscloud_oauth_client" && /^token$/i.test(text(body.authorized_grant_type)))
        yield { path, what: `${address} has the grant TOKEN.` };
  },
);
