/**
 * `scopelock/derive`: permissions, scopes and identities from declared calls. Pure: no constructs, no network, and no file but
 * the embedded catalogue.
 *
 * @packageDocumentation
 */
export type { Call } from "./action/call";
export {
  DataAction,
  type DataActionProps,
  type DataActionRequest,
  type DataActionResponse,
  type HttpMethod,
  type ImportedProps,
  type Json,
  type JsonSchema,
  type StatedPermissions,
} from "./action/data-action";
export type { Probe } from "./action/probe";
export type {
  StaticAction,
  StaticActionOfPermissions,
  StaticActionOfRequest,
} from "./action/static-action";
export {
  Catalog,
  type CatalogData,
  type KnownOperation,
  type Operation,
  type OperationFlag,
  type Origin,
  type StoredOperation,
} from "./catalog/catalog";
export type { Override } from "./catalog/corrections";
export { type Derivation, type DeriveOptions, derive } from "./derivation/derive";
export type { Alternative, Evidence } from "./derivation/evidence";
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
} from "./derivation/explain";
export {
  type DerivationReport,
  type Ignored,
  type PassedOver,
  type ReportedAction,
  type ReportedDeployer,
  type ReportParts,
  reportDerivation,
  type Skipped,
  type UnusableInput,
} from "./derivation/report";
export type { Diagnostic, DiagnosticId, Refusal } from "./diagnostic/diagnostic";
export { type Located, ScopelockError, type Unlocated } from "./diagnostic/error";
export type { Severity } from "./diagnostic/ids";
export type { CatalogueId } from "./diagnostic/ids/all";
export type { AccessLevel } from "./permission/access-level";
export type { Grant, UserGrantType } from "./permission/grant";
export type {
  EntityPermission,
  GeneralPermission,
  Permission,
  PermissionPolicy,
} from "./permission/permission";
export type { Requirement, UnknownRequirement } from "./permission/requirement";
export type {
  ActionModel,
  ClientModel,
  DivisionModel,
  IdentityIntegration,
  IntegrationModel,
  MountModel,
  ReaderRoleModel,
  RoleModel,
  SecretModel,
  StaticActionModel,
} from "./stack/deployment";
export {
  deployerOf,
  type HeldPermission,
  type Identity,
  type IdentityInput,
  plannerOf,
  type ReaderIdentity,
  readersOf,
} from "./stack/identity";
export { type PathRule, renderPolicy } from "./stack/vault-policy";
export type { Capability } from "./terraform";
