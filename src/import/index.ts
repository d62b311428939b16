export { readActions, type SourcedCall } from "./read-actions";
