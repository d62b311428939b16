import type { OperationId } from "./calls";
import type { ResourceType } from "./resource-type";

const DIVISIONS = "/api/v2/authorization/divisions";

export const namedDivision = {
  type: "data.genesyscloud_auth_division",
  label: "division",
  uses: ["id", "name"],
  calls: { read: [`GET ${DIVISIONS}`] },
} as const satisfies ResourceType<OperationId>;

export const homeDivision = {
  type: "data.genesyscloud_auth_division_home",
  label: "home division",
  uses: ["id"],
  calls: { read: [`GET ${DIVISIONS}/home`] },
} as const satisfies ResourceType<OperationId>;
