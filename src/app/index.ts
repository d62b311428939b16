export { EnvironmentStack } from "./environment-stack";
export { synthesizeEnvironments } from "./run";
