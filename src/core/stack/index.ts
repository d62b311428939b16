export { allowedAddressesRefusal } from "./allowed-addresses";
export {
  type ActionModel,
  AUTH_METHODS,
  type ClientModel,
  type ConnectedDeployment,
  callersOf,
  type Deployment,
  type DivisionModel,
  divisionLabel,
  type IdentityIntegration,
  type IntegrationModel,
  type ReaderRoleModel,
  type RoleModel,
  type StaticActionModel,
} from "./deployment";
export { deployerOf, type HeldPermission, type Identity, type ReaderIdentity } from "./identity";
export { fingerprint, type ManifestContent, manifestContent, manifestSchema } from "./manifest";
export {
  clientName,
  generationMarker,
  generationOf,
  ownedName,
  readerPolicyName,
  readerRoleName,
} from "./names";
export { isLoopback, isPlainHttp } from "./plain-http";
export { redirectUriRefusal } from "./redirect-uri";
export { SWEEP } from "./sweep";
export { mountRefusal, PART, partRefusal, policyNameRefusal, vaultPathRefusal } from "./vault-names";
export {
  type PathRule,
  readerRules,
  renderPolicy,
  type SecretPaths,
  secretPaths,
  secretRules,
} from "./vault-policy";
