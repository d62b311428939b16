import { record, shown } from "../core/diagnostic";
import { rule } from "./rule";

export const deleteVersionAfter = rule(
  {
    id: "SL030",
    severity: "error",
    what: "Vault deletes versions after a set time.",
    why: "When a rotation is late it deletes the current one, and every reader stands without a secret.",
    fix: "Leave delete_version_after out: limit the number of versions (maxVersions).",
    acknowledgeable: "all",
  },
  function* ({ blocks }) {
    for (const { type, path, body } of blocks)
      if (type === "vault_kv_secret_backend_v2" || type === "vault_kv_secret_v2")
        for (const place of [body, record(body.custom_metadata)])
          if ((place.delete_version_after ?? 0) !== 0)
            yield { path, what: `delete_version_after is ${shown(place.delete_version_after)}.` };
  },
);
