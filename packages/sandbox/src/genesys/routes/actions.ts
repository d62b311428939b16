import { randomUUID } from "node:crypto";
import { z } from "zod";
import { ApiError } from "../api-error";
import { type App, entity, page, type Request, readBody, type ServerContext } from "../context";
import type { Action } from "../entities";
import { Execution } from "../execution";
import { add } from "../store";

const name = z.string().min(1).max(256);
const texts = z
  .record(z.string(), z.string())
  .nullish()
  .transform((map) => map ?? undefined);
const text = z
  .string()
  .nullish()
  .transform((value) => value ?? undefined);
const config = z.object({
  timeoutSeconds: z
    .number()
    .int()
    .min(1)
    .max(60)
    .nullish()
    .transform((seconds) => seconds ?? undefined),
  request: z
    .object({
      requestUrlTemplate: text,
      requestTemplate: text,
      requestType: z
        .enum(["GET", "PUT", "POST", "PATCH", "DELETE"])
        .nullish()
        .transform((method) => method ?? undefined),
      headers: texts,
    })
    .optional(),
  response: z
    .object({ translationMap: texts, translationMapDefaults: texts, successTemplate: text })
    .optional(),
});
const create = z.object({
  name,
  category: name,
  integrationId: z.string(),
  secure: z.boolean().nullish(),
  config,
  contract: z.object({
    input: z.object({ inputSchema: z.unknown() }),
    output: z.object({ successSchema: z.unknown() }),
  }),
});
const patch = z.object({
  name: name.nullish(),
  category: name.nullish(),
  version: z.number().int(),
  config: config.nullish(),
});
const ACTIONS = "/api/v2/integrations/actions";

/** Data actions: published ones, and what executes them. */
export function actionRoutes(app: App, context: ServerContext): void {
  const execution = new Execution(context);
  const brief = ({ id, name, category, integrationId, secure, version }: Action) => ({
    id,
    name,
    category,
    integrationId,
    secure,
    version,
    selfUri: `${ACTIONS}/${id}`,
  });
  const full = (action: Action, withContract: boolean) => {
    const { timeoutSeconds, request = {}, response = {} } = action.config;
    const uri = (file: string) => `${ACTIONS}/${action.id}/templates/${file}`;
    return {
      ...brief(action),
      // Templates are texts of their own; requestUrlTemplate must be there even when nothing was sent.
      config: {
        ...(timeoutSeconds !== undefined && { timeoutSeconds }),
        request: {
          requestUrlTemplate: request.requestUrlTemplate ?? "",
          requestTemplateUri: uri("requesttemplate.vm"),
          requestType: request.requestType,
          headers: request.headers ?? {},
        },
        response: {
          translationMap: response.translationMap ?? {},
          translationMapDefaults: response.translationMapDefaults ?? {},
          successTemplateUri: uri("successtemplate.vm"),
        },
      },
      ...(withContract && { contract: action.contract }),
    };
  };
  const find = (c: Request) => entity(context.store().actions, c.req.param("id"));

  app.get(ACTIONS, (c) => {
    const wanted = c.req.query("name")?.toLowerCase();
    const found = [...context.store().actions.values()].filter(
      (action) => wanted === undefined || action.name.toLowerCase().includes(wanted),
    );
    const show = c.req.query("includeConfig") === "true" ? (action: Action) => full(action, false) : brief;
    return c.json(page(c, found.map(show)));
  });
  app.post(ACTIONS, async (c) => {
    const { secure, contract, ...body } = await readBody(c, create);
    if (!context.store().integrations.has(body.integrationId))
      throw ApiError.badRequest(`The integration ${body.integrationId} was not found.`);
    checkAccept(body.config);
    const action = add<Action>(context.store().actions, {
      id: randomUUID(),
      ...body,
      secure: secure ?? false,
      version: 1,
      // Echoed exactly as sent: another form would have the provider replace the action in every plan.
      contract,
    });
    return c.json(full(action, true));
  });
  app.get(`${ACTIONS}/:id`, (c) => c.json(full(find(c), c.req.query("expand") === "contract")));
  app.get(`${ACTIONS}/:id/templates/:file`, (c) => {
    const { request, response } = find(c).config;
    switch (c.req.param("file")) {
      case "requesttemplate.vm":
        return c.text(request?.requestTemplate ?? "");
      case "successtemplate.vm":
        return c.text(response?.successTemplate ?? "");
      default:
        throw ApiError.notFound();
    }
  });
  app.patch(`${ACTIONS}/:id`, async (c) => {
    const action = find(c);
    const { version, config: changed, ...body } = await readBody(c, patch);
    if (version !== action.version)
      throw ApiError.conflict(`The version ${version} does not match the current version ${action.version}.`);
    if (changed) checkAccept(changed);
    action.name = body.name ?? action.name;
    action.category = body.category ?? action.category;
    // The whole of it: what is not sent is gone.
    action.config = changed ?? action.config;
    action.version += 1;
    return c.json(full(action, true));
  });
  app.delete(`${ACTIONS}/:id`, (c) => {
    context.store().actions.delete(find(c).id);
    return c.body(null, 204);
  });

  app.post(`${ACTIONS}/:id/execute`, async (c) => {
    const input = await readBody(c, z.record(z.string(), z.unknown()));
    return c.json((await execution.execute(find(c), input, await c.req.text())) as object);
  });
  app.post(`${ACTIONS}/:id/test`, async (c) => {
    const input = await readBody(c, z.record(z.string(), z.unknown()));
    return c.json(await execution.test(find(c), input, await c.req.text(), c.get("contextId")));
  });
}

function checkAccept({ request }: z.output<typeof config>): void {
  const [, accept] =
    Object.entries(request?.headers ?? {}).find(([header]) => header.toLowerCase() === "accept") ?? [];
  if (accept !== undefined && !accept.includes("json"))
    throw ApiError.badRequest("The 'Accept' header only supports json content types when specified", [
      { errorCode: "ACTION.PROCESSING" },
    ]);
}
