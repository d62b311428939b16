/** A method of one of an SDK's classes that calls the API. */
export interface Method {
  /** As the reference has it, `getUser`. */
  readonly name: string;
  /** What the comment states about the operation, without what it states of parameters. */
  readonly prose: string;
  readonly isDeprecated: boolean;
  readonly isPreview: boolean;
  /** `undefined` where it is not written out. */
  readonly method: string | undefined;
  /** `undefined` where it is not written out. */
  readonly path: string | undefined;
}

/** Some are deprecated by their first word only. */
export const startsDeprecated = (prose: string) => /^[\s*]*\(?deprecated\b/i.test(prose);
