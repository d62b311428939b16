import type { DoctorReport, Verdict } from "../doctor";
import { colors, count } from "./output";
import { printable } from "./problem-text";
import { section } from "./text";

const MARKS = {
  error: colors.red("error"),
  unknown: colors.yellow("unknown"),
  warning: colors.yellow("warning"),
  note: colors.dim("note"),
};

const VERDICTS: Readonly<Record<Verdict, string>> = {
  healthy: colors.green("Healthy"),
  wrong: colors.red("Something is wrong"),
  unknown: colors.yellow("Unknown"),
};

/** A report for a person at a terminal: what holds, what does not, what to do. */
export function doctorText({ environment, generations, proofs, findings, verdict }: DoctorReport): string {
  const of = (integration: string | null) => (integration === null ? "" : `${integration}: `);
  const counts = (["error", "unknown", "warning", "note"] as const).flatMap((severity) => {
    const found = findings.filter((finding) => finding.severity === severity).length;
    return found === 0 ? [] : [severity === "unknown" ? `${found} unknown` : count(found, severity)];
  });
  const parts = [
    `${environment}: live [${generations.live.join(", ")}], current ${generations.current}`,
    section(
      "Holds",
      proofs.map(({ integration, what }) => `${colors.green("✓")} ${of(integration)}${printable(what)}`),
    ),
    section(
      "Found",
      findings.flatMap(({ id, severity, integration, what, why, fix }) => [
        `${MARKS[severity]} ${id}: ${of(integration)}${printable(what)}`,
        `  ${colors.dim("why")} ${printable(why)}`,
        `  ${colors.dim("fix")} ${printable(fix)}`,
      ]),
    ),
    `${VERDICTS[verdict]}${counts.length > 0 ? `: ${counts.join(", ")}` : ""}.`,
  ];
  return `${parts.filter(Boolean).join("\n\n")}\n`;
}
