import { count } from "../../core/diagnostic";
import type { EnvironmentReview } from "../findings/review";
import { integrationSection, reasons } from "./integration-section";
import {
  findingLine,
  type Line,
  names,
  type Section,
  type Shape,
  type Span,
  sectionOf,
  spanText,
} from "./lines";
import { newPower, takenAway } from "./power-section";
import { headline, summary } from "./summary";
import { DOING } from "./words";

/** A review of one environment, for any format. */
export type Page = ReturnType<typeof pageOf>;

/** Everything. */
export const WHOLE: Shape = {
  unchanged: true,
  reasons: true,
  rows: Number.POSITIVE_INFINITY,
  text: Number.POSITIVE_INFINITY,
};

/** Puts a review on a page. What a shape leaves out is counted where it would stand. */
export function pageOf(review: EnvironmentReview, shape: Shape) {
  const given = shape.reasons ? review.integrations.flatMap(reasons(shape)) : [];
  const later = review.unknown.map(({ about, attributes }): Line => [`${about}: `, ...names(attributes)]);
  // Settings by name: they say where, and as whom, Terraform acts.
  const providers = review.providers
    .filter(({ settings }) => settings.length > 0)
    .map(({ key, settings }): Line => [`${key} is configured by `, ...names(settings), "."]);
  const sections = [
    sectionOf("Alarms", false, { lines: review.alarms.map(findingLine) }),
    sectionOf("New power", false, { head: ["Who", "Can now", "Why"], rows: newPower(review) }),
    sectionOf("Taken away", false, {
      head: ["Who", "Can no longer", "Was needed by"],
      rows: takenAway(review),
    }),
    sectionOf("Notes", false, { lines: review.notes.map(findingLine) }),
    ...review.integrations.slice(0, shape.rows).map((integration) => integrationSection(integration, shape)),
    sectionOf("Reasons that the pull request gives", true, { lines: given }),
    sectionOf("Known only when applied", true, { lines: later }),
    sectionOf("Where Terraform acts", true, { lines: providers }),
    sectionOf("Not looked into", true, { lines: others(review) }),
  ];
  return {
    environment: review.environment,
    /** The whole review in a few words. */
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

/** Resources that this review does not look into. */
function others({ others: { total, changing } }: EnvironmentReview): readonly Line[] {
  if (total === 0) return [];
  const changed = changing.reduce((sum, { instances }) => sum + instances, 0);
  return [
    [
      `${count(total, "resource")} that scopelock does not know; ${changed === 0 ? "none of them changes" : `${changed} of them ${changed === 1 ? "changes" : "change"}`}.`,
    ],
    ...changing.map(
      ({ type, name, doing, instances }): Line => [
        { code: `${type}.${name}` },
        ` ${DOING[doing]}${instances > 1 ? ` (${count(instances, "instance")})` : ""}`,
      ],
    ),
  ];
}
