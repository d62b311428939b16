import { describe, expect, it } from "vitest";
import { Catalog } from "../../../src/core/catalog/catalog";
import { FAMILY_SCOPES, familyOf, scopesOf } from "../../../src/core/catalog/oauth-scopes";

const catalog = Catalog.load();
const of = (...ids: string[]) =>
  scopesOf(
    ids.map((id) => {
      const found = catalog.operations.find((operation) => operation.id === id);
      if (!found) throw new Error(`${id} is not in the catalogue`);
      return found;
    }),
  );

describe("the family", () => {
  it.each([
    ["/api/v2/routing/queues/{queueId}/members", "routing"],
    ["/api/v2/conversations/messages/agentless", "conversations"],
    ["/api/v2/conversations/messaging/integrations/open", "conversations/messaging"],
    ["/api/v2/users/{userId}/presences/purecloud", "users/{userId}/presences"],
    ["/api/v2/somethingnew/things", "somethingnew"],
  ])("of %s is %s", (path, family) => {
    expect(familyOf(path)).toBe(family);
  });

  it("table is in order, and has no family that the catalogue lacks", () => {
    const families = Object.keys(FAMILY_SCOPES);
    expect(families).toEqual([...families].sort());
    const met = new Set(catalog.operations.map(({ path }) => familyOf(path)));
    expect(families.filter((family) => !met.has(family))).toEqual([]);
  });
});

describe("the scopes", () => {
  it("are read-only where every call of a scope is a GET", () => {
    expect(of("GET /api/v2/routing/queues", "GET /api/v2/users/{userId}")).toEqual({
      scopes: ["routing:readonly", "users:readonly"],
      unknown: [],
    });
    expect(
      of("GET /api/v2/routing/queues", "POST /api/v2/routing/queues", "GET /api/v2/users").scopes,
    ).toEqual(["routing", "users:readonly"]);
    expect(of("POST /api/v2/routing/queues", "GET /api/v2/routing/queues").scopes).toEqual(["routing"]);
  });

  it("are joined over families that share one", () => {
    expect(of("GET /api/v2/flows/{flowId}", "POST /api/v2/architect/schedules").scopes).toEqual([
      "architect",
    ]);
  });

  it("keep to the forms that exist", () => {
    expect(of("GET /api/v2/notifications/channels").scopes).toEqual(["notifications"]);
    expect(of("POST /api/v2/audits/query").scopes).toEqual(["audits:readonly"]);
  });

  it("are none where none is needed", () => {
    expect(of("GET /api/v2/timezones", "GET /api/v2/ipranges")).toEqual({ scopes: [], unknown: [] });
    expect(scopesOf([])).toEqual({ scopes: [], unknown: [] });
  });

  it("of an unknown family are said to be unknown, and never guessed", () => {
    expect(of("GET /api/v2/agentic/virtualagents", "GET /api/v2/routing/queues")).toEqual({
      scopes: ["routing:readonly"],
      unknown: ["agentic"],
    });
    expect(scopesOf(catalog.operations).unknown).toEqual([
      "agentic",
      "backgroundassistant",
      "dependencies",
      "documentation",
      "events",
    ]);
  });
});

it("the scopes that a catalogue names itself come before the family's", () => {
  const [known] = catalog.operations.filter(
    ({ method, path }) => method === "GET" && path === "/api/v2/users",
  );
  if (!known) throw new Error("the catalogue has no users");
  const named = (...scopes: string[]) => scopesOf([{ ...known, path: "/api/v2/unheardof", scopes }]);
  expect(named("widgets:readonly", "widgets")).toEqual({ scopes: ["widgets:readonly"], unknown: [] });
  expect(named()).toEqual({ scopes: [], unknown: [] });
  expect(scopesOf([{ ...known, method: "POST", scopes: ["zebras", "users"] }]).scopes).toEqual(["users"]);
});
