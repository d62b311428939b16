import { randomBytes, timingSafeEqual } from "node:crypto";
import { BlockList } from "node:net";
import type { App, Request, ServerContext } from "../context";
import type { OAuthClient } from "../entities";
import { count, newWindow } from "../rate-limit";

/**
 * The header, and its value, by which a data action's own login is known. It comes from addresses of Genesys Cloud, which an
 * organization's list of allowed addresses lets through. Source: Resource Center, "Allow IP addresses". That the list of a client
 * does so, too, is not verified.
 */
export const OWN_ADDRESS = "X-Sandbox-Integration";
export const FROM_INTEGRATION = randomBytes(16).toString("hex");

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
    if (
      c.req.header(OWN_ADDRESS) !== FROM_INTEGRATION &&
      !allows(client, c.env.incoming.socket.remoteAddress)
    )
      return refuse("invalid_client", "the IP address of the request is not allowed");
    if (client.state !== "active") return refuse("invalid_client", "client is not active");
    c.get("outcome").clientId = client.id;
    const wait = secondsToWait(context, client.id);
    if (wait > 0)
      return refuse("invalid_request", `rate limit exceeded; retry the request in ${wait} seconds`);
    return c.json(grant(context, client));
  };
  app.post("/oauth/token", issue);
  // The gateway block of the provider and of the SDKs can put a prefix in front of the login host.
  app.post("/:prefix/oauth/token", issue);
}

function grant(context: ServerContext, client: OAuthClient) {
  const value = randomBytes(48).toString("base64url");
  const seconds = client.accessTokenValiditySeconds;
  const now = context.now();
  context.store().addToken(value, {
    clientId: client.id,
    expiresAt: now + seconds * 1000,
    requests: newWindow(now),
  });
  return { access_token: value, token_type: "bearer", expires_in: seconds - 1 };
}

/** Counts a login; seconds until the client may log in again, 0 if it may. */
function secondsToWait(context: ServerContext, clientId: string): number {
  const { logins, settings } = context.store();
  const window = logins.get(clientId) ?? newWindow(context.now());
  logins.set(clientId, window);
  const seconds = count(window, context.now());
  return window.count > (settings.tokensPerMinute ?? Number.POSITIVE_INFINITY) ? seconds : 0;
}

/** Whether a client gets tokens from an address. The words of the vendor's refusal are not known. */
function allows({ allowedIpAddresses = [] }: OAuthClient, address = ""): boolean {
  if (allowedIpAddresses.length === 0) return true;
  const list = new BlockList();
  for (const each of allowedIpAddresses) {
    const [network = "", bits = "32"] = each.split("/");
    list.addSubnet(network, Number(bits), "ipv4");
  }
  return list.check(address.replace(/^::ffff:/, ""), "ipv4");
}

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
