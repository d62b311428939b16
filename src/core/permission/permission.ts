/** A permission on an entity, `domain:entity:action`, for example `externalContacts:contact:view`. */
export type EntityPermission = `${string}:${string}:${string}`;

/**
 * Permissions of the older kind, without an entity. Source: the catalogue's table, which names the first two; the third,
 * the reference of the Terraform provider mypurecloud/genesyscloud 1.82.0, `genesyscloud_auth_role`.
 */
export const GENERAL_PERMISSIONS = ["admin", "content_management_user", "group_creation"] as const;

/** One of {@link GENERAL_PERMISSIONS}. */
export type GeneralPermission = (typeof GENERAL_PERMISSIONS)[number];

/** A Genesys Cloud permission. */
export type Permission = EntityPermission | GeneralPermission;

/** The three parts of a permission, in the words of `genesyscloud_auth_role`'s `permission_policies`. */
export interface PermissionParts {
  readonly domain: string;
  readonly entity: string;
  readonly action: string;
}

/** Splits a permission into its parts; `undefined` when the text is not of the form `domain:entity:action`. */
export function partsOf(text: string): PermissionParts | undefined {
  const [domain, entity, action, ...rest] = text.split(":");
  return domain && entity && action && rest.length === 0 ? { domain, entity, action } : undefined;
}

/**
 * Letters and digits in each part, as in `messaging:XIntegration:edit` and `chat:1on1:view`. Source: every permission of the
 * catalogue, and every one that the pages of the Terraform provider name.
 */
const ENTITY_PERMISSION = /^[a-z][A-Za-z0-9]*:(?=\w*[a-z])[A-Za-z0-9]+:[a-z][A-Za-z0-9]*$/;

/** Whether a text has the form of a permission; that says nothing of whether there is one. */
export function isPermissionName(text: string): text is Permission {
  return GENERAL_PERMISSIONS.some((name) => name === text) || ENTITY_PERMISSION.test(text);
}

/** One `permission_policies` block of a role: every action on one entity. */
export interface PermissionPolicy {
  readonly domain: string;
  readonly entity: string;
  readonly actions: readonly string[];
}

/** What a role is given: policies on entities, and general permissions. */
export interface RoleGrant {
  readonly policies: readonly PermissionPolicy[];
  readonly general: readonly GeneralPermission[];
}

/** Sorts permissions into what a role is given: each entity once, everything in order. */
export function roleGrant(permissions: Iterable<Permission>): RoleGrant {
  const policies = new Map<string, PermissionPolicy & { actions: string[] }>();
  const general: GeneralPermission[] = [];
  for (const permission of [...new Set(permissions)].sort()) {
    const parts = partsOf(permission);
    if (!parts) {
      general.push(permission as GeneralPermission);
      continue;
    }
    const { domain, entity, action } = parts;
    const key = `${domain}:${entity}`;
    const policy = policies.get(key);
    if (policy) policy.actions.push(action);
    else policies.set(key, { domain, entity, actions: [action] });
  }
  return { policies: [...policies.values()], general };
}
