import { describe, expect, it } from "vitest";
import { answer, wasFound } from "../../src/cli/explain-answer";
import { explanationText } from "../../src/cli/explain-text";
import { Catalog } from "../../src/core/catalog/catalog";
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
    expect(explanationText(explained)).not.toMatch(/Did you mean|\n/);
  });

  it("knows the general ones, which have no colons", () => {
    expect(ask("admin")).toMatchObject({ kind: "permission", permission: "admin", level: "general" });
  });
});

describe("explaining a scope", () => {
  it("tells reading from everything", () => {
    const [reading, all] = [ask("routing:readonly"), ask("routing")];
    if (reading.kind !== "scope" || all.kind !== "scope") throw new Error("these are scopes");
    expect(reading.operations.every((operation) => operation.startsWith("GET "))).toBe(true);
    expect(all.operations).toEqual(expect.arrayContaining([...reading.operations]));
    expect(all.operations.length).toBeGreaterThan(reading.operations.length);
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
