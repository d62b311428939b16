import type { DerivationReport } from "../core/derivation";
import { count, whatAndWhy } from "../core/diagnostic";
import { bulleted, code, markdownTable, plain } from "../review";
import { findings } from "./derive-findings";
import { ignoredLines } from "./derive-text";
import { printableReport } from "./problem-text";

/** A derivation for a pull request or a page. */
export function deriveMarkdown({ deployer, ...rest }: DerivationReport): string {
  const report = printableReport(rest);
  const { actions, permissions, scopes, catalog } = report;
  const parts = [
    `**${count(actions.length, "data action")}, ${count(permissions.length, "permission")}** (catalogue ${plain(catalog.version)})`,
    permissions.length > 0 &&
      markdownTable(
        ["Permission", "Because of", "Operation"],
        permissions.flatMap((permission) =>
          actions
            .filter(({ chosen }) => chosen.includes(permission))
            .map(({ name, operation }) => [
              code(permission),
              plain(name),
              operation === null ? "stated by hand" : code(operation),
            ]),
        ),
      ),
    bulleted(
      "Choices",
      actions
        .filter(({ alternatives, chosen }) => alternatives.length > 0 && chosen.length > 0)
        .map(({ name, because }) => `${plain(name)}: ${plain(because)}`),
    ),
    bulleted("Ignored", ignoredLines(report.ignored).map(plain)),
    bulleted(
      "Left alone",
      report.skipped.map(({ source, reason }) => `${plain(source)}: ${plain(reason)}`),
    ),
    scopes && `OAuth scopes of the client: ${scopes.map(code).join(", ") || "none"}`,
    deployer &&
      `Permissions of the deployer: ${deployer.genesys.map(code).join(", ")}\n\n\`\`\`hcl\n${deployer.vault}\`\`\``,
    bulleted(
      "Problems",
      findings(report).map(
        (finding) =>
          `**${finding.severity}** ${code(finding.id)} ${finding.at.map(plain).join(", ")}: ${plain(whatAndWhy(finding))} _${plain(finding.fix)}_`,
      ),
    ),
  ];
  return `${parts.filter(Boolean).join("\n\n")}\n`;
}
