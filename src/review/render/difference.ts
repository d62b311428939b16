import { printable } from "../../core/diagnostic";
import type { Difference } from "../findings/compare";
import { code } from "./markdown";
import { count } from "./words";

/** Whether plans mean what was approved, and where they do not. */
export function differenceReport(
  { missing, unexpected }: Difference,
  format: "text" | "markdown" | "json",
): string | object {
  const same = missing.length + unexpected.length === 0;
  if (format === "json") return { scopelock: "comparison", format: 2, same, missing, unexpected };
  if (same) return "The plans mean what was approved.";
  const line = (fact: string) => (format === "markdown" ? `- ${code(fact)}` : `  ${printable(fact)}`);
  const part = (title: string, facts: readonly string[]) =>
    facts.length === 0 ? [] : ["", format === "markdown" ? `### ${title}\n` : title, ...facts.map(line)];
  return [
    `The plans differ from what was approved: ${count(missing.length + unexpected.length, "difference")}.`,
    ...part("Not approved", unexpected),
    ...part("Approved, and no longer so", missing),
  ].join("\n");
}
