import type { DerivationReport } from "../core/derivation-report";
import { bulleted, code, markdownTable } from "../review/ink/markdown";
import { findings } from "./findings";
import { count } from "./output";

/** A derivation for a pull request or a page. */
export function deriveMarkdown(report: DerivationReport): string {
  const { actions, permissions, scopes, catalog, deployer } = report;
  const parts = [
    `**${count(actions.length, "data action")}, ${count(permissions.length, "permission")}** (catalogue ${catalog.version})`,
    permissions.length > 0 &&
      markdownTable(
        ["Permission", "Because of", "Operation"],
        permissions.flatMap((permission) =>
          actions
            .filter(({ chosen }) => chosen.includes(permission))
            .map(({ name, operation }) => [
              code(permission),
              name,
              operation === null ? "stated by hand" : code(operation),
            ]),
        ),
      ),
    bulleted(
      "Choices",
      actions
        .filter(({ alternatives, chosen }) => alternatives.length > 0 && chosen.length > 0)
        .map(({ name, because }) => `${name}: ${because}`),
    ),
    scopes && `OAuth scopes of the client: ${scopes.map(code).join(", ") || "none"}`,
    deployer &&
      `Permissions of the deployer: ${deployer.genesys.map(code).join(", ")}\n\n\`\`\`hcl\n${deployer.vault}\`\`\``,
    bulleted(
      "Problems",
      findings(report).map(
        ({ severity, id, message, fix, at }) =>
          `**${severity}** ${code(id)} ${at.map(code).join(", ")}: ${message} _${fix}_`,
      ),
    ),
  ];
  return `${parts.filter(Boolean).join("\n\n")}\n`;
}
