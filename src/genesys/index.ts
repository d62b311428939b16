export { DataAction } from "./data-action";
export { Division } from "./division";
export { Integration } from "./integration";
export { OAuthClient, type OAuthClientProps } from "./oauth-client";
export { ExistingRole, Role } from "./role";
