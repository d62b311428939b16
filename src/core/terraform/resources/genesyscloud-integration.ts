import type { OperationId } from "./calls";
import type { ResourceType } from "./resource-type";

const INTEGRATION = "/api/v2/integrations/{integrationId}";

export const integration = {
  type: "genesyscloud_integration",
  label: "integration",
  uses: [
    "id",
    "integration_type",
    "intended_state",
    "config",
    "config.name",
    "config.notes",
    "config.credentials",
  ],
  calls: {
    read: [`GET ${INTEGRATION}`, `GET ${INTEGRATION}/config/current`],
    create: ["POST /api/v2/integrations", `PUT ${INTEGRATION}/config/current`, `PATCH ${INTEGRATION}`],
    update: [`PUT ${INTEGRATION}/config/current`, `PATCH ${INTEGRATION}`],
    delete: [`DELETE ${INTEGRATION}`],
  },
} as const satisfies ResourceType<OperationId>;
