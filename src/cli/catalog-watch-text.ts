import { count, type Diagnostic, whatAndWhy } from "../core/diagnostic";
import { bulleted, code, markdownTable, plain } from "../review";
import { catalogLine, originLine, whole } from "./catalog-diff-text";
import type { ReportedChange, ReportedRole, WatchReport } from "./catalog-watch";
import { colors, MARKS } from "./output";
import { section } from "./text";

/** What a newer catalogue means, for a terminal. */
export function watchText(report: WatchReport): string {
  const parts = [
    `from ${catalogLine(report.from)}\nto   ${catalogLine(report.to)}`,
    ...report.roles.map(roleText),
    section("Not compared", notComparedLines(report)),
    section("Problems of the newer catalogue", report.problems.map(problemLine)),
    ending(report)(verdict(report)),
  ];
  return `${parts.filter(Boolean).join("\n\n")}\n`;
}

/** The same as a comment of a pull request. */
export function watchMarkdown(report: WatchReport): string {
  const changes = report.roles.flatMap((role) => role.changes.map((change) => ({ role, change })));
  const parts = [
    `**${plain(verdict(report))}**`,
    `From ${plain(catalogLine(report.from))}<br>to ${plain(catalogLine(report.to))}`,
    bulleted(
      "Roles",
      report.roles.flatMap((role) => roleLines(role).map((line) => `${plain(title(role))}: ${plain(line)}`)),
    ),
    changes.length > 0 &&
      markdownTable(
        ["Action", "Role", "What is new", "Request", "Before", "After"],
        changes.map(({ role, change }) => [
          `${plain(change.name)}${change.source === null ? "" : `<br>${code(change.source)}`}`,
          plain(title(role)),
          change.kinds.map((kind) => (kind === "breaks" ? `**${kind}**` : kind)).join(", "),
          code(`${change.method} ${change.url}`),
          plain(whole(change.before)),
          plain(whole(change.after)),
        ]),
      ),
    bulleted(
      "Errors with the newer catalogue",
      changes.flatMap(({ change }) =>
        change.problems.map((problem) => `${plain(change.name)}: ${plain(problemLine(problem))}`),
      ),
    ),
    bulleted("Not compared", notComparedLines(report).map(plain)),
    bulleted("Problems of the newer catalogue", report.problems.map(problemLine).map(plain)),
  ];
  return `${parts.filter(Boolean).join("\n\n")}\n`;
}

function roleText(role: ReportedRole): string {
  const lines = [...roleLines(role), ...role.changes.flatMap(changeLines)];
  return lines.length === 0 ? "" : [colors.bold(title(role)), ...lines.map((line) => `  ${line}`)].join("\n");
}

const title = ({ role, actions }: ReportedRole) =>
  `${role === null ? "The role of the actions" : `The role of ${role}`}, ${count(actions, "action")}`;

/** What is new for the role as a whole. */
function roleLines({ breaks, missing, surplus, splits }: ReportedRole): readonly string[] {
  const lacks = missing.length > 0 ? `, it lacks ${missing.join(", ")}` : "";
  return [
    ...(breaks ? [`breaks${lacks}`] : []),
    ...(surplus.length > 0 ? [`holds what no action needs any more: ${surplus.join(", ")}`] : []),
    ...splits.map(
      ({ permission, into, operations, gone }) =>
        `${permission} is split: ${into.join(", ")} ${into.length === 1 ? "opens" : "open"} ${count(operations.length, "operation")}${gone ? ", and no operation accepts it any more" : ""}`,
    ),
  ];
}

function changeLines({
  name,
  source,
  method,
  url,
  kinds,
  before,
  after,
  problems,
}: ReportedChange): string[] {
  const shown = kinds.map((kind) => (kind === "breaks" ? colors.red(kind) : kind)).join(", ");
  return [
    `${shown}: ${name}${source === null ? "" : ` (${source})`}: ${method} ${url}`,
    `    before: ${whole(before)}`,
    `    after:  ${whole(after)}`,
    ...problems.flatMap((problem) => [
      `    ${MARKS[problem.severity]} ${problem.id}: ${whatAndWhy(problem)}`,
      `      ${colors.dim("fix")} ${problem.fix}`,
    ]),
  ];
}

function notComparedLines({ compared, to, notCompared }: WatchReport): readonly string[] {
  return [
    ...(compared.requirements || to.kept === null
      ? []
      : [`what operations require: both catalogues have it from ${originLine(to.kept)}`]),
    ...(compared.age ? [] : ["which of the two catalogues is newer: one has no date"]),
    ...notCompared.map(({ source, reason }) => `${source}: ${reason}`),
  ];
}

const problemLine = (problem: Diagnostic) => `${problem.severity} ${problem.id}: ${whatAndWhy(problem)}`;

const ending = ({ failed }: WatchReport) => (failed.length > 0 ? colors.red : colors.green);

/** Only of what was compared. */
function verdict({ roles, checked, compared }: WatchReport): string {
  const changes = roles.flatMap((role) => role.changes);
  const breaking = roles.filter(({ breaks }) => breaks).length;
  const scope = compared.requirements ? "" : " What their operations require was not compared.";
  const actions = `${changes.length} of ${count(checked, "action")}`;
  if (changes.length > 0)
    return `${breaking > 0 ? `${count(breaking, "role")} ${breaking === 1 ? "breaks" : "break"}. ` : ""}The newer catalogue has something new for ${actions}.${scope}`;
  const require = compared.requirements ? ", and requires what it required" : "";
  return `Of ${count(checked, "action")} each still has its operation, not deprecated since${require}.${scope}`;
}
