import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ACCESS_LEVELS, accessLevel } from "../../src/core/access-level";
import { Catalog } from "../../src/core/catalog/catalog";
import { type Choice, Costs, cheapestCover } from "../../src/core/cover";
import { DataAction, type DataActionProps, type HttpMethod } from "../../src/core/data-action";
import { derive, examine } from "../../src/core/derive";
import { judge } from "../../src/core/judge";
import { type Permission, roleGrant } from "../../src/core/permission";
import type { Problem } from "../../src/core/problem";
import { meets, type Requirement } from "../../src/core/requirement";
import { isSelfScoped } from "../../src/core/self-scoped";
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
    expect(evidence[0]).toMatchObject({ alternatives: [{ permission: "relate:contact:view" }] });
    expect(evidence[0]?.because).toMatch(/any of .*the least is granted/);
  });

  it("adds nothing where what is granted anyhow will do, and says whose need that is", () => {
    const choice = catalog.operations.find(
      ({ requirement: { mode, permissions } }) =>
        mode === "any" && permissions.includes("authorization:grant:add") && permissions.length === 2,
    );
    const { permissions, evidence } = derive(
      [
        action("POST", "/api/v2/authorization/divisions", { name: "All" }),
        action(choice?.method as HttpMethod, choice?.path.replace(/\{[^}]+\}/g, "1") ?? "", { name: "Any" }),
      ],
      catalog,
    );
    expect(permissions).toEqual(["authorization:division:add", "authorization:grant:add"]);
    expect(evidence[1]?.alternatives[0]?.reason).toBe(
      'is not needed: "All" needs authorization:grant:add anyhow',
    );
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

  it("corrects it for presences of every source", () => {
    expect(
      derive([action("PATCH", "/api/v2/users/${input.id}/presences/${input.id}")], catalog).permissions,
    ).toEqual(["presence:userPresence:edit"]);
  });

  it("grants nothing that opens one's own things only, where another permission will do", () => {
    const { permissions, evidence } = derive(
      [action("GET", "/api/v2/analytics/conversations/details/jobs/${input.id}")],
      catalog,
    );
    expect(permissions).toEqual(["analytics:conversationDetail:view"]);
    expect(evidence[0]?.alternatives).toEqual([
      {
        permission: "analytics:agentConversationDetail:view",
        reason: "opens only one's own things, and a client has none",
      },
    ]);
  });

  it("lets a client ask for its organization and its token, which are called me too", () => {
    for (const path of ["/api/v2/organizations/me", "/api/v2/tokens/me"])
      expect(derive([action("GET", path)], catalog).permissions).toEqual([]);
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
      "me where the API has a parameter",
      action("GET", "/api/v2/users/me/queues"),
      "operation/needs-user",
      /user/,
    ],
    [
      "the logged-in user, whatever is stated",
      action("GET", "/api/v2/users/me", {
        permissions: { anyOf: ["directory:user:view"], because: "I say so" },
      }),
      "operation/needs-user",
      /no permission can make it work/,
    ],
    [
      "a path that a directive decides on",
      action("GET", "/api/v2/users/${input.id}#if($input.id)/no/such#end"),
      "request/directive",
      /"#if.*write the \? before the #/s,
    ],
    [
      "a directive that makes a difference to the permissions",
      action("GET", "/api/v2/users/${input.id}#if($input.id)/queues#end"),
      "request/ambiguous",
      /GET \/api\/v2\/users\/\{userId\} or GET \/api\/v2\/users\/\{userId\}\/queues/,
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

  /** What is said of a name that is stated, and what is granted. */
  const statedAs = (...names: string[]) => {
    const declared = action("GET", LOOKUP, {
      permissions: { allOf: names as [Permission], because: "the release notes say so" },
    });
    const { permissions, evidence } = examine([declared], catalog);
    const said = evidence
      .flatMap(({ problems }) => problems)
      .filter(({ id }) => id === "permission/unknown" || id === "permission/form");
    return { declared, permissions, said };
  };

  it.each([
    ["messaging:sms:send", /It may be newer, or of the console only/],
    ["recording:recording:edit", /Did you mean|The catalogue knows .*view of recording:recording/],
    ["routing:queue:manage", /knows add, delete, edit, join, readonly, search, view of routing:queue/],
    ["quality:newThing:view", /newer/],
    [
      "group_creation",
      /^[^:]*newer[^:]*GET \/api\/v2\/authorization\/permissions lists what the organization has\.$/,
    ],
    ["architect:ui:view", /documented \(Genesys Cloud Resource Center.*it opens the user interface/],
    ["recording:recording:viewSensitiveData", /documented \(API reference/],
  ])("grants %s, which nobody names, and warns of it", (name, message) => {
    const { declared, permissions, said } = statedAs(name);
    expect(said).toMatchObject([{ id: "permission/unknown", severity: "warning" }]);
    expect(`${said[0]?.message} ${said[0]?.fix}`).toMatch(message);
    expect(`${said[0]?.message} ${said[0]?.fix}`).not.toMatch(/does not exist/);
    expect(permissions).toEqual([name]);
    expect(derive([declared], catalog).permissions).toEqual([name]);
  });

  it.each([
    ["routing:queues:view", "permission/unknown", /routing:queue:view is only a slip away/],
    ["Routing:Queue:View", "permission/unknown", /routing:queue:view is only a slip away/],
    ["routing:queue:veiw", "permission/unknown", /routing:queue:view is only a slip away/],
    ["rooting:queue:view", "permission/unknown", /routing:queue:view is only a slip away/],
    ["routing.queue.view", "permission/form", /Did you mean routing:queue:view/],
    ["Routing > Queue > View", "permission/form", /Did you mean routing:queue:view/],
    ["routing:queue", "permission/form", /neither domain:entity:action nor a general one/],
    ["admn", "permission/form", /Did you mean admin/],
    ["", "permission/form", /neither/],
    ["routing:*:*", "permission/form", /a star stands for several.*scopelock explain "routing:\*:\*"/s],
  ])("refuses %s, which is spelled wrong", (name, id, message) => {
    const { declared, said } = statedAs(name, "routing:queue:view");
    expect(said).toMatchObject([{ id, severity: "error" }]);
    const error = refusal(() => derive([declared], catalog));
    expect(error.id).toBe(id);
    expect(error.message).toMatch(message);
  });

  it.each([
    ["architect:ui:view", "permission/unknown", /accepts the permission.*decides nothing/],
    ["messaging:sms:send", "permission/unknown", /accepts the permission.*decides nothing/],
    ["externalContacts:contacts:view", "permission/unknown", /externalContacts:contact:view is only a slip/],
    ["externalContacts:*:view", "permission/form", /a star stands for several/],
    ["routing:queue:view", "permission/prefer", /no choice here/],
  ])("refuses to prefer %s, which no choice has", (name, id, message) => {
    const declared = action("GET", "/api/v2/externalcontacts/contacts/${input.id}", {
      prefer: [name as Permission],
    });
    const error = refusal(() => derive([declared], catalog));
    expect(error.id).toBe(id);
    expect(error.message).toMatch(message);
  });

  it("prefers one that only the action itself names", () => {
    const declared = action("GET", LOOKUP, {
      permissions: { anyOf: ["routing:queue:view", "messaging:sms:send"], because: "either will do" },
      prefer: ["messaging:sms:send"],
    });
    expect(derive([declared], catalog).permissions).toEqual(["messaging:sms:send"]);
  });

  const broken: Problem = {
    id: "contract/ref",
    severity: "error",
    message: "It is broken.",
    fix: "Mend it.",
  };
  it.each([
    ["/api/v2/routing/cues", ["contract/ref", "operation/unknown"]],
    ["/api/v2/routing/queues", ["contract/ref"]],
    ["/api/v2/routing/queues&pageSize=1", ["contract/ref", "request/query"]],
    ["/api/v2/users/${input.id}#if($input.id)/no/such#end", ["contract/ref", "request/directive"]],
    ["https://example.com/v1", ["contract/ref", "operation/elsewhere"]],
  ])("says all that is true of %s, and why it matches nothing once", (url, ids) => {
    const { evidence } = examine(
      [{ name: "A", request: { method: "GET", url }, problems: [broken] }],
      catalog,
    );
    expect(evidence[0]?.problems.map(({ id }) => id)).toEqual(ids);
  });

  it.each(["action/method", "action/url", "operation/elsewhere", "template/unclosed"])(
    "leaves it at %s, which says why nothing matches",
    (id) => {
      const call = { name: "A", request: { method: "GET", url: "/api/v2/routing/cues" } };
      const { evidence } = examine([{ ...call, problems: [{ ...broken, id }] }], catalog);
      expect(evidence[0]?.problems.map((problem) => problem.id)).toEqual([id]);
    },
  );

  const callable = catalog.operations.filter(
    (operation) =>
      ["GET", "PUT", "POST", "PATCH", "DELETE"].includes(operation.method) &&
      !judge(operation, "client-credentials").some(({ id }) => id === "operation/needs-user"),
  );
  const actions = fc
    .uniqueArray(fc.constantFrom(...callable), { minLength: 1, maxLength: 6, selector: ({ id }) => id })
    .map((operations) =>
      operations.map(({ method, path }) =>
        action(method as HttpMethod, path.replace(/\{[^}]+\}/g, "${input.id}")),
      ),
    );

  it("finds something to say of any request, and never throws", () => {
    const text = fc.string({
      unit: fc.constantFrom(..."/$!{}()[]\"'#?.:aif- \\\n", "/api/v2/users/", "#if(", "${input.x}"),
    });
    const method = fc.constantFrom("GET", "get", "FETCH", "");
    fc.assert(
      fc.property(fc.array(fc.record({ method, url: text }), { maxLength: 4 }), (requests) => {
        const calls = requests.map((request, at) => ({ name: `Call ${at}`, request }));
        const { evidence, unresolved } = examine(calls, catalog);
        expect(evidence).toHaveLength(calls.length);
        for (const { operation, problems } of evidence)
          expect(operation !== undefined || problems.some(({ severity }) => severity === "error")).toBe(true);
        expect(unresolved).toBe(evidence.filter(({ operation }) => !operation).length);
      }),
      { numRuns: 300 },
    );
  });

  it("is exact: everything works, and without any one permission something does not", () => {
    fc.assert(
      fc.property(actions, (declared) => {
        const { permissions, evidence } = derive(declared, catalog);
        // For a client: what opens one's own things only is of no use to it where another permission would do.
        const useful = (requirement: Requirement): Requirement => {
          const others = requirement.permissions.filter((permission) => !isSelfScoped(permission));
          const [first, ...more] = others;
          return requirement.mode === "any" && first
            ? { mode: "any", permissions: [first, ...more] }
            : requirement;
        };
        const works = (held: ReadonlySet<Permission>) =>
          evidence.every(({ requirement }) => requirement && meets(useful(requirement), held));
        expect(works(new Set(permissions))).toBe(true);
        for (const permission of permissions)
          expect(works(new Set(permissions.filter((other) => other !== permission)))).toBe(false);
      }),
    );
  });

  it("takes every operation of the catalogue at once", () => {
    const declared = callable.map(({ id, method, path }) =>
      action(method as HttpMethod, path.replace(/\{[^}]+\}/g, "${input.id}"), { name: id }),
    );
    const { permissions, evidence } = derive(declared, catalog);
    expect(evidence.every(({ requirement }) => requirement && meets(requirement, new Set(permissions)))).toBe(
      true,
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

const cover = (choices: readonly Choice[]) => cheapestCover(choices, new Costs(choices, catalog));

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
    expect([...cover(choices)]).toEqual(["externalContacts:contact:view"]);
  });

  it("is the cheapest of all sets there are, and of those the first by name", () => {
    const known = catalog.permissions.filter((permission) => /^routing:/.test(permission)).slice(0, 9);
    const group = fc.uniqueArray(fc.constantFrom(...known), { minLength: 1, maxLength: 4 });
    const costOf = (set: readonly Permission[]) => [
      set.reduce((sum, each) => sum + ACCESS_LEVELS.indexOf(accessLevel(each)), 0),
      set.length,
      set.reduce((sum, each) => sum + catalog.opens(each).length, 0),
    ];
    const sets = [...Array(2 ** known.length).keys()].map((bits) =>
      known.filter((_, at) => bits & (2 ** at)).sort(),
    );
    const before = (a: readonly Permission[], b: readonly Permission[]) => {
      const [costs, others] = [costOf(a), costOf(b)];
      const at = costs.findIndex((cost, index) => cost !== others[index]);
      return at === -1 ? a.join() < b.join() : (costs[at] as number) < (others[at] as number);
    };
    fc.assert(
      fc.property(fc.array(group, { maxLength: 8 }), (groups) => {
        const meeting = sets.filter((set) => groups.every((each) => each.some((one) => set.includes(one))));
        const cheapest = meeting.reduce((best, set) => (before(set, best) ? set : best));
        const choices = groups.map((candidates) => ({ candidates, family: "routing" }));
        expect([...cover(choices)].sort()).toEqual(cheapest);
      }),
    );
  });

  it("takes less power before fewer permissions", () => {
    const choices = [
      { candidates: ["routing:queue:view", "routing:queue:delete"] as Permission[], family: "routing" },
      { candidates: ["routing:skill:view", "routing:queue:delete"] as Permission[], family: "routing" },
    ];
    expect([...cover(choices)].sort()).toEqual(["routing:queue:view", "routing:skill:view"]);
  });
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
