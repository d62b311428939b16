import { colors } from "./output";

/** A title with its lines below it; nothing for no lines. */
export function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? "" : [colors.bold(title), ...lines.map((line) => `  ${line}`)].join("\n");
}
