export type { Backend } from "./backend";
export { type Environment, endpointsOf } from "./environment";
export { loadEnvironments } from "./load";
