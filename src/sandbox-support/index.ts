/**
 * The parts of scopelock that `@scopelock/sandbox` is built on: `scopelock/sandbox-support`. Not part of the public API:
 * it changes without notice, and the two packages are released together with the same version.
 */
export type { Json, RenderedRequest } from "../core/action";
export { Catalog, type Operation } from "../core/catalog";
export { type JsonObject, record, ScopelockError } from "../core/diagnostic";
export { type Permission, partsOf } from "../core/permission";
export {
  type ActionModel,
  type ClientModel,
  type IntegrationModel,
  ownedName,
  secretPaths,
} from "../core/stack";
export { PROVIDER_NAMES, PROVIDERS, schemaFile } from "../core/terraform";
export { parseJson, readBytes } from "../files";
export { type Engine, engineOf, requireEngine, requireSupported } from "../process/engine";
export { startsCdktfCli } from "../process/node-version";
export { packageRoot } from "../process/package-version";
export { scopelockCommand } from "../process/scopelock-command";
export { terraformBinary } from "../process/terraform-binary";
export { typescriptLoader } from "../process/typescript-loader";
export {
  LONGEST_SECONDS,
  type RunFailure,
  type RunnableAction,
  type RunTrace,
  reply,
  runAction,
} from "../run";
export type {
  ExecuteCommandOptions,
  GenesysCommandOptions,
  SandboxCommandOptions,
  SandboxPackage,
} from "./contract";
