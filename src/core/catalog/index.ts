export { oldCatalog } from "./age";
export { Catalog, type Origin } from "./catalog";
export { type CatalogData, renderCatalog, type StoredOperation } from "./data";
export { documentedPermission } from "./documented";
export { EMBEDDED } from "./embedded";
export { keepRequirements, withoutRequirements } from "./keep";
export { scopesOf } from "./oauth-scopes";
export { type CatalogReading, catalogFromOpenApi } from "./openapi";
export {
  byPath,
  isKnown,
  METHODS,
  OPERATION_FLAGS,
  type Operation,
  type OperationFlag,
  shapeOf,
} from "./operation";
export { ownFirst } from "./own-first";
export { type Literal, type PathMatch, type Segment, segmentsOf } from "./path-index";
export { ARROW, permissionPattern } from "./permission-pattern";
export { flagsInProse } from "./prose-flags";
export { REFERENCE_MARK } from "./reference-mark";
export { OPENAPI_DOCUMENT } from "./sources";
export { summaryOf } from "./summaries";
export { operationFaults, validateCatalog } from "./validate";
