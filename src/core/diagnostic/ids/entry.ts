import type { Severity } from "./severity";

/** What the catalogue says of an identifier. */
export interface Entry {
  /** The severity; several where the case decides. */
  readonly severity: Severity | readonly Severity[];
  /** What it means: one or two sentences. */
  readonly means: string;
  /** The usual change to make. A diagnostic may know a better one. */
  readonly fix: string;
  /**
   * Depends on more than the plan (the day, the environment file, an option): a review is compared with an approved one
   * without it. @default false
   */
  readonly aside?: true;
  /** The effect of the change is unknown: a review with it never claims that it gives no new access. @default false */
  readonly unsaid?: true;
  /** A review shows it with the permission or the path that it is about, in place of by itself. @default false */
  readonly shownWithAccess?: true;
}

/** Entries of one part of scopelock. */
export type Entries = Readonly<Record<`${string}/${string}`, Entry>>;
