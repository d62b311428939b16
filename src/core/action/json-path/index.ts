export { JsonPathError } from "./cursor";
export { evaluatePath, NOTHING } from "./evaluate";
export { findsList, parsePath, pathProblem } from "./parse";
