import { describe, expect, it } from "vitest";
import { readResource } from "../../../../src/core/action/import/terraform-file";
import { readValues, writtenByTerraform } from "../../../../src/core/action/import/terraform-values";

const action = (url: string, more: object = {}) => ({
  name: "Look up",
  category: "C",
  contract_input: "{}",
  contract_output: "{}",
  config_request: [
    { request_type: "GET", request_url_template: url, request_template: "${input.rawRequest}" },
  ],
  config_response: [{ success_template: "$${x}%{y}" }],
  ...more,
});
const resource = (type: string, name: string, values: object, at = "") => ({
  address: `${at}${type}.${name}`,
  mode: "managed",
  type: type,
  name: name.replace(/\[.*/, ""),
  values,
});
const ACTION = "genesyscloud_integration_action";
const INTEGRATION = "genesyscloud_integration";
const read = (value: unknown) => {
  const { resources, integrations } = readValues(value);
  return resources.map((each) => ({
    address: each.address,
    type: integrations.get(each.integration ?? ""),
    ...readResource(each, undefined, false),
  }));
};

describe("a plan and a state", () => {
  it("are told from other JSON", () => {
    expect(writtenByTerraform({ format_version: "1.2", planned_values: {} })).toBe("plan");
    expect(writtenByTerraform({ format_version: "1.0", terraform_version: "1.9.0", values: {} })).toBe(
      "state",
    );
    expect(writtenByTerraform({ format_version: "1.0" })).toBe("state");
    expect(writtenByTerraform({ version: 4, terraform_version: "1.9.0", resources: [] })).toBe("state");
    for (const value of [null, [], "x", { resource: {} }, { config: {} }, { values: {} }, { resources: [] }])
      expect(writtenByTerraform(value)).toBeUndefined();
  });

  it("have what Terraform made of its source: nothing in it is an expression", () => {
    const [only] = read({
      format_version: "1.0",
      values: {
        root_module: { resources: [resource(ACTION, "a", action("/api/v2/users/${input.id}/${var.x}"))] },
      },
    });
    expect(only).toMatchObject({
      request: { url: "/api/v2/users/${input.id}/${var.x}", body: "${input.rawRequest}" },
      response: { successTemplate: "$${x}%{y}" },
      problems: [],
    });
    expect(only?.expressions).toBeUndefined();
  });

  it("have the actions of every module, by address, and the types of their integrations", () => {
    const inner = {
      address: "module.a.module.b",
      resources: [
        resource(ACTION, 'x["k"]', action("/api/v2/users", { integration_id: "id-2" }), "module.a.module.b."),
      ],
    };
    const state = {
      format_version: "1.0",
      values: {
        root_module: {
          resources: [
            resource(ACTION, "one", action("/api/v2/users", { integration_id: "id-1" })),
            { ...resource(ACTION, "two", action("/api/v2/users")), mode: "data" },
            resource(INTEGRATION, "z", { id: "id-1", integration_type: "zendesk-data-actions" }),
          ],
          child_modules: [
            {
              address: "module.a",
              resources: [
                resource(INTEGRATION, "p", { id: "id-2", integration_type: "purecloud-data-actions" }),
              ],
              child_modules: [inner],
            },
          ],
        },
      },
    };
    expect(read(state).map(({ address, type }) => [address, type])).toEqual([
      [`${ACTION}.one`, "zendesk-data-actions"],
      [`module.a.module.b.${ACTION}.x["k"]`, "purecloud-data-actions"],
    ]);
  });

  it("are read out of a state file too, without what is deposed", () => {
    const instances = [
      { index_key: "eu", attributes: action("/api/v2/users", { integration_id: "id-1" }) },
      { index_key: 0, attributes: action("/api/v2/groups") },
      { index_key: 1, deposed: "00", attributes: action("/api/v2/old") },
    ];
    const found = read({
      version: 4,
      terraform_version: "1.9.0",
      resources: [
        { module: "module.m", mode: "managed", type: ACTION, name: "a", instances },
        { mode: "data", type: ACTION, name: "b", instances },
        {
          mode: "managed",
          type: INTEGRATION,
          name: "i",
          instances: [{ attributes: { id: "id-1", integration_type: "x" } }],
        },
      ],
    });
    expect(found.map(({ address, type, request }) => [address, type, request.url])).toEqual([
      [`module.m.${ACTION}.a["eu"]`, "x", "/api/v2/users"],
      [`module.m.${ACTION}.a[0]`, undefined, "/api/v2/groups"],
    ]);
  });

  it("say of a plan what is known after the apply only", () => {
    const { config_request: _, ...rest } = action("");
    const found = read({
      format_version: "1.2",
      planned_values: {
        root_module: {
          resources: [
            resource(ACTION, "part", { ...rest, config_request: [{ request_type: "GET", headers: {} }] }),
            resource(ACTION, "whole", rest),
            resource(ACTION, "known", action("/api/v2/users")),
          ],
        },
      },
      resource_changes: [
        {
          address: `${ACTION}.part`,
          change: {
            after_unknown: {
              id: true,
              config_request: [{ request_url_template: true, headers: {} }],
              config_response: [],
            },
          },
        },
        { address: `${ACTION}.whole`, change: { after_unknown: { config_request: true } } },
        {
          address: `${ACTION}.known`,
          change: { after_unknown: { id: true, config_request: [{ headers: {} }] } },
        },
      ],
    });
    expect(found.map(({ name, expressions, unknown }) => [name, expressions, unknown])).toEqual([
      ["Look up", ["(known after apply)"], ["url"]],
      ["Look up", ["(known after apply)", "(known after apply)"], ["url", "method"]],
      ["Look up", undefined, undefined],
    ]);
    expect(found[0]?.response.successTemplate).toBe("$${x}%{y}");
  });

  it("tell the integration of an action by the configuration, where it has no id yet", () => {
    const refers = (...references: string[]) => ({ expressions: { integration_id: { references } } });
    const configured = (name: string, ...references: string[]) => ({
      address: `${ACTION}.${name}`,
      type: ACTION,
      ...refers(...references),
    });
    const found = read({
      format_version: "1.2",
      planned_values: {
        root_module: {
          resources: [
            resource(ACTION, "direct", action("/api/v2/users")),
            resource(ACTION, "output", action("/api/v2/users")),
            resource(ACTION, "lost", action("/api/v2/users")),
            resource(INTEGRATION, "zen", { integration_type: "zendesk-data-actions" }),
          ],
          child_modules: [
            { resources: [resource(ACTION, "inner[0]", action("/api/v2/users"), 'module.m["a"].')] },
            {
              resources: [
                resource(INTEGRATION, "i", { integration_type: "custom-rest-actions" }, "module.ints."),
              ],
            },
          ],
        },
      },
      configuration: {
        root_module: {
          resources: [
            configured("direct", `${INTEGRATION}.zen.id`, `${INTEGRATION}.zen`),
            configured("output", "module.ints.id", "module.ints"),
            configured("lost", "data.genesyscloud_integration.x.id"),
          ],
          module_calls: {
            m: {
              expressions: { integration: { references: [`${INTEGRATION}.zen.id`] } },
              module: { resources: [configured("inner", "var.integration")] },
            },
            ints: { module: { outputs: { id: { expression: { references: [`${INTEGRATION}.i.id`] } } } } },
          },
        },
      },
    });
    expect(Object.fromEntries(found.map(({ address, type }) => [address, type]))).toEqual({
      [`${ACTION}.direct`]: "zendesk-data-actions",
      [`${ACTION}.output`]: "custom-rest-actions",
      [`${ACTION}.lost`]: undefined,
      [`module.m["a"].${ACTION}.inner[0]`]: "zendesk-data-actions",
    });
  });

  it("are read by their changes where somebody has cut the rest", () => {
    const change = (name: string, after: unknown) => ({
      address: `${ACTION}.${name}`,
      mode: "managed",
      type: ACTION,
      name,
      change: { after, after_unknown: { id: true } },
    });
    const found = read({
      format_version: "1.2",
      planned_values: {},
      resource_changes: [change("kept", action("/api/v2/users")), change("destroyed", null)],
    });
    expect(found.map(({ address }) => address)).toEqual([`${ACTION}.kept`]);
  });

  it("have 0 where no time-out is set", () => {
    const values = action("/api/v2/users", { config_timeout_seconds: 0, function_config: [], secure: null });
    const root_module = { resources: [resource(ACTION, "a", values)] };
    const [only] = read({ format_version: "1.0", values: { root_module } });
    expect(only?.timeoutSeconds).toBeUndefined();
    expect(only?.problems).toEqual([]);
  });

  it("may be of any shape", () => {
    for (const value of [
      null,
      {},
      { planned_values: 1 },
      { values: { root_module: [] } },
      { resources: [null, { mode: "managed", type: ACTION }] },
      {
        planned_values: {},
        resource_changes: [{}],
        configuration: { root_module: { module_calls: { a: 1 } } },
      },
    ])
      expect(readValues(value).resources).toEqual([]);
  });
});
