import type { OperationId } from "./calls";
import type { ResourceType } from "./resource-type";
import { SERVERS_OWN } from "./reviewed";

const ROLES = "/api/v2/authorization/roles";

export const role = {
  type: "genesyscloud_auth_role",
  label: "role",
  uses: [
    "id",
    "name",
    "description",
    "permissions",
    "permission_policies",
    "permission_policies.domain",
    "permission_policies.entity_name",
    "permission_policies.action_set",
  ],
  calls: {
    read: [`GET ${ROLES}/{roleId}`],
    create: ["GET /api/v2/authorization/permissions", `POST ${ROLES}`],
    update: ["GET /api/v2/authorization/permissions", `PUT ${ROLES}/{roleId}`],
    delete: [`DELETE ${ROLES}/{roleId}`],
  },
  attributes: {
    id: SERVERS_OWN,
    name: { harmless: "a role is granted by its id; the name is shown" },
    description: { harmless: "a text for people" },
    permissions: { judgedBy: "role" },
    permission_policies: { judgedBy: "role" },
    default_role_id: { judgedBy: "role" },
  },
} as const satisfies ResourceType<OperationId>;

/** A role that exists already, looked up by its name. */
export const existingRole = {
  type: "data.genesyscloud_auth_role",
  label: "existing role",
  uses: ["id", "name"],
  calls: { read: [`GET ${ROLES}`] },
} as const satisfies ResourceType<OperationId>;
