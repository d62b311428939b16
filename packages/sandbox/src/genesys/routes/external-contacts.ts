import { ApiError } from "../api-error";
import { type App, entity, type Request, type ServerContext } from "../context";
import type { Contact } from "../entities";

const VIEW = ["externalContacts:contact:view", "relate:contact:view"] as const;

/** External contacts: those of the divisions where the caller may see them. */
export function externalContactRoutes(app: App, context: ServerContext): void {
  const visible = (c: Request, { division }: Contact) =>
    VIEW.some((permission) => c.get("access").holds(permission, division.id));
  const view = (contact: Contact) => ({
    type: "Contact",
    externalOrganization: null,
    ...contact,
    selfUri: `/api/v2/externalcontacts/contacts/${contact.id}`,
  });

  app.get("/api/v2/externalcontacts/reversewhitepageslookup", (c) => {
    const wanted = c.req.query("lookupVal");
    if (!wanted) throw ApiError.badRequest("The query parameter lookupVal is required.");
    const contacts = [...context.store().contacts.values()]
      .filter((contact) => contact.workPhone.e164 === wanted && visible(c, contact))
      .map(view);
    return c.json({ contacts, externalOrganizations: [] });
  });

  app.get("/api/v2/externalcontacts/contacts/:id", (c) => {
    const contact = entity(context.store().contacts, c.req.param("id"));
    if (!visible(c, contact)) throw ApiError.notAuthorized(VIEW);
    return c.json(view(contact));
  });
}
