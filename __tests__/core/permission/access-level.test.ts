import { describe, expect, it } from "vitest";
import { Catalog } from "../../../src/core/catalog/catalog";
import {
  ACCESS_LEVELS,
  type AccessLevel,
  accessLevel,
  EXCEPTIONS,
  VERBS,
} from "../../../src/core/permission/access-level";
import { partsOf } from "../../../src/core/permission/permission";

const catalog = Catalog.load();
const verbs = new Set(catalog.permissions.flatMap((permission) => partsOf(permission)?.action ?? []));
const known = Object.values(VERBS).flat();

describe("the access level", () => {
  it("is known of every verb of the catalogue, once, and of no other", () => {
    expect([...known].sort()).toEqual([...verbs].sort());
  });

  it.each(Object.entries(VERBS))("%s lists its verbs in order", (_, listed) => {
    expect(listed).toEqual([...listed].sort());
  });

  it("grows with the power", () => {
    const order: AccessLevel[] = ["view", "execute", "add", "edit", "delete", "all", "general"];
    expect(ACCESS_LEVELS).toEqual(order);
    expect(
      ["routing:queue:view", "integrations:action:execute", "routing:queue:add", "routing:queue:edit"].map(
        (permission) => accessLevel(permission as `${string}:${string}:${string}`),
      ),
    ).toEqual(["view", "execute", "add", "edit"]);
    expect(accessLevel("conversation:communication:disconnect")).toBe("delete");
    expect(accessLevel("telephony:plugin:all")).toBe("all");
  });

  it("is the highest for general permissions and for what no catalogue knew yet", () => {
    expect(accessLevel("admin")).toBe("general");
    expect(accessLevel("content_management_user")).toBe("general");
    expect(accessLevel("routing:queue:teleport")).toBe("all");
  });

  it("has exceptions for permissions that exist, each other than its verb says, with a reason, in order", () => {
    expect(Object.keys(EXCEPTIONS)).toEqual(Object.keys(EXCEPTIONS).sort());
    for (const [permission, { level, reason }] of Object.entries(EXCEPTIONS)) {
      expect(catalog.operationsAccepting(permission)).not.toEqual([]);
      expect(VERBS[level as keyof typeof VERBS]).not.toContain(partsOf(permission)?.action);
      expect(reason.length).toBeGreaterThan(15);
      expect(accessLevel(permission as `${string}:${string}:${string}`)).toBe(level);
    }
  });

  // A verb that looks may still ask for a job or a search by POST, and cancel it; it never puts or patches alone.
  it("calls no permission a looking one that alone changes something", () => {
    const changing = catalog.operations.filter(
      ({ method, requirement }) =>
        ["PUT", "PATCH"].includes(method) &&
        requirement.permissions.length > 0 &&
        requirement.permissions.every((permission) => accessLevel(permission) === "view"),
    );
    expect(changing.map(({ id }) => id)).toEqual([
      // Says which result of a search was clicked.
      "PATCH /api/v2/knowledge/knowledgebases/{knowledgeBaseId}/chunks/search/{searchId}",
    ]);
  });
});
