import type { OperationId } from "./calls";
import type { ResourceType } from "./resource-type";
import { SERVERS_OWN } from "./reviewed";

const ACTIONS = "/api/v2/integrations/actions";

export const dataAction = {
  type: "genesyscloud_integration_action",
  label: "data action",
  uses: [
    "id",
    "name",
    "category",
    "integration_id",
    "secure",
    "config_timeout_seconds",
    "contract_input",
    "contract_output",
    "config_request",
    "config_request.request_type",
    "config_request.request_url_template",
    "config_request.request_template",
    "config_request.headers",
    "config_response",
    "config_response.success_template",
    "config_response.translation_map",
    "config_response.translation_map_defaults",
  ],
  calls: {
    read: [`GET ${ACTIONS}/{actionId}`, `GET ${ACTIONS}/{actionId}/templates/{fileName}`],
    create: [`POST ${ACTIONS}`],
    update: [`PATCH ${ACTIONS}/{actionId}`],
    delete: [`DELETE ${ACTIONS}/{actionId}`],
  },
  attributes: {
    id: SERVERS_OWN,
    name: { judgedBy: "request" },
    category: { harmless: "a text by which Architect lists data actions" },
    integration_id: { judgedBy: "credential" },
    config_timeout_seconds: { harmless: "it sets how long Genesys Cloud waits for an answer" },
    contract_input: { judgedBy: "request" },
    contract_output: { judgedBy: "request" },
    "config_request.request_type": { judgedBy: "request" },
    "config_request.request_url_template": { judgedBy: "request" },
    "config_request.request_template": { judgedBy: "request" },
    "config_request.headers": { judgedBy: "request" },
    "config_response.success_template": { judgedBy: "request" },
    "config_response.translation_map": { judgedBy: "request" },
    "config_response.translation_map_defaults": { judgedBy: "request" },
    secure: { means: "flows of other kinds may use a secure data action, and logs show less of it" },
    function_config: { means: "the data action runs a function of its own code", isComputed: true },
  },
} as const satisfies ResourceType<OperationId>;
