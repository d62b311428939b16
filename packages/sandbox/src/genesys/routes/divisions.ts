import { randomUUID } from "node:crypto";
import { z } from "zod";
import { ApiError } from "../api-error";
import { type App, entity, optionalText, page, readBody, type ServerContext } from "../context";
import { add } from "../store";

const form = z.object({ name: z.string().min(1), description: optionalText });
const DIVISIONS = "/api/v2/authorization/divisions";

/** Divisions. */
export function divisionRoutes(app: App, context: ServerContext): void {
  const view = (division: object & { id: string }) => ({
    ...division,
    selfUri: `${DIVISIONS}/${division.id}`,
  });

  app.get(DIVISIONS, (c) => {
    const name = c.req.query("name")?.toLowerCase();
    const ids = c.req.queries("id");
    const found = [...context.store().divisions.values()].filter(
      (division) =>
        (name === undefined || division.name.toLowerCase().includes(name)) &&
        (!ids || ids.includes(division.id)),
    );
    return c.json(page(c, found.map(view)));
  });
  app.get(`${DIVISIONS}/home`, (c) => c.json(view(context.store().home)));
  app.get(`${DIVISIONS}/:id`, (c) => c.json(view(entity(context.store().divisions, c.req.param("id")))));
  app.post(DIVISIONS, async (c) => {
    const { name, description } = await readBody(c, form);
    const { divisions } = context.store();
    if ([...divisions.values()].some((division) => division.name === name))
      throw ApiError.badRequest(`A division called ${name} exists.`);
    return c.json(view(add(divisions, { id: randomUUID(), name, description, homeDivision: false })));
  });
  app.put(`${DIVISIONS}/:id`, async (c) => {
    const division = entity(context.store().divisions, c.req.param("id"));
    return c.json(view(Object.assign(division, await readBody(c, form))));
  });
  app.delete(`${DIVISIONS}/:id`, (c) => {
    const division = entity(context.store().divisions, c.req.param("id"));
    if (division.homeDivision) throw ApiError.badRequest("The home division cannot be deleted.");
    context.store().divisions.delete(division.id);
    return c.body(null, 204);
  });
}
