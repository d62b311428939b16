/** A Genesys Cloud permission, `domain:entity:action`, for example `externalContacts:contact:view`. */
export type Permission = `${string}:${string}:${string}`;

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

/** One `permission_policies` block of a role: every action on one entity. */
export interface PermissionPolicy {
  readonly domain: string;
  readonly entity: string;
  readonly actions: readonly string[];
}

/** Groups permissions into the policies of a role, sorted, each entity once. */
export function policiesOf(permissions: Iterable<Permission>): readonly PermissionPolicy[] {
  const actions = new Map<string, Set<string>>();
  for (const permission of permissions) {
    const { domain, entity, action } = partsOf(permission) as PermissionParts;
    const key = `${domain}:${entity}`;
    actions.set(key, (actions.get(key) ?? new Set()).add(action));
  }
  return [...actions.keys()].sort().map((key) => {
    const [domain, entity] = key.split(":") as [string, string];
    return { domain, entity, actions: [...(actions.get(key) as Set<string>)].sort() };
  });
}
