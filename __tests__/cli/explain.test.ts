import { describe, expect, it } from "vitest";
import { answer, wasFound } from "../../src/cli/explain-answer";
import { explanationText } from "../../src/cli/explain-text";
import { Catalog } from "../../src/core/catalog/catalog";
import { ownFirst } from "../../src/core/catalog/own-first";
import { refusal } from "../core/errors";

const catalog = Catalog.load();
const ask = (question: string) => answer(question, catalog, "client-credentials");

describe("explaining a request", () => {
  it("says what it needs, in a stable shape", () => {
    expect(ask("get /api/v2/externalcontacts/contacts/123")).toEqual({
      kind: "operation",
      query: "GET /api/v2/externalcontacts/contacts/123",
      method: "GET",
      url: "/api/v2/externalcontacts/contacts/123",
      operation: "GET /api/v2/externalcontacts/contacts/{contactId}",
      requires: { mode: "any", permissions: ["externalContacts:contact:view", "relate:contact:view"] },
      chosen: ["externalContacts:contact:view"],
      alternatives: ["relate:contact:view"],
      passedOver: [
        {
          permission: "relate:contact:view",
          reason: "is the older name of External Contacts",
          opens: 0,
          operations: [],
        },
      ],
      because: expect.stringContaining("requires any of"),
      flags: [],
      scopes: ["external-contacts:readonly"],
      problems: [],
    });
  });

  it("names the nearest for one that does not exist, and is not found", () => {
    const explained = ask("GET /api/v2/external-contacts/lookups/phone?phoneNumber=+15550199");
    expect(wasFound(explained)).toBe(false);
    expect(explanationText(explained)).toMatch(
      /Did you mean GET \/api\/v2\/externalcontacts\/reversewhitepageslookup/,
    );
  });

  it("is not found where it cannot work", () => {
    expect(wasFound(ask("GET /api/v2/users/me"))).toBe(false);
    expect(wasFound(answer("GET /api/v2/users/me", catalog, "code"))).toBe(true);
  });
});

describe("explaining a permission", () => {
  it("names who accepts it, and who needs others beside it", () => {
    const explained = ask("externalContacts:contact:view");
    expect(explained).toMatchObject({
      kind: "permission",
      level: "view",
      selfScoped: false,
      suggestions: [],
    });
    expect(explained.kind === "permission" && explained.operations).toContainEqual({
      operation: "GET /api/v2/externalcontacts/reversewhitepageslookup",
      mode: "any",
      enough: true,
    });
    expect(explanationText(explained)).toContain("GET /api/v2/externalcontacts/reversewhitepageslookup");
  });

  it("knows what was meant by one that does not exist", () => {
    const explained = ask("routing:externalcontact:view");
    expect(explained).toMatchObject({ permission: null, operations: [] });
    expect(explained.kind === "permission" && explained.suggestions[0]).toBe("externalContacts:contact:view");
    expect(wasFound(explained)).toBe(false);
  });

  it.each([
    ["Routing > Queue > View", "routing:queue:view"],
    ["External Contacts \u203a Contact \u203a View", "externalContacts:contact:view"],
  ])("knows the console's way of writing it: %s", (labels, permission) => {
    const explained = ask(labels);
    expect(explained).toMatchObject({ kind: "permission", query: labels, permission });
    expect(wasFound(explained)).toBe(true);
  });

  it.each([
    ["routing:queue", "routing:queue:view"],
    ["directory.user.view", "directory:user:view"],
    ["Routing > Queu > View", "routing:queue:view"],
  ])("suggests permissions for %s", (question, permission) => {
    expect(ask(question)).toMatchObject({
      kind: "permission",
      permission: null,
      suggestions: expect.arrayContaining([permission]),
    });
  });

  it.each(["foo", "foo:bar", "foo:bar:baz", "xyzzy.plugh.foo"])("suggests nothing for %s", (question) => {
    const explained = ask(question);
    expect(explained).toMatchObject({ suggestions: [] });
    const [, ...more] = explanationText(explained).split("\n");
    expect(more.join("\n")).not.toContain("Did you mean");
    if (explained.kind === "scope") expect(more.join("\n")).toMatch(/^Ask for a request/);
    else expect(more).toEqual([]);
  });

  it("knows the general ones, which have no colons", () => {
    expect(ask("admin")).toMatchObject({ kind: "permission", permission: "admin", level: "general" });
  });
});

describe("explaining several permissions", () => {
  const of = (question: string) => {
    const explained = ask(question);
    if (explained.kind !== "permission") throw new Error("it is about permissions");
    return explained;
  };
  const QUEUE = ["add", "delete", "edit", "join", "readonly", "search", "view"].map(
    (action) => `routing:queue:${action}`,
  );
  const DATATABLE_ROW = ["add", "delete", "edit", "view"].map((action) => `architect:datatableRow:${action}`);

  it.each([
    ["routing:queue:*", QUEUE, true],
    ["Routing > Queue > All", QUEUE, true],
    ["routing > queue > all permissions", QUEUE, true],
    ["routing:queue", QUEUE, false],
    ["routing.queue.*", QUEUE, true],
    ["routing:queue:manage", QUEUE, false],
    ["routing:queue:read", ["readonly", "search", "view"].map((action) => `routing:queue:${action}`), false],
    ["routing:queue:write", ["add", "delete", "edit"].map((action) => `routing:queue:${action}`), false],
    ["routing:queue:create", ["routing:queue:add"], false],
    ["Architect > Datatable Row > All", DATATABLE_ROW, true],
    ["Architect > Datatable Row", DATATABLE_ROW, false],
    ["Outbound > Contact > Add, Delete", ["outbound:contact:add", "outbound:contact:delete"], false],
    [
      "Messaging > Setting > Edit/View permission",
      ["messaging:setting:edit", "messaging:setting:view"],
      false,
    ],
    ["*:queue:view", ["assistants:queue:view", "routing:queue:view"], true],
    ["routing:queue*:manage", ["routing:queueMember:manage"], true],
  ])("%s", (question, permissions, wildcard) => {
    const explained = of(question);
    expect(explained).toMatchObject({ permission: null, wildcard });
    expect(explained.matches.map(({ permission }) => permission)).toEqual(permissions);
    expect(wasFound(explained)).toBe(true);
    for (const { permission, level, operations } of explained.matches)
      expect({ level, operations }).toEqual({
        level: of(permission).level,
        operations: of(permission).operations,
      });
    const text = explanationText(explained);
    for (const permission of permissions) expect(text).toContain(`  ${permission} (`);
    expect(/also gets those that Genesys Cloud adds later/.test(text)).toBe(wildcard);
    expect(/is not a permission by itself/.test(text)).toBe(!wildcard);
  });

  it("reads a permission without its domain as what is called so, before what only belongs there", () => {
    const names = of("recording:view").matches.map(({ permission }) => permission);
    expect(names[0]).toBe("recording:recording:view");
    expect(names).toContain("recording:annotation:view");
    expect(names.every((name) => /^recording:.*:view/.test(name))).toBe(true);
  });

  it("knows the whole of a domain, by its name and by its label", () => {
    const all = (domain: string) =>
      catalog.permissions.filter((permission) => permission.startsWith(`${domain}:`)).sort();
    for (const [question, domain] of [
      ["routing:*:*", "routing"],
      ["routing:*", "routing"],
      ["directory", "directory"],
      ["External Contacts", "externalContacts"],
      ["Assistants > All permissions", "assistants"],
      ["Workforce Management > All", "wfm"],
    ] as const)
      expect(of(question).matches.map(({ permission }) => permission)).toEqual(all(domain));
    expect(of("*").matches).toHaveLength(catalog.permissions.length);
  });

  it("tells less of each the more there are", () => {
    expect(explanationText(of("routing:queue:*"))).toMatch(/routing:queue:add \(add\)\n {4}POST /);
    expect(explanationText(of("routing:*:*"))).toMatch(/routing:queue:add \(add\): 1 operation\n/);
    expect(explanationText(of("*"))).toMatch(/\n {2}routing: 82 permissions\n/);
  });

  it.each([
    ["General > Admin", "admin"],
    ["Telephony > Plugin > All", "telephony:plugin:all"],
    ["Workforce Management > Activity Code > View", "wfm:activityCode:view"],
    ["architect > datatable row > add", "architect:datatableRow:add"],
    ["routing queue view", "routing:queue:view"],
  ])("%s is one, by its labels", (labels, permission) => {
    expect(ask(labels)).toMatchObject({ permission, matches: [], wildcard: false });
  });

  it.each(["routing:Queue:view", "routing/queue/view", "routing-queue-view", "routing.queue.view"])(
    "%s is none, only written otherwise",
    (name) => {
      const explained = of(name);
      expect(explained).toMatchObject({ permission: null, matches: [] });
      expect(explained.suggestions[0]).toBe("routing:queue:view");
      expect(wasFound(explained)).toBe(false);
    },
  );

  it("finds a permission of every domain by its labels, in any letter case", () => {
    const label = (word: string) => word.replace(/([a-z0-9])([A-Z])/g, "$1 $2").toUpperCase();
    const one = new Map(catalog.permissions.map((permission) => [permission.split(":")[0], permission]));
    const names = [...one.values()].filter((permission) => permission.includes(":"));
    expect(names.length).toBeGreaterThan(60);
    const labelled = names.map((permission) => of(permission.split(":").map(label).join(" > ")).permission);
    expect(labelled).toEqual(names);
  });

  it("does not take long over many stars", () => {
    expect(of(`routing:${"*e".repeat(5000)}x:view`).matches).toEqual([]);
  });
});

describe("explaining what no operation names", () => {
  it("says what the documents say", () => {
    const explained = ask("architect:ui:view");
    expect(explained).toMatchObject({ permission: "architect:ui:view", level: "view", operations: [] });
    expect(wasFound(explained)).toBe(true);
    expect(explanationText(explained)).toMatch(/No operation of the catalogue names it. It opens the user/);
  });

  it("does not say that it does not exist", () => {
    const explained = ask("messaging:sms:send");
    expect(wasFound(explained)).toBe(false);
    expect(explanationText(explained)).toMatch(/newer, of the console only, or spelled otherwise/);
  });
});

describe("the operations that accept a permission", () => {
  it.each([
    ["routing:queue:view", /^\/api\/v2\/routing\/queues/],
    ["directory:user:view", /^\/api\/v2\/users/],
    ["recording:recording:view", /^\/api\/v2\/recordings?\//],
    ["externalContacts:contact:view", /^\/api\/v2\/externalcontacts\/contacts/],
    ["wfm:activityCode:view", /^\/api\/v2\/workforcemanagement\//],
  ])("of %s begin with its own", (name, own) => {
    const explained = ask(name);
    if (explained.kind !== "permission") throw new Error("it is a permission");
    const paths = explained.operations.map(({ operation }) => operation.split(" ")[1] ?? "");
    expect(paths[0]).toMatch(own);
    expect(paths.length).toBe(catalog.operationsAccepting(name).length);
  });

  it("are of the family that is called as the domain before any that is called otherwise", () => {
    const late = catalog.permissions.filter((permission) => {
      const [domain, entity] = permission.toLowerCase().split(":");
      const families = ownFirst(permission, catalog.operationsAccepting(permission)).map(
        ({ path }) => path.split("/")[3] ?? "",
      );
      const foreign = families.findIndex(
        (family) => ![domain, `${domain}s`, entity, `${entity}s`, "workforcemanagement"].includes(family),
      );
      return foreign !== -1 && families.lastIndexOf(domain ?? "") > foreign;
    });
    expect(late).toEqual([]);
  });
});

describe("explaining a scope", () => {
  it("tells reading from everything", () => {
    const [reading, all] = [ask("routing:readonly"), ask("routing")];
    if (reading.kind !== "scope" || all.kind !== "scope") throw new Error("these are scopes");
    expect(reading.operations.every((operation) => operation.startsWith("GET "))).toBe(true);
    expect(all.operations).toEqual(expect.arrayContaining([...reading.operations]));
    expect(all.operations.length).toBeGreaterThan(reading.operations.length);
    expect(reading.permissions).toEqual([]);
    expect(all.permissions.map(({ permission }) => permission)).toContain("routing:queue:view");
    expect(explanationText(all)).toMatch(
      /also the name of a domain, of 82 permissions.*routing:queue:view \(view\): /s,
    );
  });

  it("knows what was meant by one that does not exist", () => {
    expect(ask("external-contact")).toMatchObject({ scope: null, suggestions: ["external-contacts"] });
    expect(ask("routing:readonl")).toMatchObject({
      kind: "scope",
      suggestions: expect.arrayContaining(["routing:readonly"]),
    });
  });
});

it("a path without a method is refused, with the methods it has", () => {
  expect(refusal(() => ask("/api/v2/users")).fix).toBe(
    'Ask for "GET /api/v2/users"; the path has GET, POST.',
  );
  expect(refusal(() => ask("  ")).id).toBe("explain/empty");
});

it("keeps what moves a cursor, and secrets, out of what it prints", () => {
  const text = explanationText(
    ask("GET https://me:hunter2@example.com/x\u001b]0;y\u0007?api_key=hunter3&a=b"),
  );
  expect(text).not.toMatch(/\p{Cc}(?<!\n)/u);
  expect(text).not.toMatch(/hunter/);
  expect(JSON.stringify(ask("GET /api/v2/users?apiKey=hunter2"))).not.toContain("hunter2");
});
