import { type Catalog, type Operation, type Permission, partsOf } from "scopelock/sandbox-support";
import { ApiError } from "./api-error";
import type { OAuthClient, PermissionPolicy, Role } from "./entities";
import { inForce } from "./propagation";
import type { Store } from "./store";

/** Permissions of a role. */
export type RolePermissions = Pick<Role, "permissions" | "permissionPolicies">;

/** Permissions of a caller: through roles, in divisions, as far as the organization has them. */
export class Access {
  private readonly roles: readonly { readonly divisionId: string; readonly role: Role | undefined }[];

  /** @param now milliseconds since the epoch: a change may not be in force yet */
  constructor(
    private readonly store: Store,
    client: OAuthClient,
    now: number,
  ) {
    const { roleDivisions = [] } = inForce(store.former.clients, client.id, client, now) ?? {};
    this.roles = roleDivisions.map(({ roleId, divisionId }) => ({
      divisionId,
      role: inForce(store.former.roles, roleId, store.roles.get(roleId), now),
    }));
  }

  /** True if a role grants a permission that the organization has, in a division if one is given. */
  holds(permission: string, divisionId?: string): boolean {
    return !this.store.missingPermissions.has(permission) && this.isGranted(permission, divisionId);
  }

  /**
   * Enforces what the catalogue names as an operation's requirement.
   * @returns the permissions that decided
   * @throws {@link ApiError} 403 that names what is missing, in the vendor's words.
   */
  enforce({ requirement }: Operation): readonly Permission[] {
    const held = requirement.permissions.filter((permission) => this.holds(permission));
    const lacking = requirement.permissions.filter((permission) => !held.includes(permission));
    if (requirement.mode === "all" && lacking.length > 0) throw ApiError.missing(lacking);
    if (requirement.mode === "any" && held.length === 0) throw ApiError.missingAny(requirement.permissions);
    return held;
  }

  /**
   * A caller grants only permissions that it was granted. A permission that the organization lacks can be granted: it is
   * in the role, and counts for nothing.
   * @throws {@link ApiError} 403 that names what the caller lacks.
   */
  enforceMayGrant(role: RolePermissions, catalog: Catalog): void {
    const lacking = permissionsOf(role, catalog).filter((permission) => !this.isGranted(permission));
    if (lacking.length > 0) throw ApiError.missing(lacking as Permission[]);
  }

  private isGranted(permission: string, divisionId?: string): boolean {
    return this.roles.some(
      (grant) =>
        (divisionId === undefined || grant.divisionId === "*" || grant.divisionId === divisionId) &&
        grants(grant.role, permission),
    );
  }
}

function grants(role: RolePermissions | undefined, permission: string): boolean {
  if (!role) return false;
  const parts = partsOf(permission);
  if (!parts) return role.permissions.includes(permission) || role.permissions.includes("*");
  return role.permissionPolicies.some(
    ({ domain, entityName, actionSet }) =>
      (domain === "*" || domain === parts.domain) &&
      (entityName === "*" || entityName === parts.entity) &&
      (actionSet.includes("*") || actionSet.includes(parts.action)),
  );
}

/** Every permission that a role grants, wildcards spelled out by the catalogue. */
function permissionsOf(role: RolePermissions, catalog: Catalog): string[] {
  return [...role.permissions, ...role.permissionPolicies.flatMap((policy) => spellOut(policy, catalog))];
}

/** The permissions of a role that grants exactly these; `*` is every permission. */
export function rolePermissions(permissions: readonly string[]): RolePermissions {
  const policies = new Map<string, PermissionPolicy>();
  const general: string[] = [];
  for (const permission of new Set(permissions)) {
    const parts = partsOf(permission);
    if (!parts) general.push(permission);
    else {
      const { domain, entity, action } = parts;
      const { actionSet = [] } = policies.get(`${domain}:${entity}`) ?? {};
      policies.set(`${domain}:${entity}`, { domain, entityName: entity, actionSet: [...actionSet, action] });
    }
  }
  const all = general.includes("*") ? [{ domain: "*", entityName: "*", actionSet: ["*"] }] : [];
  return { permissions: general, permissionPolicies: [...all, ...policies.values()] };
}

/** What a role grants without some permissions, and with some more. Policies that hold none of the former stay as they are. */
export function editedPermissions(
  role: RolePermissions,
  { remove = [], add = [] }: { readonly remove?: readonly string[]; readonly add?: readonly string[] },
  catalog: Catalog,
): RolePermissions {
  const added = rolePermissions(add);
  const kept = role.permissionPolicies.flatMap((policy) => {
    const all = spellOut(policy, catalog);
    if (!all.some((permission) => remove.includes(permission))) return [policy];
    const { permissionPolicies } = rolePermissions(all.filter((permission) => !remove.includes(permission)));
    return permissionPolicies.map((each) => ({ ...policy, ...each }));
  });
  return {
    permissions: [...role.permissions.filter((each) => !remove.includes(each)), ...added.permissions],
    permissionPolicies: [...kept, ...added.permissionPolicies],
  };
}

function spellOut({ domain, entityName, actionSet }: PermissionPolicy, catalog: Catalog): string[] {
  if (domain !== "*" && entityName !== "*" && !actionSet.includes("*"))
    return actionSet.map((action) => `${domain}:${entityName}:${action}`);
  return catalog.permissions.filter((permission) =>
    grants({ permissions: [], permissionPolicies: [{ domain, entityName, actionSet }] }, permission),
  );
}
