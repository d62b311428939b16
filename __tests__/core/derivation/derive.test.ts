import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DataAction, type DataActionProps, type HttpMethod } from "../../../src/core/action/data-action";
import { Catalog } from "../../../src/core/catalog/catalog";
import { isKnown } from "../../../src/core/catalog/operation";
import { advise } from "../../../src/core/derivation/advise";
import { type Choice, Costs, cheapestCover, MOST_STEPS } from "../../../src/core/derivation/cover";
import { derive, examine } from "../../../src/core/derivation/derive";
import { fitOf } from "../../../src/core/derivation/fit";
import type { Diagnostic } from "../../../src/core/diagnostic/diagnostic";
import { ACCESS_LEVELS, accessLevel } from "../../../src/core/permission/access-level";
import { type Permission, roleGrant } from "../../../src/core/permission/permission";
import { meets } from "../../../src/core/permission/requirement";
import { refusal, wording } from "../errors";

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
    expect(evidence[0]?.because).toMatch(
      /any of .*; externalContacts:contact:view is granted: relate:contact:view is the older name/,
    );
  });

  it("grants an action what fits it, whatever another one is granted", () => {
    const licenses = action("GET", "/api/v2/license/definitions", { name: "Any" });
    const divisions = action("POST", "/api/v2/authorization/divisions", { name: "All" });
    const { permissions, evidence } = derive([divisions, licenses], catalog);
    expect(permissions).toEqual([
      "authorization:division:add",
      "authorization:grant:add",
      "authorization:license:view",
    ]);
    expect(evidence[1]).toMatchObject({ action: "Any", chosen: ["authorization:license:view"] });
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
        reason: "opens only the caller's own data, and a client has none",
        opens: [],
      },
    ]);
  });

  it("lets a client ask for its organization and its token, which are called me too", () => {
    for (const path of ["/api/v2/organizations/me", "/api/v2/tokens/me"])
      expect(derive([action("GET", path)], catalog).permissions).toEqual([]);
  });

  it("lets the input contract say which word of the API a reference stands for", () => {
    const calling = (property: object) =>
      examine(
        [
          {
            name: "Media",
            request: {
              method: "PATCH",
              url: "/api/v2/conversations/$esc.url(${input.media})/${input.id}?x=${input.media}",
            },
            input: {
              type: "object",
              properties: { media: { type: "string", ...property }, id: { type: "string" } },
            },
          },
        ],
        catalog,
      ).evidence[0];
    expect(calling({})?.problems).toMatchObject([{ id: "request/reference-for-word", severity: "error" }]);
    expect(calling({ enum: ["emails"] })).toMatchObject({
      operation: { id: "PATCH /api/v2/conversations/emails/{conversationId}" },
      chosen: ["conversation:communication:disconnect"],
    });
    // Two words: what they require is the same, or differs.
    expect(calling({ enum: ["emails", "calls"] })).toMatchObject({
      chosen: ["conversation:communication:disconnect"],
      problems: expect.arrayContaining([
        expect.objectContaining({ id: "request/ambiguous", severity: "warning" }),
      ]),
    });
    expect(calling({ enum: ["emails", "messages"] })).toMatchObject({
      operation: undefined,
      problems: [{ id: "request/ambiguous", severity: "error" }],
    });
    expect(calling({ enum: ["emails", "nosuchword"] })?.operation).toBeUndefined();
  });

  it("takes another tool's placeholder for what it is in an action, and for a parameter in a bare request", () => {
    for (const placeholder of [":userId", "{userId}"]) {
      const request = { method: "GET", url: `/api/v2/users/${placeholder}/queues` } as const;
      const ids = (call: Parameters<typeof examine>[0][number]) =>
        examine([call], catalog).evidence[0]?.problems.map(({ id, severity }) => `${severity} ${id}`);
      expect(ids({ name: "Queues", request, response: {} })).toEqual(["error request/placeholder"]);
      expect(ids({ name: "Queues", request })?.filter((each) => each.startsWith("error"))).toEqual([]);
    }
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
    expect(`${wording(said[0])} ${said[0]?.fix}`).toMatch(message);
    expect(`${wording(said[0])} ${said[0]?.fix}`).not.toMatch(/does not exist/);
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
    ["routing:queue:view", "permission/prefer", /no such choice/],
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

  const broken: Diagnostic = {
    id: "contract/ref",
    severity: "error",
    what: "It is broken.",
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

  it.each(["action/method", "action/url", "operation/elsewhere", "template/unclosed"] as const)(
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
      isKnown(operation) &&
      !advise(operation, "client-credentials").some(({ id }) => id === "operation/needs-user") &&
      !fitOf(operation).open,
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
        for (const { requirement, problems } of evidence)
          expect(requirement !== undefined || problems.some(({ severity }) => severity === "error")).toBe(
            true,
          );
        expect(unresolved).toBe(evidence.filter(({ requirement }) => !requirement).length);
      }),
      { numRuns: 300 },
    );
  });

  it("derives nothing for an operation of which the catalogue does not know what it requires", () => {
    const unknown = catalog.operations.filter((operation) => !isKnown(operation));
    expect(unknown).toHaveLength(35);
    for (const { id, method, path } of unknown) {
      const url = path.replace(/\{[^}]+\}/g, "${input.id}");
      const { id: refused, message } = refusal(() => derive([action(method as HttpMethod, url)], catalog));
      expect(refused).toBe("operation/permissions-unknown");
      expect(message).toContain(`${id} is an operation of the API`);
      expect(message).toContain("purecloud-platform-client-v2 262.0.0");
      expect(message).toContain("permissions: { anyOf:");
    }
  });

  it("says so beside what else there is, and counts it as unresolved", () => {
    const calls = [action("GET", "/api/v2/fax/${input.id}/status"), action("GET", LOOKUP)];
    const { permissions, evidence, unresolved } = examine(calls, catalog);
    expect([permissions, unresolved]).toEqual([["externalContacts:contact:view"], 1]);
    expect(evidence.find(({ requirement }) => !requirement)).toMatchObject({
      operation: { id: "GET /api/v2/fax/{faxId}/status", requirement: { mode: "unknown" } },
      chosen: [],
      because: "its requirement is unknown",
    });
  });

  it("takes what is stated for such an operation, and asks for nothing more", () => {
    const stated = action("POST", "/api/v2/externalcontacts/contacts/search", {
      permissions: { anyOf: ["externalContacts:contact:view"], because: "The API Explorer names it." },
    });
    const { permissions, evidence } = derive([stated], catalog);
    expect(permissions).toEqual(["externalContacts:contact:view"]);
    expect(evidence[0]?.problems.filter(({ severity }) => severity !== "note")).toEqual([]);
    expect(evidence[0]?.problems).toContainEqual(expect.objectContaining({ id: "permission/stated" }));
  });

  it("is exact: everything works, and without any one permission something does not", () => {
    fc.assert(
      fc.property(actions, (declared) => {
        const { permissions, evidence } = derive(declared, catalog);
        const works = (held: ReadonlySet<Permission>) =>
          evidence.every(
            ({ operation, requirement }) =>
              operation &&
              (requirement?.mode === "any"
                ? fitOf(operation).fits.some((permission) => held.has(permission))
                : requirement && meets(requirement, held)),
          );
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
      { candidates: ["routing:queue:view", "externalContacts:contact:view"] as Permission[] },
      { candidates: ["routing:skill:view", "externalContacts:contact:view"] as Permission[] },
    ];
    expect([...cover(choices)]).toEqual(["externalContacts:contact:view"]);
  });

  it("is the cheapest of all sets there are, and of those the first by name", () => {
    // Of every level, several of some.
    const known: Permission[] = [
      "admin",
      "routing:email:manage",
      "routing:queue:add",
      "routing:queue:delete",
      "routing:queue:edit",
      "routing:queue:view",
      "routing:queueMember:manage",
      "routing:skill:delete",
      "routing:skill:view",
    ];
    const group = fc.uniqueArray(fc.constantFrom(...known), { minLength: 1, maxLength: 4 });
    const levels = [...ACCESS_LEVELS].reverse();
    const costOf = (set: readonly Permission[]) => [
      ...levels.map((level) => set.filter((each) => accessLevel(each) === level).length),
      set.length,
      set.reduce((sum, each) => sum + catalog.operationsAccepting(each).length, 0),
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
        const choices = groups.map((candidates) => ({ candidates }));
        expect([...cover(choices)].sort()).toEqual(cheapest);
      }),
      { numRuns: 2000 },
    );
  });

  it("never takes one great power in place of several small ones", () => {
    const small: Permission[] = ["directory:user:edit", "directory:user:delete"];
    const choices = small.map((each) => ({
      candidates: [each, "directory:organization:admin"] as Permission[],
    }));
    expect([...cover(choices)].sort()).toEqual([...small].sort());
  });

  it("ends: a list of choices that nobody can compare is refused, with the limit", () => {
    const known = catalog.permissions.filter((permission) => permission.endsWith(":view")).slice(0, 50);
    let seed = 7;
    const random = (below: number) => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % below;
    };
    const choices = Array.from({ length: 60 }, () => ({
      candidates: [0, 1, 2, 3].map(() => known[random(known.length)] as Permission),
    }));
    const error = refusal(() => cover(choices));
    expect(error.id).toBe("permission/too-many-choices");
    expect(error.message).toContain(`in ${MOST_STEPS.toLocaleString("en-US")} steps`);
  });

  it("takes less power before fewer permissions", () => {
    const choices = [
      { candidates: ["routing:queue:view", "routing:queue:delete"] as Permission[] },
      { candidates: ["routing:skill:view", "routing:queue:delete"] as Permission[] },
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
