import { elements, type Resource, text } from "../plugin/resource";
import type { Attributes } from "../plugin/value";
import type { GenesyscloudClient } from "./client";

const ACTIONS = "/api/v2/integrations/actions";
const METHODS = ["GET", "PUT", "POST", "PATCH", "DELETE"];

/** `genesyscloud_integration_action`, ordinary ones. */
export const integrationAction: Resource<GenesyscloudClient> = {
  defaults: { secure: false },
  forceNew: ["integration_id", "secure", "contract_input", "contract_output"],
  json: ["contract_input", "contract_output"],

  validate(config) {
    const [request] = elements(config, "config_request");
    const method = request?.request_type;
    const seconds = config.config_timeout_seconds;
    return [
      ...["name", "category"].flatMap((attribute) => {
        const value = config[attribute];
        return typeof value === "string" && (value.length < 1 || value.length > 256)
          ? [
              {
                attribute,
                message: `expected length of ${attribute} to be in the range (1 - 256), got ${value.length}`,
              },
            ]
          : [];
      }),
      ...(typeof method === "string" && !METHODS.includes(method)
        ? [
            {
              attribute: "config_request",
              message: `expected request_type to be one of ${METHODS.join(", ")}, got ${method}`,
            },
          ]
        : []),
      ...(typeof seconds === "number" && (seconds < 1 || seconds > 60)
        ? [
            {
              attribute: "config_timeout_seconds",
              message: `expected config_timeout_seconds to be in the range (1 - 60), got ${seconds}`,
            },
          ]
        : []),
    ];
  },

  async create(client, planned) {
    const { id } = await client.call("POST", ACTIONS, {
      name: planned.name,
      category: planned.category,
      integrationId: planned.integration_id,
      secure: planned.secure,
      config: configBody(planned),
      contract: {
        output: { successSchema: JSON.parse(text(planned, "contract_output")) },
        input: { inputSchema: JSON.parse(text(planned, "contract_input")) },
      },
    });
    return (await integrationAction.read(client, { ...planned, id })) ?? {};
  },

  async read(client, state) {
    const path = `${ACTIONS}/${text(state, "id")}`;
    const found = await client.find(`${path}?expand=contract&includeConfig=true`);
    if (!found) return null;
    const requestTemplate = await template(client, `${path}/templates/requesttemplate.vm`);
    const successTemplate = await template(client, `${path}/templates/successtemplate.vm`);
    const config = found.config as {
      timeoutSeconds?: number;
      request?: Attributes;
      response?: Attributes;
    };
    const contract = found.contract as {
      input: { inputSchema: unknown };
      output: { successSchema: unknown };
    };
    return {
      ...state,
      name: found.name,
      category: found.category,
      integration_id: found.integrationId,
      secure: found.secure,
      config_timeout_seconds: config.timeoutSeconds ?? null,
      contract_input: JSON.stringify(contract.input.inputSchema),
      contract_output: JSON.stringify(contract.output.successSchema),
      config_request: [
        {
          request_url_template: config.request?.requestUrlTemplate,
          request_type: config.request?.requestType,
          request_template: requestTemplate,
          headers: config.request?.headers ?? {},
        },
      ],
      config_response: [
        {
          translation_map: config.response?.translationMap ?? {},
          translation_map_defaults: config.response?.translationMapDefaults ?? {},
          success_template: successTemplate,
        },
      ],
    };
  },

  async update(client, prior, planned) {
    const path = `${ACTIONS}/${text(prior, "id")}`;
    const { version } = await client.call("GET", path);
    await client.call("PATCH", path, {
      category: planned.category,
      name: planned.name,
      config: configBody(planned),
      version,
    });
    return (await integrationAction.read(client, { ...planned, id: prior.id })) ?? {};
  },

  async delete(client, state) {
    const path = `${ACTIONS}/${text(state, "id")}`;
    const { status, text: body } = await client.send("DELETE", path);
    // Gone with its integration.
    if (status >= 300 && status !== 404) throw new Error(`DELETE ${path}: ${status} ${body}`);
    await client.untilGone(`${path}?expand=contract&includeConfig=true`);
  },
};

async function template(client: GenesyscloudClient, path: string): Promise<string> {
  return (await client.send("GET", path)).text;
}

function configBody(planned: Attributes): object {
  const [request] = elements(planned, "config_request");
  const [response] = elements(planned, "config_response");
  const seconds = planned.config_timeout_seconds;
  return {
    ...(typeof seconds === "number" && seconds !== 0 && { timeoutSeconds: seconds }),
    request: request
      ? {
          requestUrlTemplate: text(request, "request_url_template"),
          requestTemplate: text(request, "request_template"),
          requestType: request.request_type,
          headers: request.headers ?? {},
        }
      : {},
    response: response
      ? {
          translationMap: response.translation_map ?? {},
          translationMapDefaults: response.translation_map_defaults ?? {},
          successTemplate: text(response, "success_template"),
        }
      : {},
  };
}
