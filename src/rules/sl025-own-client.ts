import { record, text } from "../core/diagnostic";
import { rule } from "./rule";
import { resourcesOf } from "./subject";

export const ownClient = rule(
  {
    id: "SL025",
    severity: "error",
    what: "A connection does not call with its own OAuth client.",
    why: "With the credential of another client its actions may do what that client may, and break when it is rotated; a copied credential comes empty from another organization.",
    fix: "Leave the credentials of the integration as they are.",
  },
  function* (subject) {
    for (const owner of subject.owners) {
      const own = resourcesOf(subject, owner, "genesyscloud_oauth_client").map(({ address }) => address);
      const wanted = own.map(
        (address) => `\${${address}["${owner.integration?.generation}"].integration_credential_id}`,
      );
      for (const { path, body } of resourcesOf(subject, owner, "genesyscloud_integration")) {
        const credentials = record(record(body.config).credentials);
        const others = Object.entries(credentials).filter(([, id]) => !wanted.includes(text(id)));
        for (const [name] of others)
          yield {
            path,
            what: `The credential ${name} is not that of the current generation of its own client.`,
          };
        if (Object.keys(credentials).length === 0) yield { path, what: "The integration has no credential." };
      }
    }
  },
);
