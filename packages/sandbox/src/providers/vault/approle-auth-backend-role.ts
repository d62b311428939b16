import { elements, type Resource, text } from "../plugin/resource";
import type { Attributes } from "../plugin/value";
import type { VaultClient } from "./client";

/** Attributes that the API calls the same. */
const SAME = [
  "bind_secret_id",
  "secret_id_bound_cidrs",
  "secret_id_num_uses",
  "secret_id_ttl",
  "token_bound_cidrs",
  "token_explicit_max_ttl",
  "token_max_ttl",
  "token_no_default_policy",
  "token_num_uses",
  "token_period",
  "token_policies",
  "token_ttl",
  "token_type",
] as const;

/** `vault_approle_auth_backend_role`. */
export const approleAuthBackendRole: Resource<VaultClient> = {
  defaults: { backend: "approle", bind_secret_id: true, token_type: "default" },
  forceNew: ["role_name", "backend"],

  create: (client, planned) => put(client, planned),

  async read(client, state) {
    const path = text(state, "id");
    const [, backend = "", role_name = ""] = /^auth\/(.+)\/role\/(.+)$/.exec(path) ?? [];
    const found = await client.read(path);
    if (!found) return null;
    const id = await client.read(`${path}/role-id`);
    return {
      ...state,
      ...Object.fromEntries(SAME.map((name) => [name, found[name] ?? null])),
      backend,
      role_name,
      role_id: id?.role_id ?? null,
    };
  },

  update: (client, _prior, planned) => put(client, planned),

  async delete(client, state) {
    await client.call("DELETE", text(state, "id"));
  },
};

async function put(client: VaultClient, planned: Attributes): Promise<Attributes> {
  const path = `auth/${text(planned, "backend")}/role/${text(planned, "role_name")}`;
  const body = Object.fromEntries(SAME.map((name) => [name, planned[name] ?? undefined]));
  await client.call("PUT", path, { ...body, token_policies: elements<string>(planned, "token_policies") });
  return (await approleAuthBackendRole.read(client, { ...planned, id: path })) ?? {};
}
