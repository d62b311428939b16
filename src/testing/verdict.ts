/** Of a matcher, as `expect.extend` wants it. */
export interface Verdict {
  readonly pass: boolean;
  message(): string;
}
