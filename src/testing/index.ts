/**
 * `scopelock/testing`: for tests of stacks, with vitest.
 *
 * ```ts
 * expect.extend(matchers);
 * expect.addSnapshotSerializer(serializer);
 * ```
 */
export type { Block } from "../core/terraform";
export { matchers } from "./matchers";
export { serializer } from "./serializer";
export { synthesize, synthesizeApp } from "./synthesize";
export type { Finding, Synthesized } from "./synthesized";
