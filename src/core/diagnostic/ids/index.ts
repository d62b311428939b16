export type { CatalogueId } from "./all";
// The other parts are data for the pages and the tests alone: no command loads them.
export { DOCTOR } from "./doctor";
export type { Entry } from "./entry";
export { LIVE } from "./live";
export { REVIEW } from "./review";
export { SEVERITIES, type Severity } from "./severity";
