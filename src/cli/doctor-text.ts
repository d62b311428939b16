import { count, printable, SEVERITIES } from "../core/diagnostic";
import type { DoctorReport, Verdict } from "../doctor";
import { colors, MARKS } from "./output";
import { section } from "./text";

const VERDICTS: Readonly<Record<Verdict, string>> = {
  healthy: colors.green("Healthy"),
  wrong: colors.red("Something is wrong"),
  unknown: colors.yellow("Unknown"),
};

/** A report for a person at a terminal: what holds, what does not, what to do. */
export function doctorText({ environment, generations, proofs, findings, verdict }: DoctorReport): string {
  const of = (integration: string | undefined) => (integration === undefined ? "" : `${integration}: `);
  const counts = SEVERITIES.flatMap((severity) => {
    const found = findings.filter((finding) => finding.severity === severity).length;
    return found === 0 ? [] : [severity === "unknown" ? `${found} unknown` : count(found, severity)];
  });
  const parts = [
    `${environment}: live [${generations.live.join(", ")}], current ${generations.current}`,
    section(
      "Holds",
      proofs.map(({ where, what }) => `${colors.green("✓")} ${of(where)}${printable(what)}`),
    ),
    section(
      "Found",
      findings.flatMap(({ id, severity, where, what, why, fix }) => [
        `${MARKS[severity]} ${id}: ${of(where)}${printable(what)}`,
        ...(why === undefined ? [] : [`  ${colors.dim("why")} ${printable(why)}`]),
        `  ${colors.dim("fix")} ${printable(fix)}`,
      ]),
    ),
    `${VERDICTS[verdict]}${counts.length > 0 ? `: ${counts.join(", ")}` : ""}.`,
  ];
  return `${parts.filter(Boolean).join("\n\n")}\n`;
}
