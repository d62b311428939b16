import type { OperationId } from "./calls";
import type { ResourceType } from "./resource-type";

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
} as const satisfies ResourceType<OperationId>;
