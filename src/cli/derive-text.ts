import Table from "cli-table3";
import type { DerivationReport, ReportedAction } from "../core/derivation-report";
import { type Finding, findings } from "./findings";
import { colors, count } from "./output";
import { section } from "./text";

/** A derivation for a person at a terminal: what is granted and why, choices, then what is wrong. */
export function deriveText(report: DerivationReport): string {
  const { catalog, actions, permissions, scopes, deployer } = report;
  const parts = [
    `${count(actions.length, "action")}, ${count(permissions.length, "permission")}; catalogue ${catalog.version}, ${count(catalog.operations, "operation")}`,
    permissions.length > 0 ? granted(permissions, actions) : "",
    choices(actions),
    free(actions),
    scopes && section("OAuth scopes of the client", scopes.length > 0 ? scopes : ["none"]),
    deployer && section("Genesys Cloud permissions of the deployer", deployer.genesys),
    deployer && section("Vault policy of the deployer", deployer.vault.trimEnd().split("\n")),
    problems(findings(report)),
    report.skipped.length > 0 &&
      section(
        "Left alone",
        report.skipped.map(({ source, reason }) => `${source}: ${reason}`),
      ),
    verdict(report),
  ];
  return `${parts.filter(Boolean).join("\n\n")}\n`;
}

function granted(permissions: readonly string[], actions: readonly ReportedAction[]): string {
  const table = plainTable(["PERMISSION", "BECAUSE OF", "OPERATION"]);
  for (const permission of permissions) {
    const needing = actions.filter(({ chosen }) => chosen.includes(permission as never));
    for (const [at, { name, operation }] of needing.entries())
      table.push([at === 0 ? colors.bold(permission) : "", name, operation ?? "stated by hand"]);
  }
  return table.toString();
}

function choices(actions: readonly ReportedAction[]): string {
  const chosen = actions.filter(({ alternatives, chosen }) => alternatives.length > 0 && chosen.length > 0);
  return section(
    "Choices",
    chosen.map(({ name, because }) => `${name}: ${because}`),
  );
}

function free(actions: readonly ReportedAction[]): string {
  const without = actions.filter(
    ({ operation, requires, problems }) =>
      operation !== null &&
      requires.mode === "none" &&
      !problems.some(({ severity }) => severity === "error"),
  );
  return section(
    "Without a permission",
    without.map(({ name, because }) => `${name}: ${because}`),
  );
}

const MARKS = { error: colors.red("error"), warning: colors.yellow("warning"), note: colors.dim("note") };

function problems(found: readonly Finding[]): string {
  return section(
    "Problems",
    found.flatMap(({ id, severity, message, fix, at }) => [
      `${MARKS[severity]} ${id}: ${message}`,
      ...at.map((each) => `  ${colors.dim("at")}  ${each}`),
      `  ${colors.dim("fix")} ${fix}`,
    ]),
  );
}

function verdict({ unresolved, unusable, actions }: DerivationReport): string {
  const wrong = actions.filter(({ problems }) =>
    problems.some(({ severity }) => severity === "error"),
  ).length;
  if (unresolved + unusable.length + wrong === 0) return colors.green("Every action is derived.");
  const said = [
    unresolved > 0 && `${count(unresolved, "action")} unresolved`,
    wrong > unresolved && `${count(wrong, "action")} with errors`,
    unusable.length > 0 && `${count(unusable.length, "input")} unusable`,
  ];
  return colors.red(`${said.filter(Boolean).join(", ")}.`);
}

/** Columns, a line under the head, nothing else. */
function plainTable(head: string[]): Table.Table {
  const blank = Object.fromEntries(
    ["top", "top-mid", "top-left", "top-right", "bottom", "bottom-mid", "bottom-left", "bottom-right"]
      .concat(["left", "left-mid", "mid", "mid-mid", "right", "right-mid"])
      .map((part) => [part, ""]),
  );
  return new Table({
    head,
    chars: { ...blank, middle: "  " },
    style: { head: [], border: [], "padding-left": 0, "padding-right": 0 },
  });
}
