export { DataActionIntegration } from "./data-action-integration";
export type { DataActionIntegrationProps } from "./integration-props";
export { environmentIntegrationSchema } from "./props-schema";
export { Providers } from "./providers";
