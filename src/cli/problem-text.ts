import type { Problem } from "../core/problem";

/** Problems as people read them, one after the other; what came from a file is kept from moving the cursor. */
export function problemText(problems: readonly Problem[]): string {
  return problems
    .map(({ id, severity, message, fix }) => `${severity}: ${printable(message)} [${id}]\n  fix: ${fix}\n`)
    .join("");
}

/** `1 error, 2 warnings`; empty without problems. */
export function problemCounts(problems: readonly Problem[]): string {
  return (["error", "warning", "note"] as const)
    .map((severity) => ({
      severity,
      count: problems.filter((problem) => problem.severity === severity).length,
    }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => `${count} ${severity}${count === 1 ? "" : "s"}`)
    .join(", ");
}

/** A text from elsewhere, on one line and without control characters. */
export function printable(text: string): string {
  return text.replace(/\p{Cc}+/gu, " ");
}
