import type { OperationId } from "./calls";
import type { ResourceType } from "./resource-type";
import { SERVERS_OWN } from "./reviewed";

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
  attributes: {
    id: SERVERS_OWN,
    integration_type: {
      means: "another type of integration calls another service",
      usual: ["purecloud-data-actions"],
    },
    intended_state: { means: "a disabled integration answers no call", usual: ["ENABLED"] },
    "config.name": { harmless: "a text for people, which is shown" },
    "config.notes": { harmless: "a text for people" },
    "config.credentials": { judgedBy: "credential" },
    "config.properties": {
      means: "properties of an integration set what it calls, and how",
      usual: ["{}"],
      isComputed: true,
    },
    "config.advanced": {
      means: "advanced settings of an integration set how it calls",
      usual: ["{}"],
      isComputed: true,
    },
  },
} as const satisfies ResourceType<OperationId>;
