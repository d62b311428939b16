import type { Catalog } from "../../core/catalog";
import { type Permission, partsOf } from "../../core/permission";
import { deployerOf, type IdentityIntegration } from "../../core/stack";
import type { PlanFacts } from "../plan/facts";
import { ofType } from "./resources";

/**
 * Permissions that the deployer needs for what a plan leaves, and does not hold: those of Terraform's own calls, and
 * those that the roles grant.
 * @param held names of permissions, with the wildcards that roles have
 */
export function deployerLacks(
  facts: PlanFacts,
  held: readonly string[],
  catalog: Catalog,
): readonly Permission[] {
  const integrations = facts.integrations.flatMap(({ after, resources }): IdentityIntegration[] => {
    if (!after) return [];
    const roles = ofType("genesyscloud_auth_role", resources);
    return [
      {
        environment: after.environment,
        id: after.integration,
        // Of Vault, which nothing is asked of here.
        mount: { path: "", managed: false },
        readerPolicies: [],
        readerRoles: [],
        role: { lookup: "owned" },
        permissions: roles.flatMap((role) => role.after?.permissions ?? []),
        divisions: after.divisions,
      },
    ];
  });
  if (integrations.length === 0) return [];
  const handedOn = new Set(integrations.flatMap(({ permissions }) => permissions));
  return deployerOf({ integrations }, catalog)
    .permissions.filter(({ permission, alternatives }) => {
      const would = handedOn.has(permission) ? [permission] : [permission, ...alternatives];
      return !would.some((each) => holds(held, each));
    })
    .map(({ permission }) => permission);
}

function holds(held: readonly string[], permission: Permission): boolean {
  const parts = partsOf(permission);
  return held.some((name) => {
    const pattern = partsOf(name);
    if (!pattern || !parts) return name === permission;
    const { domain, entity, action } = pattern;
    return (
      domain === parts.domain && [parts.entity, "*"].includes(entity) && [parts.action, "*"].includes(action)
    );
  });
}
