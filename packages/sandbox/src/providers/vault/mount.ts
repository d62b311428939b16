import { type Resource, text } from "../plugin/resource";
import type { Attributes } from "../plugin/value";
import type { VaultClient } from "./client";

/** Attributes that are lists or sets, which the API calls the same. */
const LISTS = [
  "allowed_managed_keys",
  "allowed_response_headers",
  "audit_non_hmac_request_keys",
  "audit_non_hmac_response_keys",
  "delegated_auth_accessors",
  "passthrough_request_headers",
] as const;

const leases = (planned: Attributes) => ({
  default_lease_ttl: `${planned.default_lease_ttl_seconds ?? 0}s`,
  max_lease_ttl: `${planned.max_lease_ttl_seconds ?? 0}s`,
});

/** `vault_mount`. */
export const mount: Resource<VaultClient> = {
  defaults: { local: false, external_entropy_access: false, seal_wrap: false },
  forceNew: ["type", "local", "external_entropy_access", "seal_wrap"],

  async create(client, planned) {
    const path = text(planned, "path");
    await client.lookAtVersion();
    await client.call("POST", `sys/mounts/${path}`, {
      type: planned.type,
      description: planned.description ?? "",
      options: planned.options ?? {},
      config: {
        options: null,
        ...leases(planned),
        force_no_cache: planned.force_no_cache ?? false,
      },
      local: planned.local ?? false,
      seal_wrap: planned.seal_wrap ?? false,
      external_entropy_access: planned.external_entropy_access ?? false,
    });
    return (await mount.read(client, { ...planned, id: path })) ?? {};
  },

  async read(client, state) {
    const path = text(state, "id");
    const found = await client.read(`sys/mounts/${path}`);
    if (!found) return null;
    const config = found.config as Attributes;
    return {
      ...state,
      id: path,
      path,
      type: found.type,
      description: found.description,
      options: found.options,
      accessor: found.accessor,
      local: found.local,
      seal_wrap: found.seal_wrap,
      external_entropy_access: found.external_entropy_access,
      default_lease_ttl_seconds: config.default_lease_ttl,
      max_lease_ttl_seconds: config.max_lease_ttl,
      force_no_cache: config.force_no_cache,
      listing_visibility: config.listing_visibility ?? "",
      identity_token_key: config.identity_token_key ?? "",
      // Vault leaves out what is not set; a refresh makes empty lists of them, where a create has kept null.
      ...Object.fromEntries(LISTS.map((name) => [name, config[name] ?? []])),
    };
  },

  async update(client, prior, planned) {
    const [from, path] = [text(prior, "path"), text(planned, "path")];
    if (from !== path) await client.call("POST", "sys/remount", { from, to: path });
    await client.lookAtVersion();
    await client.call("POST", `sys/mounts/${path}/tune`, {
      ...leases(planned),
      options: planned.options ?? {},
      ...(prior.description !== planned.description && { description: planned.description ?? "" }),
    });
    return (await mount.read(client, { ...planned, id: path })) ?? {};
  },

  async delete(client, state) {
    await client.call("DELETE", `sys/mounts/${text(state, "path")}`);
  },
};
