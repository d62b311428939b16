import type { OperationId } from "./calls";
import type { ResourceType } from "./resource-type";

export const genesyscloudProvider = {
  type: "provider.genesyscloud",
  label: "genesyscloud provider",
  uses: [
    "aws_region",
    "gateway",
    "gateway.host",
    "gateway.port",
    "gateway.protocol",
    "gateway.path_params",
    "gateway.path_params.path_name",
    "gateway.path_params.path_value",
  ],
  calls: { read: ["GET /api/v2/organizations/me", "GET /api/v2/authorization/products"] },
} as const satisfies ResourceType<OperationId>;
