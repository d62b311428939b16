export { type Block, blocksOf, named } from "./configuration/blocks";
export { type LeakKind, leaksIn } from "./configuration/leaks";
export { objects, permissionsOf } from "./configuration/role";
export { stringsIn } from "./configuration/strings";
export { wildcardsIn } from "./configuration/wildcards";
export { type EngineName, type EngineRefusal, engineRefusal, REQUIRED_VERSION } from "./engines/engines";
export { allowedVersions, allowsOnlyFrom, versionRefusals } from "./providers/allowed";
export {
  type AllowedVersions,
  PROVIDER_NAMES,
  PROVIDERS,
  type ProviderName,
  schemaFile,
} from "./providers/providers";
export { schemasOf } from "./providers/schema";
export { diffSchemas, recordedName, type SchemaChange } from "./providers/schema-diff";
export {
  GENESYSCLOUD_CALLS,
  type GenesyscloudObject,
  isKeptNowhere,
  RESOURCES,
  REVIEWED,
  type ResourceTypeName,
  type ReviewedType,
  STATE_ONLY,
  VAULT_CALLS,
  type VaultObject,
} from "./resources";
export {
  CAPABILITIES,
  type Calls,
  type Capability,
  type OperationId,
  type Phase,
  type VaultCall,
} from "./resources/calls";
export type { AttributeReview, Judge, ReviewedAttributes } from "./resources/reviewed";
