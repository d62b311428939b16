export type { Backend } from "./backend";
export { type Environment, endpointsOf } from "./environment";
export { otherFiles } from "./file";
export { loadEnvironments, parseEnvironment } from "./load";
