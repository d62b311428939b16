import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { Hono } from "hono";
import { type Operation, ScopelockError } from "scopelock/sandbox-support";
import { Access } from "./access";
import { ApiError } from "./api-error";
import type { App, Env, Request, ServerContext } from "./context";
import type { OAuthClient } from "./entities";
import type { Faults } from "./faults";
import type { Journal } from "./journal";
import { count } from "./rate-limit";
import { actionRoutes } from "./routes/actions";
import { authorizationRoutes } from "./routes/authorization";
import { CONTROL, type Control, controlRoutes } from "./routes/control";
import { credentialRoutes } from "./routes/credentials";
import { divisionRoutes } from "./routes/divisions";
import { externalContactRoutes } from "./routes/external-contacts";
import { integrationRoutes } from "./routes/integrations";
import { oauthClientRoutes } from "./routes/oauth-clients";
import { organizationRoutes } from "./routes/organization";
import { roleRoutes } from "./routes/roles";
import { tokenRoutes } from "./routes/token";
import { answerOf } from "./seeded-answers";

/** Requests a minute that a header names where no limit is set. Source: the API's documentation, a sample value. */
const USUAL_LIMIT = 300;

/** What the application is made of. */
export interface Parts {
  readonly context: ServerContext;
  readonly faults: Faults;
  readonly journal: Journal;
  readonly control: Control;
  /** Ends latencies: the server closes. */
  readonly closing: AbortSignal;
}

/** The stand-in's application: faults, token, permission, seeded answers, routes, in this order. */
export function application({ context, faults, journal, control, closing }: Parts): App {
  const app: App = new Hono<Env>();

  app.use("*", async (c, next) => {
    c.set("contextId", randomUUID());
    c.set("outcome", {});
    await next();
    const { dropped, ...outcome } = c.get("outcome");
    const { method, path } = c.req;
    if (!path.startsWith(CONTROL))
      journal.add({ method, path, status: dropped ? 0 : c.res.status, ...outcome });
    if (dropped) return;
    c.header("ININ-Correlation-Id", c.get("contextId"));
    c.header("Cache-Control", "no-cache, no-store, must-revalidate");
    c.header("Pragma", "no-cache");
    c.header("Expires", "0");
  });
  controlRoutes(app, control);

  app.use("*", async (c, next) => {
    const arrived = faults.arrive(c.req.method, c.req.path);
    if (arrived.length > 0) c.get("outcome").faults = arrived.map(({ fault }) => fault);
    // A server that closes waits for none.
    for (const fault of arrived)
      if (fault.fault === "latency")
        await sleep(fault.milliseconds, undefined, { signal: closing }).catch(() => {});
    const drop = arrived.find((fault) => fault.fault === "drop");
    if (drop?.when !== "is answered" && drop) return dropConnection(c);
    await next();
    if (drop) c.res = dropConnection(c);
    return;
  });
  app.use("/oauth/token", failing);
  app.use("/:prefix/oauth/token", failing);
  tokenRoutes(app, context);

  app.use("/api/v2/*", async (c, next) => {
    const outcome = c.get("outcome");
    const client = authenticate(c);
    outcome.clientId = client.id;
    c.set("client", client);
    c.set("access", new Access(context.store(), client, context.now()));
    const operation = context.catalog.match(c.req.method, c.req.path);
    if (!operation) throw ApiError.notFound([{ errorCode: "not.in.the.catalogue.of.the.sandbox" }]);
    outcome.operation = operation.id;
    if (operation.flags.includes("no-client-credentials")) throw ApiError.notAuthorized();
    outcome.allowedBy = c.get("access").enforce(operation);
    await next();
  });
  app.use("/api/v2/*", failing);
  app.use("/api/v2/*", async (c, next) => {
    const { operation = "" } = c.get("outcome");
    const seeded = answerOf(context.store().answers, operation, c.req.path);
    if (!seeded) return next();
    return seeded.body === null ? c.body(null, 204) : c.json(seeded.body);
  });
  for (const routes of [
    organizationRoutes,
    authorizationRoutes,
    divisionRoutes,
    roleRoutes,
    oauthClientRoutes,
    credentialRoutes,
    // Before the integrations: their paths begin alike, and the first that fits answers.
    actionRoutes,
    integrationRoutes,
    externalContactRoutes,
  ])
    routes(app, context);

  app.notFound((c) => {
    // Known to the catalogue, permitted, and not built: an answer of its own, never a 404 that could be true.
    const { operation } = c.get("outcome");
    return answer(c, operation === undefined ? ApiError.notFound() : unseeded(operation));
  });
  app.onError((error, c) => {
    if (error instanceof ApiError) return answer(c, error);
    // A seed or a fault that a request to the control gives.
    if (ScopelockError.is(error)) return answer(c, ApiError.badRequest(`${error.what} ${error.fix}`));
    return answer(c, ApiError.defect(`${c.req.method} ${c.req.path}`));
  });
  return app;

  /** An answer that a fault gives in the place of the answer. */
  async function failing(c: Request, next: () => Promise<void>) {
    const fault = faults.answer(c.req.method, c.req.path);
    if (!fault) return next();
    const { status, body, retryAfterSeconds = status === 429 ? 1 : undefined } = fault;
    const outcome = c.get("outcome");
    outcome.faults = [...(outcome.faults ?? []), "status"];
    if (retryAfterSeconds !== undefined) c.header("Retry-After", String(retryAfterSeconds));
    const error = status === 429 ? ApiError.tooManyRequests(retryAfterSeconds ?? 1) : ApiError.of(status);
    // Hono's type has the known statuses; a fault may name any.
    return c.json((body ?? error.body(c.get("contextId"))) as object, status as 400);
  }

  /** An operation of which the seed answers other paths has nothing at this one; of the others the seed lacks an answer. */
  function unseeded(operation: Operation["id"]): ApiError {
    return context.store().answers.has(operation) ? ApiError.notFound() : ApiError.notImplemented(operation);
  }

  /** The client of the token; the request is counted. */
  function authenticate(c: Request): OAuthClient {
    const store = context.store();
    const { clients, settings } = store;
    const [, value] = /^Bearer\s+(\S+)$/i.exec(c.req.header("Authorization") ?? "") ?? [];
    if (value === undefined) throw ApiError.noToken();
    const token = store.useToken(value);
    const client = clients.get(token?.clientId ?? "");
    if (!token || client?.state !== "active") throw ApiError.badToken();
    if (token.expiresAt <= context.now()) throw ApiError.expiredToken();
    const seconds = count(token.requests, context.now());
    c.header("inin-ratelimit-count", String(token.requests.count));
    c.header("inin-ratelimit-allowed", String(settings.requestsPerMinute ?? USUAL_LIMIT));
    c.header("inin-ratelimit-reset", String(seconds));
    if (token.requests.count <= (settings.requestsPerMinute ?? Number.POSITIVE_INFINITY)) return client;
    c.get("outcome").clientId = client.id;
    throw ApiError.tooManyRequests(seconds);
  }
}

/** Ends the connection of a request without an answer. */
function dropConnection(c: Request): Response {
  c.get("outcome").dropped = true;
  c.env.outgoing.destroy();
  return new Response(null, { headers: RESPONSE_ALREADY_SENT.headers });
}

function answer(c: Request, error: ApiError): Response {
  const { lacking, headers = {} } = error.extras;
  const outcome = c.get("outcome");
  if (lacking && lacking.length > 0) {
    // The operation's permission may be there, and one that the content asks for not.
    outcome.refusedFor = lacking;
    delete outcome.allowedBy;
  }
  for (const [name, value] of Object.entries(headers)) c.header(name, value);
  return c.json(error.body(c.get("contextId")), error.status);
}
