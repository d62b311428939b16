import { count, type Diagnostic, isObject, printable, SEVERITIES, whatAndWhy } from "../core/diagnostic";

/** Problems as people read them, one after the other; what came from a file is kept from moving the cursor. */
export function problemText(problems: readonly Diagnostic[]): string {
  return problems
    .map(
      (problem) =>
        `${problem.severity}: ${printable(whatAndWhy(problem))} [${problem.id}]\n  fix: ${printable(problem.fix)}\n`,
    )
    .join("");
}

/** `1 error, 2 warnings`; empty without problems. */
export function problemCounts(problems: readonly Diagnostic[]): string {
  return SEVERITIES.map((severity) => ({
    severity,
    found: problems.filter((problem) => problem.severity === severity).length,
  }))
    .filter(({ found }) => found > 0)
    .map(({ severity, found }) => count(found, severity))
    .join(", ");
}

/** Every text of a report as {@link printable}. */
export function printableReport<T>(value: T): T;
export function printableReport(value: unknown): unknown {
  if (typeof value === "string") return printable(value);
  if (Array.isArray(value)) return value.map(printableReport);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, printableReport(each)]));
}
