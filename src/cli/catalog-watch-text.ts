import { count, cut, type Diagnostic, whatAndWhy } from "../core/diagnostic";
import { bulleted, COMMENT_LIMIT, code, markdownTable, plain } from "../review";
import { catalogLine, originLine, whole } from "./catalog-diff-text";
import type { ReportedChange, ReportedRole, WatchReport } from "./catalog-watch";
import { colors, MARKS } from "./output";
import { section } from "./text";

/** What a newer catalogue means, for a terminal. */
export function watchText(report: WatchReport): string {
  const parts = [
    `from ${catalogLine(report.from)}\nto   ${catalogLine(report.to)}`,
    ...report.roles.map((role) =>
      section(title(role), [...roleLines(role), ...role.changes.flatMap(changeLines)]),
    ),
    section("Not compared", notComparedLines(report)),
    section("Problems of the newer catalogue", report.problems.map(problemLine)),
    ending(report)(verdict(report)),
  ];
  return `${parts.filter(Boolean).join("\n\n")}\n`;
}

/** How many lines of each list stay, until a comment fits. */
const ROWS = [Number.POSITIVE_INFINITY, 100, 30, 10, 3, 0];
/** Of a text in a comment that was shortened. Characters. */
const LONGEST_TEXT = 300;

/**
 * The same as a comment of a pull request. One that would be too long names what it leaves out.
 * @param limit of the whole. Characters.
 */
export function watchMarkdown(report: WatchReport, limit = COMMENT_LIMIT): string {
  return page(report, ROWS.find((rows) => page(report, rows).length <= limit) ?? 0);
}

function page(report: WatchReport, rows: number): string {
  const isWhole = rows === Number.POSITIVE_INFINITY;
  const short = (text: string) => (isWhole ? text : cut(text, LONGEST_TEXT));
  const text = (value: string) => plain(short(value));
  const first = <T>(all: readonly T[]) => all.slice(0, rows);
  const changes = report.roles.flatMap((role) => role.changes.map((change) => ({ role, change })));
  const parts = [
    `**${text(verdict(report))}**`,
    `From ${text(catalogLine(report.from))}<br>to ${text(catalogLine(report.to))}`,
    !isWhole &&
      `> Left out, for the length of a comment: all but the first ${rows} of each list, and long texts. The whole report: ${code("scopelock catalog watch")}.`,
    bulleted(
      "Roles",
      first(
        report.roles.flatMap((role) => roleLines(role).map((line) => `${text(title(role))}: ${text(line)}`)),
      ),
    ),
    first(changes).length > 0 &&
      markdownTable(
        ["Action", "Role", "What is new", "Request", "Before", "After"],
        first(changes).map(({ role, change }) => [
          `${text(change.name)}${change.source === null ? "" : `<br>${code(short(change.source))}`}`,
          text(title(role)),
          change.kinds.map((kind) => (kind === "breaks" ? `**${kind}**` : kind)).join(", "),
          code(short(`${change.method} ${change.url}`)),
          text(whole(change.before)),
          text(whole(change.after)),
        ]),
      ),
    bulleted(
      "Errors with the newer catalogue",
      first(
        changes.flatMap(({ change }) =>
          change.problems.map((problem) => `${text(change.name)}: ${text(problemLine(problem))}`),
        ),
      ),
    ),
    bulleted("Not compared", first(notComparedLines(report)).map(text)),
    bulleted("Problems of the newer catalogue", first(report.problems).map(problemLine).map(text)),
  ];
  return `${parts.filter(Boolean).join("\n\n")}\n`;
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
