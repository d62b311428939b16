import type { Permission } from "./permission";

/**
 * What one operation asks of its caller. `any`: one of the permissions is enough. `all`: every one is needed.
 * `none`: the catalogue lists no permission.
 */
export type Requirement =
  | { readonly mode: "any"; readonly permissions: readonly [Permission, ...Permission[]] }
  | { readonly mode: "all"; readonly permissions: readonly [Permission, ...Permission[]] }
  | { readonly mode: "none"; readonly permissions: readonly [] };

/**
 * Of an operation that the catalogue knows by its path alone: what it requires is in no source. Not the same as
 * requiring nothing, and never a set of permissions to derive from.
 */
export interface UnknownRequirement {
  readonly mode: "unknown";
  readonly permissions: readonly [];
}

/** Whether a set of permissions is known to meet a requirement. */
export function meets(requirement: Requirement | UnknownRequirement, held: ReadonlySet<Permission>): boolean {
  switch (requirement.mode) {
    case "none":
      return true;
    case "any":
      return requirement.permissions.some((permission) => held.has(permission));
    case "all":
      return requirement.permissions.every((permission) => held.has(permission));
    case "unknown":
      return false;
  }
}
