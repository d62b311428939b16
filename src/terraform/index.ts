export { withoutCreationTraces } from "./creation-traces";
export { refuseHcl } from "./hcl";
export { literal, literals } from "./literal";
export { overriddenVersion, providerRange, saidVersions, sayVersions } from "./provider-range";
export { TerraformData } from "./terraform-data";
