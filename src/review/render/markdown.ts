import { printable } from "../../core/diagnostic";

/** The longest comment that GitHub takes. Characters. */
export const COMMENT_LIMIT = 65_536;

/** A table; cells are Markdown, and stay on one line. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** A heading with a list below it; nothing for nothing. */
export function bulleted(title: string, items: readonly string[]): string {
  return items.length === 0 ? "" : `### ${title}\n\n${items.map((item) => `- ${oneLine(item)}`).join("\n")}`;
}

/** Text as code, whatever backticks are in it. Nobody is mentioned and nothing is linked in code. */
export function code(text: string): string {
  const shown = printable(text);
  const longest = Math.max(0, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return longest === 0 ? `\`${shown}\`` : `${fence} ${shown} ${fence}`;
}

/**
 * Text that people wrote, as text: no markup, no HTML, no formula, and nobody is mentioned, nothing linked. A space
 * without width keeps GitHub from taking `@name`, `#1` and addresses for what they look like.
 */
export function plain(text: string): string {
  return printable(text)
    .replace(/[\\`*_[\]|~$]/g, "\\$&")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/^(?=[-+=>])/, "\\")
    .replace(/[@#]/g, "$&&#8203;")
    .replace(/:\/\//g, ":&#8203;//")
    .replace(/www\./gi, (www) => `${www.slice(0, 3)}&#8203;.`);
}

const oneLine = (text: string) => text.replace(/\s*\n\s*/g, " ");
/** A bar ends a cell, also in code, unless it is escaped. */
const cell = (text: string) => oneLine(text).replace(/(?<!\\)\|/g, "\\|");
