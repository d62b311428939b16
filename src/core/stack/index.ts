export {
  AUTH_METHODS,
  type ConnectedDeployment,
  type DeployedAction,
  type DeployedClient,
  type DeployedDivision,
  type DeployedIntegration,
  type DeployedReaderRole,
  type DeployedRole,
  type Deployment,
  divisionLabel,
  type IdentityIntegration,
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
export { isPlainHttp } from "./plain-http";
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
