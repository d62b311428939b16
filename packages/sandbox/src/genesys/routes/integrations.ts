import { randomUUID } from "node:crypto";
import type { Json } from "scopelock/sandbox-support";
import { z } from "zod";
import { ApiError } from "../api-error";
import { type App, entity, optionalText, page, readBody, type ServerContext } from "../context";
import type { Integration } from "../entities";
import { add } from "../store";

const json = z
  .record(z.string(), z.unknown())
  .nullish()
  .transform((map) => (map ?? {}) as Record<string, Json>);
const create = z.object({
  name: optionalText,
  integrationType: z.object({ id: z.string().min(1) }),
  intendedState: z.enum(["ENABLED", "DISABLED"]).nullish(),
});
const patch = z.object({ intendedState: z.enum(["ENABLED", "DISABLED"]) });
const config = z.object({
  name: optionalText,
  version: z.number().int().nullish(),
  notes: optionalText,
  properties: json,
  advanced: json,
  credentials: z
    .record(z.string(), z.object({ id: z.string() }))
    .nullish()
    .transform((map) => map ?? {}),
});
const INTEGRATIONS = "/api/v2/integrations";
const TYPES = ["purecloud-data-actions", "custom-rest-actions", "embedded-client-app"];

/** Integrations and their configuration. */
export function integrationRoutes(app: App, context: ServerContext): void {
  const view = ({ id, integrationType, intendedState, config: current }: Integration) => ({
    id,
    name: current.name,
    integrationType,
    notes: current.notes,
    intendedState,
    config: { current: viewConfig(id, current) },
    reportedState: { code: intendedState === "ENABLED" ? "ACTIVE" : "INACTIVE" },
    attributes: {},
    selfUri: `${INTEGRATIONS}/${id}`,
  });
  const viewConfig = (id: string, current: Integration["config"]) => ({
    id,
    ...current,
    selfUri: `${INTEGRATIONS}/${id}/config/current`,
  });

  app.get(INTEGRATIONS, (c) => c.json(page(c, [...context.store().integrations.values()].map(view))));
  app.get(`${INTEGRATIONS}/types`, (c) =>
    c.json(
      page(
        c,
        TYPES.map((id) => ({ id, name: id })),
      ),
    ),
  );
  app.post(INTEGRATIONS, async (c) => {
    const { name, integrationType, intendedState } = await readBody(c, create);
    const integration = add<Integration>(context.store().integrations, {
      id: randomUUID(),
      integrationType,
      intendedState: intendedState ?? "DISABLED",
      config: {
        name: name || integrationType.id,
        version: 1,
        notes: "",
        properties: {},
        advanced: {},
        credentials: {},
      },
    });
    return c.json(view(integration));
  });
  app.get(`${INTEGRATIONS}/:id`, (c) =>
    c.json(view(entity(context.store().integrations, c.req.param("id")))),
  );
  app.patch(`${INTEGRATIONS}/:id`, async (c) => {
    const integration = entity(context.store().integrations, c.req.param("id"));
    return c.json(view(Object.assign(integration, await readBody(c, patch))));
  });
  app.get(`${INTEGRATIONS}/:id/config/current`, (c) => {
    const { id, config: current } = entity(context.store().integrations, c.req.param("id"));
    return c.json(viewConfig(id, current));
  });
  app.put(`${INTEGRATIONS}/:id/config/current`, async (c) => {
    const integration = entity(context.store().integrations, c.req.param("id"));
    const { version, name, ...content } = await readBody(c, config);
    if (version != null && version !== integration.config.version)
      throw ApiError.conflict("The version of the request does not match the current version.");
    for (const { id } of Object.values(content.credentials))
      if (!context.store().credentials.has(id))
        throw ApiError.badRequest(`The credential ${id} was not found.`);
    integration.config = {
      ...content,
      name: name || integration.config.name,
      version: integration.config.version + 1,
    };
    return c.json(viewConfig(integration.id, integration.config));
  });
  app.delete(`${INTEGRATIONS}/:id`, (c) => {
    const integration = entity(context.store().integrations, c.req.param("id"));
    const { integrations, actions } = context.store();
    integrations.delete(integration.id);
    for (const action of [...actions.values()])
      if (action.integrationId === integration.id) actions.delete(action.id);
    return c.json(view(integration));
  });
}
