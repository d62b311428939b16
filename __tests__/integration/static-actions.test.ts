import { describe, expect, it } from "vitest";
import { METHODS } from "../../src/core/action/data-action";
import { callOf, type StaticAction } from "../../src/core/action/static-action";
import { Catalog } from "../../src/core/catalog/catalog";
import { isKnown } from "../../src/core/catalog/operation";
import { derive, examine } from "../../src/core/derivation/derive";
import { DataActionIntegration } from "../../src/integration/data-action-integration";
import { refusal } from "../core/errors";
import { actionOf, around, blocks, TestStack } from "../synth";

const queues = actionOf("List queues", "/api/v2/routing/queues");
const hours: StaticAction = {
  name: "Get schedule",
  request: { method: "GET", url: "/api/v2/architect/schedules" },
};
const told: StaticAction = {
  name: "Find person",
  permissions: { allOf: ["directory:user:view"], because: "the vendor's support named it" },
};
const build = (staticActions: readonly StaticAction[]) => {
  const stack = new TestStack();
  const integration = new DataActionIntegration(stack, "crm", {
    ...around,
    actions: [queues],
    staticActions,
  });
  return { integration, synthesized: stack.synth() };
};

describe("static actions of an integration", () => {
  const { integration, synthesized } = build([hours, told]);

  it("are granted what they need, and are not made", () => {
    expect(integration.derivation.permissions).toEqual([
      "directory:user:view",
      "routing:queue:view",
      "routing:schedule:view",
    ]);
    expect(blocks(synthesized, "genesyscloud_integration_action").map(({ name }) => name)).toEqual([
      "List queues",
    ]);
    expect(integration.model.staticActions).toEqual([
      { name: "Find person", permissions: ["directory:user:view"], alternatives: [] },
      {
        name: "Get schedule",
        request: { method: "GET", url: "/api/v2/architect/schedules" },
        permissions: ["routing:schedule:view"],
        alternatives: [],
      },
    ]);
    const [manifest] = blocks(synthesized, "vault_generic_secret");
    expect(JSON.parse(String(manifest?.data_json)).actions).toEqual(["List queues"]);
  });

  it("are declared to the review as what no plan shows", () => {
    const texts = blocks(synthesized, "terraform_data").map(({ input }) => String(input));
    const { actions } = JSON.parse(texts.find((text) => text.includes('"scopelock":1')) ?? "{}");
    expect(actions).toMatchObject([
      { action: "Find person", static: true, stated: "the vendor's support named it", operation: "" },
      { action: "Get schedule", static: true, operation: "GET /api/v2/architect/schedules" },
      { action: "List queues", operation: "GET /api/v2/routing/queues" },
    ]);
    expect(actions[2]).not.toHaveProperty("static");
  });

  it("are derived as a declared action of the same request is, whatever it requests", () => {
    const catalog = Catalog.load();
    const outcome = (make: () => readonly string[]) => {
      try {
        return make();
      } catch (error) {
        return (error as { id: string }).id;
      }
    };
    const plain = catalog.operations.filter(
      (each) => isKnown(each) && !each.path.includes("{") && METHODS.some((method) => method === each.method),
    );
    expect(plain.length).toBeGreaterThan(1000);
    for (const { method, path } of plain) {
      const request = { method: method as "GET", url: path };
      const [one, other] = [{ name: "Same", request }, actionOf("Same", path, { request })].map((each) =>
        outcome(() => derive([each], catalog).permissions),
      );
      expect(one, `${method} ${path}`).toEqual(other);
    }
  });

  it.each([
    ["a name that is declared", { ...hours, name: "List queues" }, "integration/actions"],
    ["a request and permissions", { ...hours, ...told }, "integration/static-action"],
    ["an endless name", { ...hours, name: "n".repeat(257) }, "integration/static-action"],
    ["a name with control characters", { ...hours, name: "a\u001b[31m" }, "integration/static-action"],
    ["a reason that is none", { ...told, permissions: { ...told.permissions, because: "  " } }, "props/type"],
    ["an empty preference", { ...hours, prefer: [] }, "props/type"],
    ["a declared action", queues, "props/type"],
    ["neither", { name: "Get schedule" }, "integration/static-action"],
    [
      "a request that is no operation",
      { ...hours, request: { method: "GET", url: "/api/v2/nothing" } },
      "operation/unknown",
    ],
    [
      "a permission that is none",
      { ...told, permissions: { allOf: ["all"], because: "x" } },
      "permission/form",
    ],
    ["permissions of no form", { ...told, permissions: { because: "x" } }, "props/type"],
    ["a misspelt property", { ...hours, requests: [] }, "props/unknown"],
    ["undefined, a misspelt import", undefined, "props/type"],
    [
      "a method of no data action",
      { ...hours, request: { method: "HEAD", url: "/api/v2/users" } },
      "props/type",
    ],
    ["no name", { ...hours, name: " " }, "props/type"],
    ["a preference that decides nothing", { ...hours, prefer: ["routing:queue:view"] }, "permission/prefer"],
  ])("refuse %s", (_, action, id) => {
    const refused = refusal(() => build([action as StaticAction]));
    expect(refused.id).toBe(id);
    expect(refused.others).toEqual([]);
  });

  it("are refused in words of their own: their template and contract are Genesys Cloud's", () => {
    const catalog = Catalog.load();
    const urls = catalog.operations.flatMap(({ path }) => [path, path.replace(/[^/]*$/, "${input.what}")]);
    const odd = [
      "users",
      "/api/v1/x",
      "/api/v2/users/${",
      "/api/v2/a b",
      "/api/v2/users#x",
      "/api/v2/users/me",
    ];
    const calls = [...new Set([...urls, ...odd])].map((url, at) =>
      callOf({ name: `Static ${at}`, request: { method: "GET", url } }),
    );
    const problems = examine(calls, catalog).evidence.flatMap((each) => each.problems);
    expect(new Set(problems.map(({ id }) => id)).size).toBeGreaterThan(10);
    for (const { id, what, why, fix } of problems)
      expect(`${id} ${what} ${why} ${fix}`).not.toMatch(
        /data action|input contract|\$\{input\.name|Declare one/,
      );
    const { where, others } = refusal(() => derive(calls, catalog));
    for (const place of [where, ...others.map((each) => each.where)])
      expect(place).toMatch(/^static action "/);
  });
});
