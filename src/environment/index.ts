export type { Backend } from "./backend";
export { type Environment, endpointsOf } from "./environment";
export { loadEnvironments, parseEnvironment } from "./load";
