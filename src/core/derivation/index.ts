export { type AffectedRequest, affectedBy, type DeclaredRequest, diffCatalogs } from "./catalog-diff";
export {
  ACTION_CHANGES,
  type ActionChange,
  type ActionChangeKind,
  type RoleChange,
  type WatchedRole,
  watchRoles,
} from "./catalog-watch";
export { type Choice, Costs, cheapestCover } from "./cover";
export { type Derivation, derive, examine } from "./derive";
export {
  type AcceptingOperation,
  type ExplainedOperation,
  type ExplainedPermission,
  type ExplainedScope,
  type Explanation,
  explainPermission,
  explainRequest,
  explainScope,
  type MatchedPermission,
} from "./explain";
export { fitOf } from "./fit";
export { statedRequirement, unknownPreference } from "./refusals";
export {
  type DerivationReport,
  type PassedOver,
  type ReportedAction,
  type ReportedDeployer,
  reportAction,
  reportDerivation,
} from "./report";
