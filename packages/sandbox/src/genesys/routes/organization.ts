import { ApiError } from "../api-error";
import { type App, page, type ServerContext } from "../context";

/** The organization, and who calls. */
export function organizationRoutes(app: App, context: ServerContext): void {
  app.get("/api/v2/organizations/me", (c) =>
    c.json({
      ...context.store().organization,
      defaultCountryCode: "US",
      defaultLanguage: "en-us",
      thirdPartyOrgName: "sandbox",
      domain: "sandbox",
      state: "active",
      features: {},
      version: 1,
      selfUri: "/api/v2/organizations/me",
    }),
  );

  app.get("/api/v2/organizations/limits/namespaces/:namespace", (c) => {
    const namespace = c.req.param("namespace");
    const limits = context.store().settings.limits[namespace];
    if (!limits) throw ApiError.notFound();
    return c.json(
      page(
        c,
        Object.entries(limits).map(([key, value]) => ({ key, namespace, value })),
      ),
    );
  });

  app.get("/api/v2/tokens/me", (c) => {
    const { organization } = context.store();
    const { id, name } = c.get("client");
    return c.json({
      organization,
      homeOrganization: organization,
      authorizedScope: [],
      OAuthClient: { id, name, organization },
    });
  });

  app.delete("/api/v2/tokens/me", (c) => {
    const [, value = ""] = /^Bearer (.+)$/i.exec(c.req.header("Authorization") ?? "") ?? [];
    context.store().tokens.delete(value);
    return c.body(null, 204);
  });
}
