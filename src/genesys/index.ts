export { Division } from "./division";
export { GenesysIntegration } from "./genesys-integration";
export { OAuthClient, type OAuthClientProps } from "./oauth-client";
export { providerEndpoints, providerRegion } from "./provider-endpoints";
export { PublishedAction } from "./published-action";
export { type ExistingRoleProps, type IRole, Role } from "./role";
