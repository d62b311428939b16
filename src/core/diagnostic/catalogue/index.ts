export type { CatalogueId } from "./all";
export type { Entry } from "./entry";
// The other parts are data for the pages and the tests alone: no command loads them.
export { LIVE } from "./live";
export { REVIEW } from "./review";
export { SEVERITIES, type Severity } from "./severity";
