export { declareOwner } from "./apply";
export { warn } from "./warn";
