import { TerraformStack, Testing } from "cdktf";
import { describe, expect, it } from "vitest";
import { DataAction } from "../../src/core/action/data-action";
import { readExportedAction } from "../../src/core/action/import/exported-action";
import { Rotation } from "../../src/core/rotation";
import { Division } from "../../src/genesys/division";
import { DataActionIntegration } from "../../src/integration/data-action-integration";
import { runRules } from "../../src/rules/run";
import type { Said } from "../../src/rules/subject";
import { VaultMount } from "../../src/vault/mount";
import { actionOf, around } from "../synth";
import { declared, NOTHING, refused, requesting, ruleOf } from "./judged";

const fine = declared();
const url = (text: string) => declared({ request: { method: "GET", url: text } });
const header = (name: string, value: string) =>
  declared({ request: { method: "GET", url: "/api/v2/routing/queues", headers: { [name]: value } } });
const queue = { type: "object", properties: { name: { type: "string" } } };
const body = (permissions: object) =>
  refused(() => DataAction.define({ ...(action as object), permissions } as never));
const action = {
  name: "A",
  input: { type: "object", properties: {} },
  output: { type: "object", properties: {} },
  request: { method: "GET", url: "/api/v2/routing/queues" },
};
const rotation = (overlapHours: number) =>
  refused(() => Rotation.of({ live: [1], current: 1, overlapHours, accessTokenValiditySeconds: 7200 }));

/** What is found in an export of the console. */
const exported = (
  url = "/api/v2/routing/queues",
  integrationType = "purecloud-data-actions",
): readonly Said[] =>
  readExportedAction(
    {
      name: "A",
      integrationType,
      config: { request: { requestType: "GET", requestUrlTemplate: url } },
      contract: { input: { inputSchema: action.input }, output: { successSchema: action.output } },
    },
    "A",
  ).problems.map((problem) => ({ path: "dev/crm", problem }));
/** Two integrations of one app, in stacks of their own, each with a mount. */
const twoStacks = (...mounts: readonly [string, string]) =>
  refused(() => {
    const app = Testing.app({ stackTraces: false });
    for (const [at, path] of mounts.entries()) {
      const stack = new TerraformStack(app, `stack-${at}`);
      new DataActionIntegration(stack, `crm-${at}`, {
        ...around,
        actions: [actionOf("A", "/api/v2/routing/queues")],
        mount: new VaultMount(stack, "mount", { path }),
      });
    }
    for (const { node } of app.node.findAll()) node.validate();
  });

/** Rule, what it flags, what passes. The checks, the derivation or the constructs themselves find it. */
const CASES: readonly [id: string, flagged: readonly Said[], passes: readonly Said[]][] = [
  ["SL002", url("/api/v2/users/me"), url("/api/v2/users/${input.id}")],
  [
    "SL002",
    requesting("PATCH /api/v2/conversations/calls/{id}"),
    requesting("GET /api/v2/conversations/calls/{id}"),
  ],
  [
    "SL003",
    requesting("POST /api/v2/conversations/emails/agentless", "code"),
    requesting("POST /api/v2/conversations/emails/agentless"),
  ],
  ["SL004", refused(() => Division.withId("")), refused(() => Division.withId("d-1"))],
  [
    "SL005",
    refused(() => DataAction.define({ ...action, scopes: ["users"] } as never)),
    refused(() => DataAction.define(action as never)),
  ],
  [
    "SL006",
    declared({ permissions: { anyOf: ["routing:externalcontact:view"], because: "advice" } }),
    declared({ permissions: { anyOf: ["externalContacts:contact:view"], because: "advice" } }),
  ],
  [
    "SL006",
    declared({ permissions: { anyOf: ["messaging:sms:send"], because: "advice" } }),
    declared({ permissions: { anyOf: ["externalContacts:contact:view"], because: "advice" } }),
  ],
  [
    "SL007",
    body({ anyOf: ["routing:queue:view"], because: "" }),
    body({ anyOf: ["routing:queue:view"], because: "new" }),
  ],
  [
    "SL008",
    requesting("POST /api/v2/search"),
    declared({
      request: { method: "POST", url: "/api/v2/search" },
      prefer: ["routing:skill:view"],
    }),
  ],
  ["SL009", requesting("DELETE /api/v2/contentmanagement/documents/{id}"), fine],
  ["SL010", requesting("GET /api/v2/learning/assignments/{id}/steps/{id}"), fine],
  [
    "SL010",
    requesting("DELETE /api/v2/contentmanagement/workspaces/{id}/members/{id}"),
    requesting("DELETE /api/v2/contentmanagement/workspaces/{id}/members/{id}", "code"),
  ],
  ["SL011", requesting("POST /api/v2/authorization/divisions/{id}/objects/{id}"), fine],
  ["SL012", url("/api/v2/routing/cues"), fine],
  ["SL012", url("https://example.com/api/v2/routing/queues"), fine],
  ["SL012", url("/api/v2/routing/queues&pageSize=1"), url("/api/v2/routing/queues?pageSize=1")],
  ["SL013", requesting("GET /api/v2/analytics/botflows/{id}/reportingturns"), fine],
  ["SL014", url("/api/v2/users/{{input.id}}"), url("/api/v2/users/${input.id}")],
  ["SL014", url("/api/v2/users/{input.id}"), url("/api/v2/users/$!{input.id}")],
  ["SL015", url("/api/v2/users/${input.ID}"), url("/api/v2/users/${input.id}")],
  ["SL016", header("authorization", "Bearer ${input.id}"), header("X-Trace", "${input.id}")],
  ["SL017", declared({ input: { type: "objekt" } }), fine],
  [
    "SL018",
    declared({
      output: { ...queue, required: ["name"] },
      response: { translationMap: {}, successTemplate: "{}" },
    }),
    declared({
      output: queue,
      response: { translationMap: { name: "$.name" }, successTemplate: '{"name": ${name}}' },
    }),
  ],
  [
    "SL019",
    declared({
      output: queue,
      response: {
        translationMap: { name: "$.name" },
        translationMapDefaults: { name: '"none"', other: '"none"' },
        successTemplate: '{"name": ${name}}',
      },
    }),
    declared({
      output: queue,
      response: { translationMap: { name: "$.name" }, successTemplate: '{"name": ${name}}' },
    }),
  ],
  ["SL020", declared({ timeoutSeconds: 61 }), declared({ timeoutSeconds: 60 })],
  ["SL021", declared({ name: "" }), fine],
  ["SL021", header("Accept", "text/plain"), header("Accept", "application/json")],
  ["SL022", exported("https://api.mypurecloud.ie/api/v2/users", "custom-rest-actions"), exported()],
  ["SL027", rotation(1), rotation(2)],
  ["SL035", twoStacks("kv", "kv"), twoStacks("kv", "other")],
];

describe("a rule that speaks for problems", () => {
  it.each(CASES)("%s flags one, and lets the other pass", (id, flagged, passes) => {
    const rule = ruleOf(id);
    const found = (said: readonly Said[]) => runRules({ ...NOTHING, said }, [], [rule]);
    const [first] = found(flagged);
    expect(first, `it was said: ${flagged.map(({ problem }) => problem.id)}`).toMatchObject({
      id,
      where: "dev/crm",
    });
    expect(rule.problems).toContain(first?.problem);
    expect(first?.what).not.toBe("");
    expect(found(passes)).toEqual([]);
  });

  it("leaves notes to scopelock derive", () => {
    const said = declared({ permissions: { anyOf: ["routing:queue:view"], because: "new" } });
    expect(said.map(({ problem }) => problem.severity)).toContain("note");
    expect(runRules({ ...NOTHING, said })).toEqual([]);
  });
});
