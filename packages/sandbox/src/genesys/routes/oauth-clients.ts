import { randomUUID } from "node:crypto";
import { z } from "zod";
import { ApiError } from "../api-error";
import { type App, entity, optionalText, page, type Request, readBody, type ServerContext } from "../context";
import type { OAuthClient } from "../entities";
import { add, newSecret } from "../store";

const texts = z
  .array(z.string())
  .nullish()
  .transform((list) => list ?? []);
const form = z.object({
  name: z.string().min(1),
  description: optionalText,
  accessTokenValiditySeconds: z.number().int().min(300).max(38_880_000).nullish(),
  authorizedGrantType: z.enum([
    "CODE",
    "TOKEN",
    "SAML2BEARER",
    "SAML2-BEARER",
    "PASSWORD",
    "CLIENT-CREDENTIALS",
    "PKCE",
  ]),
  state: z.enum(["active", "inactive", "disabled"]).nullish(),
  registeredRedirectUri: texts,
  scope: texts,
  // The field's name is not verified: no version of the vendor's SDK has one (looked up 2026-11-28).
  allowedIpAddresses: texts,
  roleDivisions: z
    .array(z.object({ roleId: z.string(), divisionId: z.string() }))
    .nullish()
    .transform((list) => list ?? []),
});
const CLIENTS = "/api/v2/oauth/clients";

/** OAuth clients. The secret is in the answer to a create and a regenerate, and in no other. A PUT replaces the whole. */
export function oauthClientRoutes(app: App, context: ServerContext): void {
  const view = ({ secret, ...client }: OAuthClient, show: boolean) => ({
    ...client,
    roleIds: client.roleDivisions.map(({ roleId }) => roleId),
    ...(show && { secret }),
    selfUri: `${CLIENTS}/${client.id}`,
  });
  const read = async (c: Request) => {
    const body = await readBody(c, form);
    for (const { roleId, divisionId } of body.roleDivisions) {
      const role = context.store().roles.get(roleId);
      if (!role) throw ApiError.badRequest(`The role ${roleId} was not found.`);
      if (divisionId !== "*" && !context.store().divisions.has(divisionId))
        throw ApiError.badRequest(`The division ${divisionId} was not found.`);
      c.get("access").enforceMayGrant(role, context.catalog);
    }
    if (
      context.store().settings.allowedAddressesRequired &&
      body.authorizedGrantType === "CLIENT-CREDENTIALS" &&
      body.allowedIpAddresses.length === 0
    )
      throw ApiError.badRequest("A client of the grant CLIENT-CREDENTIALS needs allowed IP addresses.");
    return {
      ...body,
      accessTokenValiditySeconds: body.accessTokenValiditySeconds ?? 86_400,
      state: body.state ?? ("active" as const),
    };
  };

  app.get(CLIENTS, (c) => {
    const clients = [...context.store().clients.values()].map((client) => view(client, false));
    // The provider pages nothing here and repeats the request pageCount - 1 times.
    return c.json({ ...page(c, []), entities: clients, total: clients.length, pageCount: 1 });
  });
  app.get(`${CLIENTS}/:id`, (c) => c.json(view(entity(context.store().clients, c.req.param("id")), false)));
  app.post(CLIENTS, async (c) => {
    const [content, id] = [await read(c), randomUUID()];
    context.store().beforeChange("clients", id, context.now());
    return c.json(view(add(context.store().clients, { id, secret: newSecret(), ...content }), true));
  });
  app.put(`${CLIENTS}/:id`, async (c) => {
    const client = entity(context.store().clients, c.req.param("id"));
    const content = await read(c);
    context.store().beforeChange("clients", client.id, context.now());
    Object.assign(client, content);
    if (client.state !== "active") revoke(client.id);
    return c.json(view(client, context.putReturnsSecret));
  });
  app.post(`${CLIENTS}/:id/secret`, (c) => {
    const client = entity(context.store().clients, c.req.param("id"));
    client.secret = newSecret();
    return c.json(view(client, true));
  });
  app.delete(`${CLIENTS}/:id`, (c) => {
    const client = entity(context.store().clients, c.req.param("id"));
    context.store().clients.delete(client.id);
    context.store().logins.delete(client.id);
    revoke(client.id);
    return c.body(null, 204);
  });

  function revoke(clientId: string): void {
    const { tokens } = context.store();
    for (const [value, token] of tokens) if (token.clientId === clientId) tokens.delete(value);
  }
}
