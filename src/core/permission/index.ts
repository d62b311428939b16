export { ACCESS_LEVELS, type AccessLevel, accessLevel } from "./access-level";
export { ACT_WORDS, actOf, standsFor } from "./act";
export { GRANTS, type Grant, USER_GRANTS, type UserGrantType } from "./grant";
export {
  GENERAL_PERMISSIONS,
  isPermissionName,
  type Permission,
  type PermissionParts,
  type PermissionPolicy,
  partsOf,
  roleGrant,
} from "./permission";
export { meets, type Requirement, type UnknownRequirement } from "./requirement";
export { type PermissionWords, permissionWords, singular } from "./words";
