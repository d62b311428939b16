export { withoutCreationTraces } from "./creation-traces";
export { refuseHcl } from "./hcl";
export { literal, literals } from "./literal";
export { TerraformData } from "./terraform-data";
