import { whatAndWhy } from "../../core/diagnostic";
import type { ReviewDiagnostic } from "../findings/finding";

/** A piece of a line: text, a name that is shown as it is written, or a word that stands out. */
export type Span = string | { readonly code: string } | { readonly strong: string };

/** The text of a piece. */
export const spanText = (span: Span): string =>
  typeof span === "string" ? span : "code" in span ? span.code : span.strong;

/** What stands on one line. */
export type Line = readonly Span[];

/** A part of a page, for any format. */
export interface Section {
  readonly title: string;
  /** Whether it may stay closed at first: nothing in it asks for a decision. */
  readonly folded: boolean;
  readonly head: readonly string[];
  readonly rows: readonly (readonly Line[])[];
  readonly lines: readonly Line[];
}

/** How much of a review is shown. */
export interface Shape {
  /** Actions and permissions that stay as they are. */
  readonly unchanged: boolean;
  /** Why each permission is what it is. */
  readonly reasons: boolean;
  /** Most rows of a table, lines of a list, integrations. */
  readonly rows: number;
  /** Most characters of a text. */
  readonly text: number;
}

/** Those of a list that are there: what a condition leaves out is `false`. */
export const present = <T>(all: readonly (T | false | "" | undefined)[]): readonly T[] =>
  all.filter((each): each is T => Boolean(each));

/** A section of what there is of a table and a list. */
export const sectionOf = (title: string, folded: boolean, content: Partial<Section>): Section => ({
  ...{ title, folded, head: [], rows: [], lines: [] },
  ...content,
});

/** Names, as they are written, with commas between. */
export const names = (all: readonly string[]): Line =>
  all.flatMap((name, at): Line => (at === 0 ? [{ code: name }] : [", ", { code: name }]));

/** A finding with its id and what to do. */
export const findingLine = (finding: ReviewDiagnostic): Line => [
  { code: finding.id },
  ` ${sentence(whatAndWhy(finding))} To do: ${finding.fix}`,
];

/** Something before and after, as text. */
export const arrow = (before: string, after: string) => (before === after ? after : `${before} -> ${after}`);

/** Some end with what people wrote. */
const sentence = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`);
