import type { OperationFlag } from "./operation";

/**
 * How the reference's prose says what no key says. Few, and narrow: on the 3,280 descriptions of the JavaScript SDK's
 * reference 259.0.0 they find exactly the operations that its table flags.
 */
const FLAG_PATTERNS: readonly (readonly [OperationFlag, RegExp])[] = [
  ["current-user", /\b((current|logged[ -]in|requesting) user|currently logged in agent)\b/i],
  ["no-client-credentials", /\bnot valid when using the client credentials\b/i],
  ["client-credentials-only", /\bneed (an )?OAuth token generated using OAuth client credentials\b/i],
];

/** What the prose about an operation says of who may call it. */
export function flagsInProse(prose: string): OperationFlag[] {
  return FLAG_PATTERNS.filter(([, told]) => told.test(prose)).map(([flag]) => flag);
}
