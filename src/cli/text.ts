import { stripVTControlCharacters } from "node:util";
import { colors } from "./output";

/** A title with its lines below it; nothing for no lines. */
export function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? "" : [colors.bold(title), ...lines.map((line) => `  ${line}`)].join("\n");
}

/** Rows as columns, two blanks between them. A character of East Asian writing is counted as two. */
export function columns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => width(row[column] ?? ""))));
  const padded = (text: string, column: number) => text + " ".repeat((widths[column] ?? 0) - width(text));
  return rows.map((row) => row.map(padded).join("  ").trimEnd()).join("\n");
}

/** East Asian characters and emoji, which take two columns of a terminal. */
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}]/gu;
const width = (text: string) =>
  stripVTControlCharacters(text)
    .replace(WIDE, "  ")
    .replace(/\p{Mn}/gu, "").length;
