import { type Resource, text } from "../plugin/resource";
import type { Attributes } from "../plugin/value";
import type { VaultClient } from "./client";

/** `vault_kv_secret_backend_v2`: the limits of a mount. */
export const kvSecretBackendV2: Resource<VaultClient> = {
  forceNew: ["mount"],
  create: configure,

  async read(client, state) {
    const mount = text(state, "id").replace(/\/config$/, "");
    const found = await client.read(`${mount}/config`);
    if (!found) return null;
    return { ...state, mount, max_versions: found.max_versions, cas_required: found.cas_required };
  },

  update: (client, _prior, planned) => configure(client, planned),

  // A mount has a configuration for as long as it is there.
  async delete() {},
};

async function configure(client: VaultClient, planned: Attributes): Promise<Attributes> {
  const mount = text(planned, "mount");
  await client.call("PUT", `${mount}/config`, {
    max_versions: planned.max_versions ?? 0,
    cas_required: planned.cas_required ?? false,
    delete_version_after: planned.delete_version_after ?? 0,
  });
  return (await kvSecretBackendV2.read(client, { ...planned, id: `${mount}/config` })) ?? {};
}
