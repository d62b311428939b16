import { expect, it } from "vitest";
import { readTerraformAction, terraformActions } from "../../../../src/core/action/import/terraform-action";
import { refusal, wording } from "../../errors";

const attributes = {
  name: "Get queue",
  category: "Queues",
  integration_id: "${genesyscloud_integration.queues.id}",
  secure: false,
  config_timeout_seconds: 20,
  contract_input: '{"type":"object","properties":{"queueId":{"type":"string"}}}',
  contract_output: { type: "object" },
  config_request: {
    request_url_template: "/api/v2/routing/queues/$${input.queueId}",
    request_type: "get",
    request_template: "$${input.rawRequest}",
    headers: { Accept: "application/json" },
  },
  config_response: [{ translation_map: { name: "$.name" }, success_template: '{"name": $${name}}' }],
};

it("attributes of a genesyscloud_integration_action are read, Terraform's escapes undone", () => {
  expect(readTerraformAction(attributes, "queue")).toEqual({
    name: "Get queue",
    category: "Queues",
    secure: false,
    timeoutSeconds: 20,
    input: { type: "object", properties: { queueId: { type: "string" } } },
    output: { type: "object" },
    request: {
      method: "GET",
      url: "/api/v2/routing/queues/${input.queueId}",
      body: "${input.rawRequest}",
      headers: { Accept: "application/json" },
    },
    response: { translationMap: { name: "$.name" }, successTemplate: '{"name": ${name}}' },
    extra: {},
    problems: [],
  });
});

it("attributes that are not known are kept and reported; an expression is no contract", () => {
  const { extra, input, problems } = readTerraformAction(
    { ...attributes, contract_input: "${jsonencode(local.input)}", colour: 1 },
    "queue",
  );
  expect(extra).toEqual({ "/colour": 1 });
  expect(input).toBeUndefined();
  expect(problems.map(({ id }) => id)).toEqual(["import/contract-unknown", "import/unknown-key"]);
  expect(wording(problems[0])).toMatch(/^contract_input is an expression/);
});

it("attributes without a request are refused", () => {
  for (const value of [undefined, [], { name: "x" }, { config_request: [] }])
    expect(refusal(() => readTerraformAction(value, "x")).id).toBe("import/not-an-action");
});

it("Terraform's JSON syntax names its actions", () => {
  expect(terraformActions({ resource: { genesyscloud_integration_action: { queue: attributes } } })).toEqual([
    ["queue", attributes],
  ]);
  for (const value of [
    null,
    [],
    { resource: [] },
    { resource: { genesyscloud_integration_action: [null] } },
    "x",
  ])
    expect(terraformActions(value)).toEqual([]);
});

it("Terraform's JSON syntax may have a list at each level", () => {
  const resource = { genesyscloud_integration_action: [{ queue: [attributes] }, { other: attributes }] };
  for (const value of [{ resource }, { resource: [resource] }, [{ resource: [resource] }]])
    expect(terraformActions(value)).toEqual([
      ["queue", attributes],
      ["other", attributes],
    ]);
});
