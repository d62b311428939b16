import type { DerivationReport, PassedOver, ReportedAction } from "../core/derivation";
import { count, cut, grouped, whatAndWhy } from "../core/diagnostic";
import { type Finding, findings, LONGEST_SOURCE, summarized } from "./derive-findings";
import { grouping } from "./grouping";
import { colors, MARKS } from "./output";
import { printableReport } from "./problem-text";
import { columns, section } from "./text";

/** How many actions of a permission's operation are named, and how much of a name, unless everything is asked for. */
const NAMES = 3;
const LONGEST_NAME = 50;

/**
 * A derivation for a person at a terminal: what is granted and why, choices, then what is wrong.
 * @param verbose every action and every place by name
 */
export function deriveText({ deployer, ...rest }: DerivationReport, verbose = false): string {
  const report = printableReport(rest);
  const { catalog, actions, permissions, scopes } = report;
  const parts = [
    `${count(actions.length, "action")}, ${count(permissions.length, "permission")}; catalogue ${catalog.version}, ${count(catalog.operations, "operation")}`,
    permissions.length > 0 ? granted(permissions, actions, verbose) : "",
    choices(actions, verbose),
    free(actions, verbose),
    scopes && section("OAuth scopes of the client", scopes.length > 0 ? scopes : ["none"]),
    deployer && section("Genesys Cloud permissions of the deployer", deployer.genesys),
    deployer && section("Vault policy of the deployer", deployer.vault.trimEnd().split("\n")),
    problems(verbose ? findings(report) : summarized(findings(report))),
    section("Ignored", ignoredLines(report.ignored, verbose)),
    section(
      "Left alone",
      report.skipped.map(({ source, reason }) => `${source}: ${reason}`),
    ),
    verdict(report),
  ];
  return `${parts.filter(Boolean).join("\n\n")}\n`;
}

function granted(
  permissions: DerivationReport["permissions"],
  actions: readonly ReportedAction[],
  verbose: boolean,
): string {
  const rows = [["PERMISSION", "BECAUSE OF", "OPERATION"]];
  for (const permission of permissions) {
    let first = colors.bold(permission);
    const needing = actions.filter(({ chosen }) => chosen.includes(permission));
    for (const [operation, calls] of grouping(needing, ({ operation }) => operation))
      for (const name of named(calls, verbose)) {
        rows.push([first, name, operation ?? "stated by hand"]);
        first = "";
      }
  }
  return columns(rows);
}

/** Names of actions; of many, the first and how many more there are. */
function named(actions: readonly ReportedAction[], verbose: boolean): readonly string[] {
  return shortened(
    actions.map(({ name }) => cut(name, LONGEST_NAME)),
    verbose,
  );
}

function shortened(names: readonly string[], verbose: boolean): readonly string[] {
  // One more is named sooner than counted.
  if (verbose || names.length <= NAMES + 1) return names;
  return [...names.slice(0, NAMES), `and ${grouped(names.length - NAMES)} more`];
}

/** Actions with what is said of them, the same thing said once. */
function reasons(title: string, actions: readonly ReportedAction[], verbose: boolean): string {
  const groups = grouping(actions, ({ because }) => because);
  return section(
    title,
    [...groups].map(
      ([because, actions]) =>
        `${named(actions, verbose).join(", ")}: ${because}${opened(actions[0]?.passedOver ?? [], verbose)}`,
    ),
  );
}

/** What the permissions that were passed over would have opened besides. */
function opened(all: readonly PassedOver[], verbose: boolean): string {
  const more = all.filter(({ opens }) => opens > 0);
  const said = (verbose ? more : more.slice(0, NAMES)).map(({ permission, opens, operations }) => {
    const others = opens - operations.length;
    return `${permission} opens ${operations.join(", ")}${others > 0 ? ` and ${count(others, "operation")} more` : ""}`;
  });
  const rest = more.length - said.length;
  if (said.length === 0) return "";
  return `. Beyond that, ${said.join("; ")}${rest > 0 ? `; and ${rest} others open more` : ""}`;
}

function choices(actions: readonly ReportedAction[], verbose: boolean): string {
  const chosen = actions.filter(({ alternatives, chosen }) => alternatives.length > 0 && chosen.length > 0);
  return reasons("Choices", chosen, verbose);
}

function free(actions: readonly ReportedAction[], verbose: boolean): string {
  const without = actions.filter(
    ({ operation, requires, problems }) =>
      operation !== null &&
      requires.mode === "none" &&
      !problems.some(({ severity }) => severity === "error"),
  );
  return reasons("Without a permission", without, verbose);
}

function problems(found: readonly Finding[]): string {
  return section(
    "Problems",
    found.flatMap((finding) => [
      `${MARKS[finding.severity]} ${finding.id}: ${whatAndWhy(finding)}`,
      ...finding.at.map((each) => `  ${colors.dim("at")}  ${each}`),
      `  ${colors.dim("fix")} ${finding.fix}`,
    ]),
  );
}

/** What was ignored, by kind, counted and named. */
export function ignoredLines(ignored: DerivationReport["ignored"], verbose = true): readonly string[] {
  return [...grouping(ignored, ({ kind }) => kind)].map(([kind, all]) => {
    const names = shortened(
      all.map(({ name, source }) =>
        name === null ? cut(source ?? "", LONGEST_SOURCE) : cut(name, LONGEST_NAME),
      ),
      verbose,
    );
    return `${count(all.length, kind)}: ${names.join(", ")}`;
  });
}

function verdict({ unresolved, unusable, actions, skipped, ignored }: DerivationReport): string {
  const wrong = actions.filter(({ problems }) =>
    problems.some(({ severity }) => severity === "error"),
  ).length;
  if (unresolved + unusable.length + wrong === 0)
    return colors.green(`${derived(actions.length, skipped, ignored.length)}.`);
  const said = [
    unresolved > 0 && `${count(unresolved, "action")} unresolved`,
    wrong > unresolved && `${count(wrong, "action")} with errors`,
    unusable.length > 0 && `${count(unusable.length, "input")} unusable`,
  ];
  return colors.red(`${said.filter(Boolean).join(", ")}.`);
}

/** "Every" holds for what was read only. */
function derived(actions: number, skipped: DerivationReport["skipped"], ignored: number): string {
  const all = skipped.every(({ read }) => read);
  const but = ignored > 0 ? `, but for ${grouped(ignored)} ignored` : "";
  if (actions === 0) return `No action is derived${but}`;
  return `Every action ${all ? "" : "that was read "}is derived${but}${all ? "" : "; what was not read is named above"}`;
}
