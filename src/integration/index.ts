export { DataActionIntegration, type DataActionIntegrationProps } from "./data-action-integration";
export { Providers } from "./providers";
