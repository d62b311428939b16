/**
 * `scopelock/testing`: for tests of stacks, with vitest.
 *
 * ```ts
 * expect.extend(matchers);
 * expect.addSnapshotSerializer(serializer);
 * ```
 */
export { matchers } from "./matchers";
export { serializer } from "./serializer";
export { synthesize, synthesizeApp } from "./synthesize";
export type { Block, Finding, Synthesized } from "./synthesized";
