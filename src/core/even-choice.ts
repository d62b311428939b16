import { ACCESS_LEVELS, accessLevel } from "./access-level";
import type { Operation } from "./catalog/operation";
import { isOfFamily } from "./cover";
import { type Permission, partsOf } from "./permission";
import { isSelfScoped } from "./self-scoped";

/**
 * Permissions on different things that are equally good for an operation: as powerful, and as near to its path. Only how
 * much else they open decides between them, which says nothing of what the caller is after (`POST /api/v2/search` is
 * content with skills or with users). Empty where there is no such choice.
 */
export function evenChoice({ path, requirement }: Operation): readonly Permission[] {
  if (requirement.mode !== "any") return [];
  const candidates = requirement.permissions.filter((permission) => !isSelfScoped(permission));
  const family = path.split("/")[3] ?? "";
  const distance = (permission: Permission) =>
    2 * ACCESS_LEVELS.indexOf(accessLevel(permission)) + (isOfFamily(family, permission) ? 0 : 1);
  const least = Math.min(...candidates.map(distance));
  const nearest = candidates.filter((permission) => distance(permission) === least);
  const things = new Set(nearest.map((permission) => entityOf(permission)));
  return things.size > 1 ? nearest : [];
}

function entityOf(permission: Permission): string {
  const parts = partsOf(permission);
  return parts ? `${parts.domain}:${parts.entity}` : permission;
}
