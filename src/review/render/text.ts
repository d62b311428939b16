import type { Colors } from "picocolors/types";
import { printable } from "../../core/diagnostic";
import type { Review } from "../findings/review";
import { type Line, type Section, spanText } from "./lines";
import { type Page, pageOf, WHOLE } from "./page";

/** A review for a person at a terminal: all of it. */
export function reviewText({ environments }: Review, colors: Colors): string {
  return `${environments.map((environment) => pageText(pageOf(environment, WHOLE), colors)).join("\n\n")}\n`;
}

function pageText({ environment, headline, summary, sections }: Page, colors: Colors): string {
  return [
    colors.bold(printable(`${environment}: ${headline}`)),
    ...summary.map(lineText),
    ...sections.map((section) => sectionText(section, colors)),
  ].join("\n");
}

function sectionText({ title, head, rows, lines }: Section, colors: Colors): string {
  return [
    "",
    colors.bold(printable(title)),
    ...rows.flatMap(([first = [], ...others]) => [
      `  ${lineText(first)}`,
      ...others.map((cell, at) => `    ${colors.dim(`${head[at + 1]}:`)} ${lineText(cell)}`),
    ]),
    ...lines.map((line) => `  ${lineText(line)}`),
  ].join("\n");
}

const lineText = (line: Line) => printable(line.map(spanText).join("")).trimEnd();
