import type { Operation } from "../catalog";
import { type PermissionWords, singular } from "../permission";
import { OTHER_WORDS } from "./fit-facts";

/** How closely a path names the thing of a permission; compared from the left, the least is the closest. */
export type Closeness = readonly number[];

/** The words of an operation's path, without its parameters. */
export class PathWords {
  private readonly words: readonly string[];

  constructor({ path }: Operation) {
    const segments = path.split("/").slice(3);
    this.words = segments
      .filter((segment) => !segment.startsWith("{"))
      .map((segment) => segment.toLowerCase());
  }

  /** Whether the path ends with an act: `.../assignment` with `assign`. */
  endsWithAct({ act }: PermissionWords): boolean {
    const last = this.words.at(-1) ?? "";
    // Shorter ones are part of too many words.
    return act.length > 3 && (last.startsWith(act.toLowerCase()) || parameterMismatch(last, act));
  }

  /** Whether the path has all of some words. */
  has(words: readonly string[]): boolean {
    return words.every((word) => this.place(word) >= 0);
  }

  /** More words of the thing in the path first, then fewer that are not, then its domain, then what stands last. */
  closeness(permission: PermissionWords): Closeness {
    // What an action is about in part, it is not about: `editConferenceRecording` is not named by `recording`.
    const about = this.has(permission.about);
    const thing = about ? [...permission.entity, ...permission.about] : permission.entity;
    const places = thing.map((word) => this.place(word));
    const named = places.filter((place) => place >= 0).length;
    const others = thing.length - named + (about ? 0 : permission.about.length);
    const domain = this.words.findIndex((word) => singular(word) === permission.domain);
    return [-named, named === 0 ? 0 : others, domain >= 0 ? 0 : 1, -Math.max(domain, ...places)];
  }

  /** Where a word stands last; -1 where it does not. */
  private place(word: string): number {
    return this.words.findLastIndex(
      (segment, at) =>
        // The family says what all of its operations are about, in part of a word too: workforcemanagement.
        (at === 0 ? singular(segment) === word : segment.includes(word)) || parameterMismatch(segment, word),
    );
  }
}

/** Whether a path says something else for a word of a permission. */
function parameterMismatch(segment: string, meant: string): boolean {
  return OTHER_WORDS.some(({ word, means }) => word === singular(segment) && means.includes(meant));
}

/** Less than 0 when the first is closer. */
export function compareCloseness(a: Closeness, b: Closeness): number {
  const at = a.findIndex((value, place) => value !== b[place]);
  return at < 0 ? 0 : (a[at] as number) - (b[at] as number);
}
