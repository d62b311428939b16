export { withoutCreationTraces } from "./creation-traces";
export { refuseHcl } from "./hcl";
export { literal, literals } from "./literal";
export { declaredVersions, declareVersions, overriddenVersion, providerRange } from "./provider-range";
export { TerraformData } from "./terraform-data";
