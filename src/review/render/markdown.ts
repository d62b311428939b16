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
  const shown = visible(text);
  const longest = Math.max(0, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return longest === 0 ? `\`${shown}\`` : `${fence} ${shown} ${fence}`;
}

/**
 * Text that people wrote, as text: no markup, no HTML, no formula, and nobody is mentioned, nothing linked. A space
 * without width keeps GitHub from taking `@name`, `#1` and addresses for what they look like.
 */
export function plain(text: string): string {
  return visible(text)
    .replace(/[\\`*_[\]|~$]/g, "\\$&")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/^(?=[-+=>])/, "\\")
    .replace(/[@#]/g, "$&&#8203;")
    .replace(/:\/\//g, ":&#8203;//")
    .replace(/www\./gi, (www) => `${www.slice(0, 3)}&#8203;.`);
}

/** Text on one line, without what moves a cursor, hides, or turns the direction of reading around. */
export function visible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ");
}

const oneLine = (text: string) => text.replace(/\s*\n\s*/g, " ");
/** A bar ends a cell, also in code, unless it is escaped. */
const cell = (text: string) => oneLine(text).replace(/(?<!\\)\|/g, "\\|");
