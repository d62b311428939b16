import { randomUUID } from "node:crypto";
import { z } from "zod";
import { type App, entity, optionalText, page, readBody, type ServerContext, textMap } from "../context";
import type { Credential } from "../entities";
import { add } from "../store";

const form = z.object({
  name: optionalText,
  type: z.object({ name: z.string().min(1) }),
  credentialFields: textMap,
});
const CREDENTIALS = "/api/v2/integrations/credentials";

/** Integration credentials. Their fields are written, and never read back. */
export function credentialRoutes(app: App, context: ServerContext): void {
  const view = ({ id, name, type }: Credential) => ({ id, name, type, selfUri: `${CREDENTIALS}/${id}` });
  const all = () => [...context.store().credentials.values()].map(view);

  app.get(CREDENTIALS, (c) => c.json(page(c, all())));
  app.get(`${CREDENTIALS}/listing`, (c) => {
    const [entities, after] = [all(), c.req.query("after")];
    const from = after === undefined ? 0 : entities.findIndex(({ id }) => id === after) + 1;
    return c.json({ entities: entities.slice(from, from + Number(c.req.query("pageSize") ?? 25)) });
  });
  app.get(`${CREDENTIALS}/:id`, (c) => c.json(view(entity(context.store().credentials, c.req.param("id")))));
  app.post(CREDENTIALS, async (c) => {
    const body = await readBody(c, form);
    return c.json(view(add(context.store().credentials, { id: randomUUID(), ...body })));
  });
  app.put(`${CREDENTIALS}/:id`, async (c) => {
    const credential = entity(context.store().credentials, c.req.param("id"));
    return c.json(view(Object.assign(credential, await readBody(c, form))));
  });
  app.delete(`${CREDENTIALS}/:id`, (c) => {
    const credential = entity(context.store().credentials, c.req.param("id"));
    context.store().credentials.delete(credential.id);
    return c.body(null, 204);
  });
}
