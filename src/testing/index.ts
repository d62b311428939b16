/**
 * `scopelock/testing`: for tests of stacks and data actions, with vitest. {@link runAction} works with any test runner.
 *
 * ```ts
 * expect.extend(matchers);
 * expect.addSnapshotSerializer(serializer);
 * ```
 */
export type {
  Branch,
  DataActionResponse,
  RenderedRequest,
  TemplatePosition,
  UnknownPart,
} from "../core/action";
export type { CatalogueId, Diagnostic, DiagnosticId, JsonObject, Severity } from "../core/diagnostic";
export type { Block } from "../core/terraform";
export {
  type ApiReply,
  BranchCoverage,
  type Flat,
  type InputOf,
  type ObjectOf,
  type OutputOf,
  type RequiredOf,
  type Respond,
  type Run,
  type RunFailure,
  type RunnableAction,
  type RunProps,
  type RunStep,
  type RunTrace,
  reply,
  runAction,
  type TypeOf,
  type ValueOf,
} from "../run";
export { matchers } from "./matchers";
export { recorded } from "./recorded";
export type { ExpectedRequest } from "./run-matchers";
export { serializer } from "./serializer";
export { synthesize, synthesizeApp } from "./synthesize";
export type { Finding, Synthesized } from "./synthesized";
