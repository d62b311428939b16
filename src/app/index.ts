export { EnvironmentStack } from "./environment-stack";
export { synthesizeEnvironments } from "./synthesize-environments";
