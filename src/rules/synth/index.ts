export { declareOwner, type OwnerFacts } from "./apply";
export { warn } from "./warn";
