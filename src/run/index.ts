export { BranchCoverage } from "./coverage";
export { type ApiReply, type Respond, reply } from "./reply";
export {
  RUN_STEPS,
  type Run,
  type RunFailure,
  type RunnableAction,
  type RunProps,
  type RunStep,
  type RunTrace,
  runAction,
} from "./run";
