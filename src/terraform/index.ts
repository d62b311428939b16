export { withoutCreationTraces } from "./creation-traces";
export { literal, literals } from "./literal";
export { declaredVersions, declareVersions, overriddenVersion, providerRange } from "./provider-range";
export { refuseHcl } from "./refuse-hcl";
export { TerraformData } from "./terraform-data";
