import { type Catalog, type Operation, type Permission, partsOf } from "scopelock/sandbox-support";
import { ApiError } from "./api-error";
import type { OAuthClient, PermissionPolicy, Role } from "./entities";
import type { Store } from "./store";

/** What a caller may do: permissions through roles, in divisions. */
export class Access {
  constructor(
    private readonly store: Store,
    private readonly client: OAuthClient,
  ) {}

  /** Whether some role grants a permission, in a division if one is given. */
  holds(permission: string, divisionId?: string): boolean {
    return this.client.roleDivisions.some(
      (grant) =>
        (divisionId === undefined || grant.divisionId === "*" || grant.divisionId === divisionId) &&
        grants(this.store.roles.get(grant.roleId), permission),
    );
  }

  /**
   * Enforces what the catalogue says an operation requires.
   * @throws {@link ApiError} 403 that names what is missing, in the vendor's words.
   */
  enforce({ requirement }: Operation): void {
    const lacking = requirement.permissions.filter((permission) => !this.holds(permission));
    if (requirement.mode === "all" && lacking.length > 0) throw ApiError.missing(lacking);
    if (requirement.mode === "any" && lacking.length === requirement.permissions.length)
      throw ApiError.missingAny(requirement.permissions);
  }

  /**
   * Nobody hands out what he does not hold.
   * @throws {@link ApiError} 403 that names what the caller lacks.
   */
  enforceMayGrant(role: Pick<Role, "permissions" | "permissionPolicies">, catalog: Catalog): void {
    const lacking = permissionsOf(role, catalog).filter((permission) => !this.holds(permission));
    if (lacking.length > 0) throw ApiError.missing(lacking as Permission[]);
  }
}

function grants(role: Role | undefined, permission: string): boolean {
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

/** Every permission that a role means, wildcards spelled out by the catalogue. */
function permissionsOf(role: Pick<Role, "permissions" | "permissionPolicies">, catalog: Catalog): string[] {
  return [...role.permissions, ...role.permissionPolicies.flatMap((policy) => spellOut(policy, catalog))];
}

function spellOut({ domain, entityName, actionSet }: PermissionPolicy, catalog: Catalog): string[] {
  if (entityName !== "*" && !actionSet.includes("*"))
    return actionSet.map((action) => `${domain}:${entityName}:${action}`);
  return catalog.permissions.filter((permission) => {
    const parts = partsOf(permission);
    return (
      parts?.domain === domain &&
      (entityName === "*" || parts.entity === entityName) &&
      (actionSet.includes("*") || actionSet.includes(parts.action))
    );
  });
}
