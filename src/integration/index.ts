export { DataActionIntegration } from "./data-action-integration";
export type { DataActionIntegrationProps } from "./integration-props";
export { Providers } from "./providers";
