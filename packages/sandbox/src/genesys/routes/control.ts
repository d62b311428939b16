import { Hono } from "hono";
import { z } from "zod";
import { ApiError } from "../api-error";
import { type App, type Env, readBody } from "../context";
import { type Fault, type Faults, faultForm } from "../faults";
import type { Journal } from "../journal";
import type { Snapshots } from "../snapshots";

/** Below this path the stand-in is controlled. Genesys Cloud has nothing there. */
export const CONTROL = "/_sandbox/";

/** What can be done to a stand-in. */
export interface Control {
  readonly faults: Faults;
  readonly journal: Journal;
  readonly snapshots: Snapshots;
  /** Adds a seed. @throws {@link ScopelockError} `sandbox/seed` */
  seed(seed: unknown, where: string): void;
  reset(): void;
}

const journalQuery = z.object({
  after: z.coerce.number().int().min(0).default(0),
  most: z.coerce.number().int().min(1).max(1_000).default(100),
});

/** Seed, reset, snapshots, journal and faults over HTTP. No secret goes in or out. */
export function controlRoutes(app: App, { faults, journal, snapshots, seed, reset }: Control): void {
  const routes = new Hono<Env>();
  const name = "/snapshots/:name{[A-Za-z0-9._-]{1,64}}";

  routes.use(async (c, next) => {
    // A browser names the page that asks. No page controls the stand-in.
    if (c.req.header("Origin") !== undefined) throw ApiError.notAuthorized();
    await next();
  });
  routes.post("/seed", async (c) => {
    const body = await readBody(c, z.record(z.string(), z.unknown()));
    // Their secrets could not be returned: they are in no answer but the vendor's own.
    if ("clients" in body)
      throw ApiError.badRequest("A seed over HTTP has no clients. POST /api/v2/oauth/clients makes one.");
    seed(body, "POST /_sandbox/seed");
    return c.body(null, 204);
  });
  routes.post("/reset", (c) => {
    reset();
    return c.body(null, 204);
  });

  routes.get("/snapshots", (c) => c.json({ names: snapshots.names() }));
  routes.put(name, (c) => {
    snapshots.take(c.req.param("name"));
    return c.body(null, 204);
  });
  routes.post(`${name}/restore`, (c) => {
    snapshots.restore(c.req.param("name"));
    return c.body(null, 204);
  });
  routes.delete(name, (c) => {
    snapshots.remove(c.req.param("name"));
    return c.body(null, 204);
  });

  routes.get("/journal", (c) => {
    const query = journalQuery.safeParse(c.req.query());
    if (!query.success) throw ApiError.badRequest("after is a number from 0, most a number from 1 to 1000.");
    return c.json({ entries: journal.after(query.data.after, query.data.most) });
  });
  routes.delete("/journal", (c) => {
    journal.clear();
    return c.body(null, 204);
  });

  routes.get("/faults", (c) => c.json({ faults: faults.list() }));
  routes.post("/faults", async (c) => {
    faults.add((await readBody(c, faultForm)) satisfies Fault);
    return c.body(null, 204);
  });
  routes.delete("/faults", (c) => {
    faults.clear();
    return c.body(null, 204);
  });
  app.route(CONTROL, routes);
  app.all(`${CONTROL}*`, () => {
    throw ApiError.notFound();
  });
}
