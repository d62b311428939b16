import { type Resource, text } from "../plugin/resource";
import type { Attributes } from "../plugin/value";
import type { VaultClient } from "./client";

/** `vault_mount`. */
export const mount: Resource<VaultClient> = {
  defaults: { local: false, external_entropy_access: false, seal_wrap: false },
  forceNew: ["type", "local", "external_entropy_access", "seal_wrap"],

  async create(client, planned) {
    const path = text(planned, "path");
    await client.call("POST", `sys/mounts/${path}`, {
      type: planned.type,
      description: planned.description ?? "",
      options: planned.options ?? {},
      config: {
        default_lease_ttl: `${planned.default_lease_ttl_seconds ?? 0}s`,
        max_lease_ttl: `${planned.max_lease_ttl_seconds ?? 0}s`,
      },
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
    };
  },

  async update(client, prior, planned) {
    const [from, path] = [text(prior, "path"), text(planned, "path")];
    if (from !== path) await client.call("POST", "sys/remount", { from, to: path });
    await client.call("POST", `sys/mounts/${path}/tune`, {
      description: planned.description ?? "",
      options: planned.options ?? {},
    });
    return (await mount.read(client, { ...planned, id: path })) ?? {};
  },

  async delete(client, state) {
    await client.call("DELETE", `sys/mounts/${text(state, "path")}`);
  },
};
