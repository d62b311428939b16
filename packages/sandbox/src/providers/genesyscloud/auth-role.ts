import { type DataSource, elements, ProviderError, type Resource, text } from "../plugin/resource";
import type { Attributes } from "../plugin/value";
import type { GenesyscloudClient } from "./client";

const ROLES = "/api/v2/authorization/roles";

/** `genesyscloud_auth_role`. */
export const authRole: Resource<GenesyscloudClient> = {
  forceNew: ["default_role_id"],

  async create(client, planned) {
    await lookAtPermissions(client, planned);
    const { id } = await client.call("POST", ROLES, body(planned));
    return (await authRole.read(client, { ...planned, id })) ?? {};
  },

  async read(client, state) {
    const role = await client.find(`${ROLES}/${text(state, "id")}?userCount=false`);
    if (!role) return null;
    return {
      ...state,
      name: role.name,
      description: role.description,
      permissions: role.permissions ?? [],
      permission_policies: elements(role, "permissionPolicies").map((policy) => ({
        domain: policy.domain,
        entity_name: policy.entityName,
        action_set: policy.actionSet,
        conditions: [],
      })),
    };
  },

  async update(client, prior, planned) {
    await lookAtPermissions(client, planned);
    await client.call("PUT", `${ROLES}/${text(prior, "id")}`, body(planned));
    return (await authRole.read(client, { ...planned, id: prior.id })) ?? {};
  },

  async delete(client, state) {
    const path = `${ROLES}/${text(state, "id")}`;
    await client.call("DELETE", path);
    await client.untilGone(`${path}?userCount=false`);
  },
};

/** `data.genesyscloud_auth_role`: by its exact name. */
export const authRoleByName: DataSource<GenesyscloudClient> = async (client, config) => {
  const name = text(config, "name");
  const query = new URLSearchParams({ pageSize: "100", pageNumber: "1", name, userCount: "false" });
  const found = elements(await client.call("GET", `${ROLES}?${query}`), "entities").find(
    (role) => role.name === name,
  );
  if (!found) throw new ProviderError(`no authorization roles found with name ${name}`);
  return { ...config, id: found.id };
};

/** The real provider asks for each domain's permissions and only logs what it finds: an unknown one stops nothing. */
async function lookAtPermissions(client: GenesyscloudClient, planned: Attributes): Promise<void> {
  for (const policy of elements(planned, "permission_policies"))
    await client.send(
      "GET",
      `/api/v2/authorization/permissions?pageSize=100&pageNumber=1&queryType=domain&query=${text(policy, "domain")}`,
    );
}

function body(planned: Attributes): object {
  const policies = elements(planned, "permission_policies").map((policy) => ({
    domain: policy.domain,
    entityName: policy.entity_name,
    actionSet: policy.action_set,
  }));
  const permissions = elements<string>(planned, "permissions");
  return {
    name: planned.name,
    description: text(planned, "description"),
    ...(permissions.length > 0 && { permissions }),
    permissionPolicies: policies.length > 0 ? policies : null,
  };
}
