export type { RunnableAction } from "./action";
export { BranchCoverage } from "./coverage";
export { type ApiReply, type Respond, reply } from "./reply";
export { type Prepared, prepareRequest, type RequestProps } from "./request";
export { LONGEST_SECONDS, type Run, type RunProps, runAction } from "./run";
export { RUN_STEPS, type RunFailure, type RunStep, type RunTrace } from "./steps";
export type { Flat, InputOf, ObjectOf, OutputOf, RequiredOf, TypeOf, ValueOf } from "./types";
