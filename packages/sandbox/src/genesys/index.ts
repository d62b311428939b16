import { randomUUID } from "node:crypto";
import type { Server } from "node:http";
import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";
import { Catalog, ScopelockError } from "scopelock/sandbox-support";
import { Access } from "./access";
import { ApiError } from "./api-error";
import type { App, ServerContext, Variables } from "./context";
import { Faults } from "./faults";
import { actionRoutes } from "./routes/actions";
import { authorizationRoutes } from "./routes/authorization";
import { credentialRoutes } from "./routes/credentials";
import { divisionRoutes } from "./routes/divisions";
import { externalContactRoutes } from "./routes/external-contacts";
import { integrationRoutes } from "./routes/integrations";
import { oauthClientRoutes } from "./routes/oauth-clients";
import { organizationRoutes } from "./routes/organization";
import { roleRoutes } from "./routes/roles";
import { tokenRoutes } from "./routes/token";
import { type Deployer, Store } from "./store";

/** Options of {@link startGenesys}. */
export interface GenesysOptions {
  /** @default - a free one */
  readonly port?: number;
  /** Milliseconds since the epoch, for tests of expiry. @default Date.now */
  readonly now?: () => number;
  /** Whether a PUT of an OAuth client answers with its secret. Not known of the real API. @default false */
  readonly putReturnsSecret?: boolean;
}

/** A request that was answered; never a body, a token or a secret. */
export interface Answered {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly clientId?: string;
}

/** A running stand-in of the Genesys Cloud API. */
export interface GenesysSandbox {
  /** Of both the login and the API host, for example `http://127.0.0.1:8099`. */
  readonly url: string;
  /** The client that Terraform deploys with: from the start, with every permission. */
  readonly deployer: Deployer;
  /** All that the organization holds. */
  readonly store: Store;
  readonly faults: Faults;
  /** Every request so far, oldest first. */
  readonly requests: readonly Answered[];
  /** An empty organization again, with the same deployer. */
  reset(): void;
  close(): Promise<void>;
}

/** Sample values of the vendor's; the sandbox counts, and refuses nobody. */
const RATE_LIMIT = { allowed: 300, windowSeconds: 60 };

/**
 * Starts the stand-in on a loopback port.
 * @throws {@link ScopelockError} `sandbox/port-taken`.
 */
export async function startGenesys(options: GenesysOptions = {}): Promise<GenesysSandbox> {
  const catalog = Catalog.load();
  let store = new Store();
  let url = "";
  const faults = new Faults();
  const requests: Answered[] = [];
  const context: ServerContext = {
    catalog,
    store: () => store,
    now: options.now ?? Date.now,
    url: () => url,
    putReturnsSecret: options.putReturnsSecret ?? false,
  };
  const server = createAdaptorServer({ fetch: application(context, faults, requests).fetch }) as Server;
  await listen(server, options.port ?? 0);
  url = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
  return {
    url,
    deployer: store.deployer,
    get store() {
      return store;
    },
    faults,
    requests,
    reset() {
      store = new Store(store.deployer);
      faults.clear();
      requests.length = 0;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function application(context: ServerContext, faults: Faults, requests: Answered[]): App {
  const app: App = new Hono<{ Variables: Variables }>();

  app.use("*", async (c, next) => {
    c.set("contextId", randomUUID());
    await next();
    c.header("ININ-Correlation-Id", c.get("contextId"));
    c.header("Cache-Control", "no-cache, no-store, must-revalidate");
    c.header("Pragma", "no-cache");
    c.header("Expires", "0");
    const client = c.get("client") as Variables["client"] | undefined;
    const { method, path } = c.req;
    requests.push({ method, path, status: c.res.status, ...(client && { clientId: client.id }) });
    c.header("inin-ratelimit-count", String(((requests.length - 1) % RATE_LIMIT.allowed) + 1));
    c.header("inin-ratelimit-allowed", String(RATE_LIMIT.allowed));
    c.header("inin-ratelimit-reset", String(RATE_LIMIT.windowSeconds));
  });
  tokenRoutes(app, context);

  app.use("/api/v2/*", async (c, next) => {
    c.set("client", authenticate(context, c.req.header("Authorization")));
    c.set("access", new Access(context.store(), c.get("client")));
    const operation = context.catalog.match(c.req.method, c.req.path);
    if (!operation) throw ApiError.notFound();
    c.set("operation", operation);
    if (operation.flags.includes("no-client-credentials")) throw ApiError.notAuthorized();
    c.get("access").enforce(operation);
    const fault = faults.take(c.req.method, c.req.path);
    if (fault) {
      const { status, body } = fault;
      const otherwise = { ...ApiError.badRequest("Injected fault.").body(c.get("contextId")), status };
      return c.json((body ?? otherwise) as object, status as 400);
    }
    await next();
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
    // Known to the catalogue, permitted, and not built: said aloud, never a 404 that could be true.
    const operation = c.get("operation") as Variables["operation"] | undefined;
    const error = operation ? ApiError.notImplemented(operation.id) : ApiError.notFound();
    return c.json(error.body(c.get("contextId")), error.status);
  });
  app.onError((error, c) => {
    if (error instanceof ApiError) return c.json(error.body(c.get("contextId")), error.status);
    // A defect of the stand-in: as an API's, without its insides. Not a 5xx that clients repeat for minutes.
    console.error(error);
    const defect = ApiError.notImplemented(`${c.req.method} ${c.req.path} (a defect of the stand-in)`);
    return c.json(defect.body(c.get("contextId")), defect.status);
  });
  return app;
}

function authenticate(context: ServerContext, header: string | undefined): Variables["client"] {
  const [, value] = /^Bearer\s+(\S+)$/i.exec(header ?? "") ?? [];
  if (value === undefined) throw ApiError.noToken();
  const token = context.store().tokens.get(value);
  const client = context.store().clients.get(token?.clientId ?? "");
  if (!token || client?.state !== "active") throw ApiError.badToken();
  if (token.expiresAt <= context.now()) throw ApiError.expiredToken();
  return client;
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EADDRINUSE") return reject(error);
      reject(
        new ScopelockError({
          id: "sandbox/port-taken",
          what: `Port ${port} is taken.`,
          where: "--port",
          why: "The Genesys Cloud stand-in listens there.",
          fix: "End what listens there, choose another port, or leave --port out to have a free one chosen.",
        }),
      );
    });
    server.listen(port, "127.0.0.1", () => resolve());
  });
}
