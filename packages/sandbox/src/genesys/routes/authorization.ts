import { partsOf } from "scopelock/sandbox-support";
import { type App, page, type ServerContext } from "../context";

/** What the organization has bought, and which permissions there are. */
export function authorizationRoutes(app: App, context: ServerContext): void {
  app.get("/api/v2/authorization/products", (c) => c.json({ total: 0, entities: [] }));

  app.get("/api/v2/authorization/permissions", (c) => {
    const asked = c.req.query("queryType") === "domain" ? c.req.query("query")?.toLowerCase() : undefined;
    const domains = new Map<string, Record<string, unknown[]>>();
    for (const permission of context.catalog.permissions) {
      const parts = partsOf(permission);
      if (!parts || context.store().missingPermissions.has(permission)) continue;
      if (asked !== undefined && !parts.domain.toLowerCase().startsWith(asked)) continue;
      const { domain, entity, action } = parts;
      const entities = domains.get(domain) ?? {};
      domains.set(domain, entities);
      entities[entity] = [
        ...(entities[entity] ?? []),
        {
          domain,
          entityType: entity,
          action,
          label: permission,
          allowsConditions: false,
          divisionAware: false,
        },
      ];
    }
    const entities = [...domains].map(([domain, permissionMap]) => ({ domain, permissionMap }));
    return c.json(page(c, entities));
  });
}
