import { randomUUID } from "node:crypto";
import { z } from "zod";
import { ApiError } from "../api-error";
import { type App, entity, optionalText, page, type Request, readBody, type ServerContext } from "../context";
import type { PermissionPolicy, Role } from "../entities";
import { add, originalRole } from "../store";

const policy = z.object({
  domain: z.string().min(1),
  entityName: z.string().min(1),
  actionSet: z.array(z.string().min(1)),
  resourceConditionNode: z.unknown().optional(),
});
const form = z.object({
  name: z.string().min(1),
  description: optionalText,
  defaultRoleId: z.string().nullish(),
  permissions: z.array(z.string()).nullish(),
  // The provider sends null when a role has no policies.
  permissionPolicies: z.array(policy).nullish(),
});
const ROLES = "/api/v2/authorization/roles";

/** Roles. A PUT replaces the whole. */
export function roleRoutes(app: App, context: ServerContext): void {
  const view = (role: Role) => ({ ...role, selfUri: `${ROLES}/${role.id}`, base: false, default: false });
  const read = async (c: Request, own?: string) => {
    const body = await readBody(c, form);
    const taken = [...context.store().roles.values()].some(
      (role) => role.name === body.name && role.id !== own,
    );
    if (taken) throw ApiError.conflict(`A role called ${body.name} exists.`);
    const content = {
      name: body.name,
      description: body.description,
      permissions: body.permissions ?? [],
      permissionPolicies: (body.permissionPolicies ?? []) as PermissionPolicy[],
    };
    c.get("access").enforceMayGrant(content, context.catalog);
    return content;
  };

  app.get(ROLES, (c) => {
    const [name, defaultRoleId] = [c.req.query("name"), c.req.query("defaultRoleId")];
    const found = [...context.store().roles.values()].filter(
      (role) =>
        (name === undefined || role.name.toLowerCase().includes(name.toLowerCase())) &&
        (defaultRoleId === undefined || role.defaultRoleId === defaultRoleId),
    );
    return c.json(page(c, found.map(view)));
  });
  app.put(`${ROLES}/default`, async (c) => {
    const named = await readBody(c, z.array(z.object({ id: z.string() })));
    const restored = named.map(({ id }) => {
      const role = entity(context.store().roles, id);
      context.store().beforeChange("roles", id, context.now());
      return view(Object.assign(role, originalRole(role.defaultRoleId)));
    });
    return c.json(page(c, restored));
  });
  app.get(`${ROLES}/:id`, (c) => c.json(view(entity(context.store().roles, c.req.param("id")))));
  app.post(ROLES, async (c) => {
    const [content, id] = [await read(c), randomUUID()];
    context.store().beforeChange("roles", id, context.now());
    return c.json(view(add(context.store().roles, { id, ...content })));
  });
  app.put(`${ROLES}/:id`, async (c) => {
    const role = entity(context.store().roles, c.req.param("id"));
    const content = await read(c, role.id);
    context.store().beforeChange("roles", role.id, context.now());
    return c.json(view(Object.assign(role, content)));
  });
  app.delete(`${ROLES}/:id`, (c) => {
    const role = entity(context.store().roles, c.req.param("id"));
    context.store().beforeChange("roles", role.id, context.now());
    context.store().roles.delete(role.id);
    // What a role gave goes with it.
    for (const client of context.store().clients.values()) {
      if (!client.roleDivisions.some(({ roleId }) => roleId === role.id)) continue;
      context.store().beforeChange("clients", client.id, context.now());
      client.roleDivisions = client.roleDivisions.filter(({ roleId }) => roleId !== role.id);
    }
    return c.body(null, 204);
  });
}
