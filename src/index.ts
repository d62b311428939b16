export { type EnvironmentIntegrationProps, EnvironmentStack } from "./app/environment-stack";
export { type SynthesizeOptions, synthesizeEnvironments } from "./app/run";
export * from "./core";
export type { Backend } from "./environment/backend";
export { type Environment, endpointsOf } from "./environment/environment";
export { loadEnvironment, loadEnvironments } from "./environment/load";
export { GenesyscloudProvider } from "./genesys/bindings/provider";
export { Division } from "./genesys/division";
export { type ExistingRole, type ExistingRoleProps, Role } from "./genesys/role";
export { type HandoffPlace, handoffOf, prepareHandoffs, watchHandoffs } from "./handoff/directory";
export { Handoff } from "./handoff/mode";
// Over the core's own: this one reads files as well.
export { DataAction } from "./import/data-action";
export type { Adoption } from "./integration/adoption";
export type { ClientSecretProps } from "./integration/client-secret";
export {
  DataActionIntegration,
  type DataActionIntegrationProps,
} from "./integration/data-action-integration";
export { Providers } from "./integration/providers";
export { UserGrant } from "./integration/user-grant";
export {
  type StatedScopes,
  UserGrantClient,
  type UserGrantClientProps,
} from "./integration/user-grant-client";
export { type AcknowledgementProps, Rules } from "./rules/synth/acknowledge";
export { type IVaultMount, VaultMount, type VaultMountProps } from "./vault/mount";
export {
  type AppRoleReaderProps,
  type JwtReaderProps,
  type KubernetesReaderProps,
  type ReaderRoleProps,
  VaultReader,
} from "./vault/reader";
export { Readers } from "./vault/readers";
