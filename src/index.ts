export * from "./core";
export type { Backend } from "./environment/backend";
export { type Environment, endpointsOf } from "./environment/environment";
export { loadEnvironment, loadEnvironments } from "./environment/load";
export { Division } from "./genesys/division";
export { type HandoffPlace, handoffOf, prepareHandoffs, watchHandoffs } from "./handoff/directory";
// Over the core's own: this one reads files as well.
export { DataAction } from "./import/data-action";
export {
  DataActionIntegration,
  type DataActionIntegrationProps,
} from "./integration/data-action-integration";
export { type IVaultMount, VaultMount, type VaultMountProps } from "./vault/mount";
export { VaultReader } from "./vault/reader-policy";
