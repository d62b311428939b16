import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { accessLevel } from "../../src/core/access-level";
import { Catalog } from "../../src/core/catalog/catalog";
import { cheapestCover } from "../../src/core/cover";
import { DataAction, type DataActionProps, type HttpMethod } from "../../src/core/data-action";
import { derive } from "../../src/core/derive";
import { type Permission, roleGrant } from "../../src/core/permission";
import { meets } from "../../src/core/requirement";
import { refusal } from "./errors";

const catalog = Catalog.load();
const LOOKUP = "/api/v2/externalcontacts/reversewhitepageslookup";
const action = (method: HttpMethod, url: string, more: Partial<DataActionProps> = {}) =>
  DataAction.define({
    name: `${method} ${url}`.slice(0, 256),
    input: { type: "object", properties: { id: { type: "string" } } },
    output: { type: "object" },
    request: { method, url },
    ...more,
  });

describe("deriving", () => {
  it("gives the lookup of the thread what it really needs, and says why", () => {
    const { permissions, evidence } = derive([action("GET", `${LOOKUP}?lookupVal=\${input.id}`)], catalog);
    expect(permissions).toEqual(["externalContacts:contact:view"]);
    expect(evidence).toMatchObject([
      {
        operation: { id: `GET ${LOOKUP}` },
        chosen: ["externalContacts:contact:view"],
        alternatives: [],
        because: `GET ${LOOKUP} requires externalContacts:contact:view`,
      },
    ]);
  });

  it("grants one of several that would do, and names those passed over", () => {
    const { permissions, evidence } = derive(
      [action("GET", "/api/v2/externalcontacts/contacts/${input.id}")],
      catalog,
    );
    expect(permissions).toEqual(["externalContacts:contact:view"]);
    expect(evidence[0]).toMatchObject({ alternatives: ["relate:contact:view"] });
    expect(evidence[0]?.because).toMatch(/any of .*the least is granted/);
  });

  it("grants every one where all are needed", () => {
    expect(derive([action("POST", "/api/v2/authorization/divisions")], catalog).permissions).toEqual([
      "authorization:division:add",
      "authorization:grant:add",
    ]);
  });

  it("corrects the catalogue where it is known to be wrong", () => {
    expect(
      derive([action("PATCH", "/api/v2/users/${input.id}/presences/purecloud")], catalog).permissions,
    ).toEqual(["presence:userPresence:edit"]);
  });

  it("takes stated permissions with their reason", () => {
    const stated = { anyOf: ["externalContacts:contact:view"], because: "the operation is new" } as const;
    const { permissions, evidence } = derive(
      [action("GET", "/api/v2/brand/new", { permissions: stated })],
      catalog,
    );
    expect(permissions).toEqual(["externalContacts:contact:view"]);
    expect(evidence[0]).toMatchObject({
      operation: undefined,
      because: expect.stringContaining("the operation is new"),
    });
  });

  it.each<[string, DataAction, string, RegExp]>([
    [
      "an unknown URL",
      action("GET", "/api/v2/external-contacts/lookups/phone?phoneNumber=1"),
      "operation/unknown",
      /Did you mean GET \/api\/v2\/externalcontacts\/reversewhitepageslookup/,
    ],
    ["a method that the path has not", action("POST", LOOKUP), "operation/unknown", /This path has GET/],
    [
      "the logged-in user",
      action("GET", "/api/v2/users/me"),
      "operation/needs-user",
      /no permission can make it work/,
    ],
    [
      "a list of the user's own",
      action("GET", "/api/v2/conversations/emails"),
      "operation/needs-user",
      /logged-in user/,
    ],
    [
      "a permission that does not exist",
      action("GET", LOOKUP, {
        permissions: { anyOf: ["routing:externalcontact:view"], because: "the forum said so" },
      }),
      "permission/unknown",
      /Did you mean externalContacts:contact:view \(needed by GET \/api\/v2\/externalcontacts\/reversewhitepageslookup/,
    ],
  ])("refuses %s", (_, declared, id, message) => {
    const error = refusal(() => derive([declared], catalog));
    expect(error.id).toBe(id);
    expect(error.message).toMatch(message);
  });

  const callable = catalog.operations.filter(
    ({ method, path, flags }) =>
      ["GET", "PUT", "POST", "PATCH", "DELETE"].includes(method) &&
      !flags.includes("current-user") &&
      !flags.includes("no-client-credentials") &&
      !/\/me(\/|$)/.test(path),
  );
  const actions = fc
    .uniqueArray(fc.constantFrom(...callable), { minLength: 1, maxLength: 6, selector: ({ id }) => id })
    .map((operations) =>
      operations.map(({ method, path }) =>
        action(method as HttpMethod, path.replace(/\{[^}]+\}/g, "${input.id}")),
      ),
    );

  it("is exact: everything works, and without any one permission something does not", () => {
    fc.assert(
      fc.property(actions, (declared) => {
        const { permissions, evidence } = derive(declared, catalog);
        const works = (held: ReadonlySet<Permission>) =>
          evidence.every(({ requirement }) => meets(requirement, held));
        expect(works(new Set(permissions))).toBe(true);
        for (const permission of permissions)
          expect(works(new Set(permissions.filter((other) => other !== permission)))).toBe(false);
      }),
    );
  });

  it("does not depend on the order of the actions", () => {
    fc.assert(
      fc.property(actions, (declared) => {
        expect(derive([...declared].reverse(), catalog)).toEqual(derive(declared, catalog));
      }),
    );
  });
});

describe("the cover", () => {
  it("takes one that serves several before several that serve one each", () => {
    const choices = [
      {
        candidates: ["routing:queue:view", "externalContacts:contact:view"] as Permission[],
        family: "routing",
      },
      {
        candidates: ["routing:skill:view", "externalContacts:contact:view"] as Permission[],
        family: "routing",
      },
    ];
    expect([...cheapestCover(choices, new Set(), catalog)]).toEqual(["externalContacts:contact:view"]);
  });

  it("takes less power before fewer permissions", () => {
    const choices = [
      { candidates: ["routing:queue:view", "routing:queue:delete"] as Permission[], family: "routing" },
      { candidates: ["routing:skill:view", "routing:queue:delete"] as Permission[], family: "routing" },
    ];
    expect([...cheapestCover(choices, new Set(), catalog)].sort()).toEqual([
      "routing:queue:view",
      "routing:skill:view",
    ]);
  });

  it("adds nothing where what is granted anyhow will do", () => {
    const choices = [
      { candidates: ["routing:queue:view", "routing:queue:edit"] as Permission[], family: "routing" },
    ];
    expect([...cheapestCover(choices, new Set(["routing:queue:edit"]), catalog)]).toEqual([]);
  });
});

it("a verb that is not known counts as the most powerful", () => {
  expect(accessLevel("a:b:view")).toBe("view");
  expect(accessLevel("a:b:pauseOthers")).toBe("other");
  expect(accessLevel("admin")).toBe("other");
});

it("a role is granted each entity once, in order, and general permissions apart", () => {
  expect(roleGrant(["b:x:view", "admin", "a:x:view", "b:x:add", "b:x:view"])).toEqual({
    policies: [
      { domain: "a", entity: "x", actions: ["view"] },
      { domain: "b", entity: "x", actions: ["add", "view"] },
    ],
    general: ["admin"],
  });
});
