import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Catalog, DataAction } from "../../src";
import { derive } from "../../src/core";
import { refusal } from "../core/errors";

const EXPORT = {
  name: "Disconnect - Exported 2024-03-01 @ 9:05",
  integrationType: "purecloud-data-actions",
  config: {
    request: {
      requestUrlTemplate:
        "/api/v2/conversations/calls/${input.conversationId}/participants/${input.participantId}",
      requestType: "PATCH",
      requestTemplate: { state: "disconnected" },
    },
    response: { successTemplate: "${rawResult}" },
  },
  contract: {
    input: {
      inputSchema: {
        type: "object",
        properties: { conversationId: { type: "string" }, participantId: { type: "string" } },
      },
    },
    output: { successSchema: { type: "object" } },
  },
  colour: "blue",
};

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "scopelock-export-"));
});
afterAll(() => rmSync(directory, { recursive: true }));
const exported = (content: unknown): string => {
  const file = join(directory, "action.custom.json");
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  return file;
};

describe("an action from an export", () => {
  it("is a declaration like any other, and keeps what was said of it", () => {
    const action = DataAction.fromExport(exported(EXPORT));
    expect(action).toMatchObject({ name: "Disconnect", request: { body: '{"state":"disconnected"}' } });
    expect(action.problems.map(({ id }) => id)).toEqual(["import/unknown-key", "template/optional-input"]);
  });

  it("says by its body what it is after, and by a pin where the body does not", () => {
    const derived = (action: Parameters<typeof derive>[0][number]) =>
      derive([action], Catalog.load()).permissions;
    expect(derived(DataAction.fromExport(exported(EXPORT)))).toEqual([
      "conversation:communication:disconnect",
    ]);
    const { request } = EXPORT.config;
    const silent = {
      ...EXPORT,
      config: { ...EXPORT.config, request: { ...request, requestTemplate: "${input.rawRequest}" } },
    };
    expect(() => derived(DataAction.fromExport(exported(silent)))).toThrow(/does not name one/);
    const pinned = DataAction.fromExport(exported(silent), { prefer: ["conversation:participant:wrapup"] });
    expect(derived(pinned)).toEqual(["conversation:participant:wrapup"]);
  });

  it("is refused with everything that is wrong with it, and where", () => {
    const { request } = EXPORT.config;
    const config = {
      ...EXPORT.config,
      request: { ...request, requestType: "FETCH", headers: { Authorization: "Bearer x" } },
    };
    const file = exported({ ...EXPORT, config });
    const error = refusal(() => DataAction.fromExport(file));
    expect(error).toMatchObject({ id: "action/method", where: file });
    expect(error.message).toContain("[action/authorization-header]");
    expect(error.message).not.toContain("Bearer x");
  });

  it.each<[string, unknown, string]>([
    ["without a contract", { ...EXPORT, contract: undefined }, "action/input-contract"],
    [
      "without a method",
      { ...EXPORT, config: { request: { requestUrlTemplate: "/api/v2/users" } } },
      "action/method",
    ],
    ["that is no JSON", "name: x", "file/json"],
    ["that is two", [EXPORT, EXPORT], "import/not-one-action"],
    ["that is none", {}, "import/not-an-action"],
    [
      "that is an answer of the API without the templates: adopted, it would take them from the live one",
      {
        ...EXPORT,
        config: {
          request: {
            requestUrlTemplate: "/api/v2/users/${input.conversationId}",
            requestType: "GET",
            requestTemplateUri: "/api/v2/integrations/actions/1/templates/requesttemplate.vm",
          },
          response: {
            translationMap: { name: "$.name" },
            successTemplateUri: "/api/v2/integrations/actions/1/templates/successtemplate.vm",
          },
        },
      },
      "import/template-unknown",
    ],
    ["in a list, without a request", [{ name: "x" }], "import/not-an-action"],
    [
      "that is nested too deep for Genesys Cloud",
      JSON.stringify(EXPORT).replace('"blue"', `${"[".repeat(500)}${"]".repeat(500)}`),
      "import/too-deep",
    ],
    [
      "that is nested without end",
      JSON.stringify(EXPORT).replace('"blue"', `${"[".repeat(100_000)}${"]".repeat(100_000)}`),
      "file/json",
    ],
  ])("is refused %s", (_, content, id) => {
    expect(refusal(() => DataAction.fromExport(exported(content))).id).toBe(id);
  });
});

it("what is said beside an export is checked as in a declaration", () => {
  const file = exported(EXPORT);
  const more = { scopes: ["users"], catgory: "x" };
  expect(refusal(() => DataAction.fromExport(file, more as never)).message).toMatch(
    /action\/scopes.*Did you mean "category"/s,
  );
});

it("HCL is no export, and it is said what reads it", () => {
  const file = join(directory, "main.tf");
  writeFileSync(file, "");
  expect(refusal(() => DataAction.fromExport(file))).toMatchObject({ id: "import/hcl", where: file });
});

it("JSON of Terraform's is an export where it has one action", () => {
  const request = { request_type: "GET", request_url_template: "/api/v2/routing/queues/$${input.id}" };
  const attributes = {
    name: "Queue",
    integration_id: "${genesyscloud_integration.i.id}",
    contract_input: '{"type":"object","properties":{"id":{"type":"string"}},"required":["id"]}',
    contract_output: '{"type":"object"}',
    config_request: request,
  };
  const configuration = (integration_type: string) => ({
    resource: {
      genesyscloud_integration: { i: { integration_type } },
      genesyscloud_integration_action: { a: attributes },
    },
  });
  const action = DataAction.fromExport(exported(configuration("purecloud-data-actions")));
  expect(action.request.url).toBe("/api/v2/routing/queues/${input.id}");
  expect(refusal(() => DataAction.fromExport(exported(configuration("zendesk-data-actions")))).id).toBe(
    "operation/elsewhere",
  );
});

it("an action from Terraform's attributes is a declaration too", () => {
  const action = DataAction.fromTerraform({
    name: "Queue",
    contract_input: '{"type":"object","properties":{"id":{"type":"string"}}}',
    contract_output: '{"type":"object"}',
    config_request: [{ request_type: "GET", request_url_template: "/api/v2/routing/queues/$${input.id}" }],
  });
  expect(action.request.url).toBe("/api/v2/routing/queues/${input.id}");
  expect(refusal(() => DataAction.fromTerraform({ name: "Queue" })).id).toBe("import/not-an-action");
  expect(refusal(() => DataAction.fromTerraform({ function_config: [{}] })).id).toBe("import/function");
  expect(
    refusal(() =>
      DataAction.fromTerraform({
        name: "Rows",
        contract_input: '{"type":"object"}',
        contract_output: '{"type":"object"}',
        config_request: {
          request_type: "GET",
          request_url_template: "/api/v2/flows/datatables/${genesyscloud_architect_datatable.x.id}/rows",
        },
      }),
    ),
  ).toMatchObject({ id: "import/template-unknown", what: expect.stringContaining("the URL") });
  const contracts = { contract_input: "${jsonencode(local.input)}", contract_output: '{"type":"object"}' };
  const config_request = { request_type: "GET", request_url_template: "/api/v2/users" };
  expect(refusal(() => DataAction.fromTerraform({ name: "x", ...contracts, config_request }))).toMatchObject({
    id: "import/contract-unknown",
    what: expect.stringContaining("contract_input is an expression of Terraform"),
  });
});
