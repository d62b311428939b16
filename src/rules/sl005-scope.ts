import { texts } from "../core/diagnostic";
import { fromProblems } from "./rule";
import { resourcesOf } from "./subject";

export const scope = fromProblems(
  ["action/scopes", "scope/stated", "scope/because", "scope/unknown"],
  {
    id: "SL005",
    severity: "error",
    what: "Scopes are stated where permissions count, or by hand.",
    why: "Client credentials take permissions, through roles; scopes belong to the grants that act for a user, and are derived.",
    fix: "Remove the scopes of an action; for a UserGrantClient, name what it calls.",
    acknowledgeable: "warnings",
  },
  function* (subject) {
    for (const owner of subject.owners) {
      // One of three parts is a permission: `routing:queue:view`.
      for (const scope of owner.client?.scopes ?? [])
        if (/^[^:]+:[^:]+:[^:]+$/.test(scope))
          yield { path: owner.path, what: `${scope} is a permission, and no scope.` };
      for (const { path, body } of resourcesOf(subject, owner, "genesyscloud_oauth_client"))
        if (owner.integration && texts(body.scopes).length > 0)
          yield {
            path,
            what: `A client with client credentials has the scopes ${texts(body.scopes).join(", ")}.`,
          };
    }
  },
);
