export { handoffOf, prepareHandoffs, watchHandoffs } from "./directory";
export { defaultHandoffDirectory, HandoffGuard } from "./guard";
export { Handoff } from "./mode";
