import { randomBytes, timingSafeEqual } from "node:crypto";
import type { App, Request, ServerContext } from "../context";
import type { OAuthClient } from "../entities";

/** The login host: `POST /oauth/token`, for client credentials. */
export function tokenRoutes(app: App, context: ServerContext): void {
  const issue = async (c: Request) => {
    const [, encoded = ""] = /^Basic (.+)$/i.exec(c.req.header("Authorization") ?? "") ?? [];
    const [id = "", ...rest] = Buffer.from(encoded, "base64").toString("utf8").split(":");
    const form = new URLSearchParams(await c.req.text());
    const refuse = (error: string, description: string) =>
      c.json({ error, description, error_description: description }, 400);

    if (form.get("grant_type") !== "client_credentials")
      return refuse("unsupported_grant_type", "the sandbox grants client_credentials only");
    const client = context.store().clients.get(id);
    if (!client) return refuse("invalid_client", "client not found");
    if (!same(client.secret, rest.join(":")) || client.authorizedGrantType !== "CLIENT-CREDENTIALS")
      return refuse("invalid_client", "authentication failed");
    if (client.state !== "active") return refuse("invalid_client", "client is not active");
    return c.json(grant(context, client));
  };
  app.post("/oauth/token", issue);
  // The provider's gateway block can put a prefix in front of the login host.
  app.post("/:prefix/oauth/token", issue);
}

function grant(context: ServerContext, client: OAuthClient) {
  const value = randomBytes(48).toString("base64url");
  const seconds = client.accessTokenValiditySeconds;
  context.store().tokens.set(value, { clientId: client.id, expiresAt: context.now() + seconds * 1000 });
  return { access_token: value, token_type: "bearer", expires_in: seconds - 1 };
}

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
