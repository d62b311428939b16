import { type Resource, text } from "../plugin/resource";
import type { Attributes } from "../plugin/value";
import type { VaultClient } from "./client";

/** `vault_policy`. */
export const policy: Resource<VaultClient> = {
  forceNew: ["name"],
  create: put,
  async read(client, state) {
    const name = text(state, "id");
    const found = await client.read(`sys/policies/acl/${name}`);
    return found ? { ...state, name, policy: found.policy } : null;
  },
  update: (client, _prior, planned) => put(client, planned),
  async delete(client, state) {
    await client.call("DELETE", `sys/policies/acl/${text(state, "name")}`);
  },
};

async function put(client: VaultClient, planned: Attributes): Promise<Attributes> {
  const name = text(planned, "name");
  await client.call("PUT", `sys/policies/acl/${name}`, { policy: planned.policy });
  return (await policy.read(client, { ...planned, id: name })) ?? {};
}
