import { count } from "../../core/diagnostic";
import type { EnvironmentReview } from "../findings/review";
import { integrationSection, reasons } from "./integration-section";
import { findingLine, type Line, list, type Section, type Shape, type Span, spanText, table } from "./lines";
import { knownLater, others, providerLines } from "./other-section";
import { newPower, takenAway } from "./power-section";
import { headline, summary } from "./summary";

/** A review of one environment, for any format. */
export interface Page {
  readonly environment: string;
  /** The whole review in a few words. */
  readonly headline: string;
  readonly summary: readonly Line[];
  readonly sections: readonly Section[];
}

/** Everything. */
export const WHOLE: Shape = {
  unchanged: true,
  reasons: true,
  rows: Number.POSITIVE_INFINITY,
  text: Number.POSITIVE_INFINITY,
};

/** Puts a review on a page. What a shape leaves out is counted where it would stand. */
export function pageOf(review: EnvironmentReview, shape: Shape): Page {
  const sections = [
    list("Alarms", review.alarms.map(findingLine), false),
    table("New power", ["Who", "Can now", "Why"], newPower(review), false),
    table("Taken away", ["Who", "Can no longer", "Was needed by"], takenAway(review), false),
    list("Notes", review.notes.map(findingLine), false),
    ...review.integrations.slice(0, shape.rows).map((integration) => integrationSection(integration, shape)),
    ...(shape.reasons
      ? [list("Reasons that the pull request gives", review.integrations.flatMap(reasons(shape)), true)]
      : []),
    list("Known only when applied", knownLater(review), true),
    list("Where Terraform acts", providerLines(review), true),
    list("Not looked into", others(review), true),
  ];
  return {
    environment: review.environment,
    headline: headline(review),
    summary: summary(review).map((line) => line.map((span) => clipped(span, shape.text))),
    sections: sections
      .filter(({ rows, lines }) => rows.length + lines.length > 0)
      .map((section) => shortened(section, shape)),
  };
}

function shortened(section: Section, { rows, text }: Shape): Section {
  const clip = (line: Line) => line.map((span) => clipped(span, text));
  const more = (total: number, noun: string): Line[] =>
    total > rows ? [[`and ${count(total - rows, noun)} more`]] : [];
  return {
    ...section,
    rows: section.rows.slice(0, rows).map((row) => row.map(clip)),
    lines: [
      ...more(section.rows.length, "row"),
      ...section.lines.slice(0, rows).map(clip),
      ...more(section.lines.length, "line"),
    ],
  };
}

function clipped(span: Span, most: number): Span {
  const text = spanText(span);
  if (text.length <= most) return span;
  const cut = `${text.slice(0, most)}... (cut)`;
  return typeof span !== "string" && "code" in span ? { code: cut } : cut;
}
