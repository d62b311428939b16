/**
 * `scopelock`: the constructs, and the environments that they are made for.
 *
 * @packageDocumentation
 */
export { type EnvironmentIntegrationProps, EnvironmentStack } from "./app/environment-stack";
export { type SynthesizeOptions, synthesizeEnvironments } from "./app/synthesize-environments";
export type {
  ActionModel,
  Alternative,
  Call,
  CatalogData,
  CatalogueId,
  ClientModel,
  DataActionProps,
  DataActionRequest,
  DataActionResponse,
  Derivation,
  Diagnostic,
  DiagnosticId,
  DivisionModel,
  EntityPermission,
  Evidence,
  GeneralPermission,
  Grant,
  HttpMethod,
  ImportedProps,
  IntegrationModel,
  Json,
  JsonSchema,
  KnownOperation,
  Located,
  MountModel,
  Operation,
  OperationFlag,
  Origin,
  Override,
  Permission,
  Probe,
  ReaderRoleModel,
  Refusal,
  Requirement,
  RoleModel,
  SecretModel,
  Severity,
  StatedPermissions,
  StaticAction,
  StaticActionModel,
  StaticActionOfPermissions,
  StaticActionOfRequest,
  StoredOperation,
  UnknownRequirement,
  Unlocated,
  UserGrantType,
} from "./core";
export { Catalog, ScopelockError } from "./core";
export {
  type Endpoints,
  type Gateway,
  type GatewayPathPrefixes,
  gatewayEndpoints,
  type Region,
  regionEndpoints,
} from "./core/request/region";
export { Generations, type GenerationsProps, Rotation, type RotationProps } from "./core/rotation";
export type { AllowedVersions, ProviderName } from "./core/terraform";
export type { Backend } from "./environment/backend";
export { type Environment, endpointsOf } from "./environment/environment";
export { loadEnvironment, loadEnvironments } from "./environment/load";
export { GenesyscloudProvider } from "./genesys/bindings/provider";
export { Division } from "./genesys/division";
export type { GenesysIntegration } from "./genesys/genesys-integration";
export type { OAuthClient } from "./genesys/oauth-client";
export type { PublishedAction } from "./genesys/published-action";
export { type ExistingRoleProps, type IRole, Role, type RoleProps } from "./genesys/role";
export { type HandoffPlace, handoffOf, prepareHandoffs, watchHandoffs } from "./handoff/directory";
export { Handoff } from "./handoff/mode";
export { DataAction } from "./import/data-action";
export type { Adoption } from "./integration/adoption";
export type {
  GrantAndSecret,
  ScopesFrom,
  StatedScopes,
  UserGrantClientCommonProps,
  UserGrantClientProps,
} from "./integration/client-props";
export type { ClientSecretProps } from "./integration/client-secret";
export { DataActionIntegration } from "./integration/data-action-integration";
export type { DataActionIntegrationProps } from "./integration/integration-props";
export { Providers } from "./integration/providers";
export { type RedirectUriProps, UserGrant } from "./integration/user-grant";
export { UserGrantClient } from "./integration/user-grant-client";
export { type AcknowledgementProps, Rules } from "./rules/synth/acknowledge";
export type { AuthRole } from "./vault/auth-role";
export type { Manifest } from "./vault/manifest";
export { type IVaultMount, VaultMount, type VaultMountProps, type VaultNamespaceProps } from "./vault/mount";
export {
  type AppRoleReaderProps,
  type AuthMethod,
  type JwtReaderProps,
  type KubernetesReaderProps,
  type ReaderRole,
  type ReaderRoleProps,
  VaultReader,
} from "./vault/reader";
export { Readers } from "./vault/readers";
export type { Secret } from "./vault/secret";
