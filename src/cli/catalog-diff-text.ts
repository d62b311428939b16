import type { Origin } from "../core/catalog";
import { count, printable } from "../core/diagnostic";
import { code, markdownTable, plain } from "../review";
import type { CatalogDiffReport, CatalogSummary, OperationSummary } from "./catalog-diff";

type Changed = CatalogDiffReport["changed"][number];

/** A comparison for a terminal. */
export function diffText(report: CatalogDiffReport): string {
  const sections = [
    section("Added", report.added, (operation) => [`+ ${operation.operation}: ${requires(operation)}`]),
    section("Removed", report.removed, (operation) => [`- ${operation.operation}: ${requires(operation)}`]),
    section("Changed", report.changed, (change) => [
      `~ ${change.operation}`,
      ...changes(change).map((line) => `    ${line}`),
    ]),
    section("New permissions", report.permissions.added, (name) => [`+ ${name}`]),
    section("Permissions that are gone", report.permissions.removed, (name) => [`- ${name}`]),
    section("Affected actions", report.affected, (action) => [
      `! ${action.name} (${action.source}): ${action.method} ${action.url}`,
      `    before: ${whole(action.before)}`,
      `    after:  ${whole(action.after)}`,
    ]),
  ];
  return [
    `from ${catalogLine(report.from)}`,
    `to   ${catalogLine(report.to)}`,
    "",
    ...sections.flat(),
    verdict(report),
  ].join("\n");
}

/** A comparison for a pull request or an issue. */
export function diffMarkdown(report: CatalogDiffReport): string {
  return [
    `From ${plain(catalogLine(report.from))}<br>`,
    `to ${plain(catalogLine(report.to))}`,
    "",
    ...table(
      "Affected actions",
      ["Action", "Source", "Request", "Before", "After"],
      report.affected.map(({ name, source, method, url, before, after }) => [
        plain(name),
        code(source),
        code(`${method} ${url}`),
        plain(whole(before)),
        plain(whole(after)),
      ]),
    ),
    ...table(
      "Changed operations",
      ["Operation", "Change"],
      report.changed.map((change) => [code(change.operation), changes(change).map(plain).join("<br>")]),
    ),
    ...table("Added operations", ["Operation", "Requires"], report.added.map(row)),
    ...table("Removed operations", ["Operation", "Required"], report.removed.map(row)),
    ...table(
      "Permissions",
      ["Permission", ""],
      [
        ...report.permissions.added.map((name) => [code(name), "new"]),
        ...report.permissions.removed.map((name) => [code(name), "gone"]),
      ],
    ),
    verdict(report),
  ].join("\n");
}

function section<T>(title: string, items: readonly T[], lines: (item: T) => string[]): string[] {
  if (items.length === 0) return [];
  return [`${title} (${items.length})`, ...items.flatMap(lines).map((line) => `  ${printable(line)}`), ""];
}

function table(title: string, columns: string[], rows: readonly string[][]): string[] {
  return rows.length === 0 ? [] : [`### ${title} (${rows.length})`, "", markdownTable(columns, rows), ""];
}

const row = (operation: OperationSummary) => [code(operation.operation), plain(requires(operation))];

/** What changed about an operation, a line each. */
function changes({ before, after, permissions, flags, scopes }: Changed): string[] {
  const names = Object.entries({ permissions, flags, scopes })
    .map(([what, { added, removed }]) => ({
      what,
      names: [...added.map((name) => `+ ${name}`), ...removed.map((name) => `- ${name}`)],
    }))
    .filter(({ names }) => names.length > 0)
    .map(({ what, names }) => `${what}: ${names.join("  ")}`);
  const mode =
    before.requires.mode === after.requires.mode
      ? []
      : [`requires: ${requires(before)} -> ${requires(after)}`];
  return [...mode, ...names];
}

/** An operation, what it requires, and its flags. */
export const whole = (operation: OperationSummary | null) =>
  operation
    ? [`${operation.operation}: ${requires(operation)}`, ...operation.flags].join(", ")
    : "no operation of the catalogue";

function requires({ requires: { mode, permissions } }: OperationSummary): string {
  if (mode === "unknown") return "requirement unknown";
  if (permissions.length === 0) return "no permission";
  return permissions.length === 1 ? permissions.join() : `${mode} of ${permissions.join(", ")}`;
}

/** A catalogue in a line. */
export const catalogLine = ({ file, operations, kept, ...of }: CatalogSummary) =>
  printable(
    `${file}: ${originLine(of)}, ${count(operations, "operation")}${kept ? `; what they require: ${originLine(kept)}` : ""}`,
  );

/** Where a catalogue, or a part of one, is from. */
export const originLine = ({ source, version, date }: Origin) =>
  `${source} ${version}${date && ` (${date})`}`;

function verdict({ added, removed, changed, checked, affected }: CatalogDiffReport): string {
  const total = added.length + removed.length + changed.length;
  const found =
    total === 0
      ? "No differences."
      : `${added.length} added, ${removed.length} removed, ${changed.length} changed.`;
  return checked === null ? found : `${found} ${affected.length} of ${count(checked, "action")} affected.`;
}
