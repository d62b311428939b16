import { rule } from "./rule";

export const customMetadata = rule(
  {
    id: "SL036",
    severity: "error",
    what: "A secret that is only written has metadata of its own.",
    why: "The provider fails when the metadata alone is changed, max_versions included.",
    fix: "Put limits on the mount: new VaultMount(..., { maxVersions }).",
  },
  function* ({ blocks }) {
    for (const { type, path, body } of blocks)
      if (
        type === "vault_kv_secret_v2" &&
        body.data_json_wo !== undefined &&
        body.custom_metadata !== undefined
      )
        yield { path, what: "custom_metadata is set." };
  },
);
