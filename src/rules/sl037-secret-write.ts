import { leaksIn } from "../core/terraform";
import { rule } from "./rule";
import { resourcesOf } from "./subject";

export const secretWrite = rule(
  {
    id: "SL037",
    severity: "error",
    what: "The secret in Vault is not only written, or not wholly removed.",
    why: "Read back, it is in the state; a version that outlives the secret can be undeleted.",
    fix: "Leave the attributes of the secret as they are.",
  },
  function* (subject) {
    for (const owner of subject.owners) {
      const secrets = resourcesOf(subject, owner, "vault_kv_secret_v2").filter(
        ({ path }) => path === `${owner.path}/secret/secret`,
      );
      if (owner.handoff === "vault-only")
        for (const { kind, what, address } of leaksIn({ blocks: secrets }))
          if (kind === "write") yield { path: `${owner.path}/secret/secret`, what: `${address} ${what}.` };
      for (const { path, body } of secrets)
        if (body.delete_all_versions !== true) yield { path, what: "delete_all_versions is not true." };
    }
  },
);
