import { createHash } from "node:crypto";
import {
  type CatalogData,
  namesIn,
  type Origin,
  renderCatalog,
  type StoredOperation,
} from "../src/core/catalog/data";
import { keepRequirements, withoutRequirements } from "../src/core/catalog/keep";
import { byPath, shapeOf } from "../src/core/catalog/operation";
import { operationFaults } from "../src/core/catalog/validate";

/** What the table's modes are called in the catalogue. */
const MODES: Readonly<Record<string, string>> = { ANY: "any", ALL: "all", NO: "none" };

/** The first column of the SDK's table: what only the SDK has, what it has otherwise, and what it has not. */
const CHANGES = { added: "+", changed: "~", gone: "-" } as const;

/**
 * The catalogue's JSON: what the reference's table says operations require, and which operations there are by now, as
 * the SDK's table has it. Source, version and date come from each table's first line.
 * @throws Error that names every row that is wrong.
 */
export function generateCatalog(table: Buffer, sdkTable: Buffer): string {
  const reference = catalogOf(table);
  return renderCatalog(keepRequirements(sdkCatalog(sdkTable, reference), reference).catalog);
}

/** The catalogue that the reference's table makes by itself; the hash is of its bytes. */
export function catalogOf(table: Buffer): CatalogData {
  const { header, rows } = linesOf(table);
  const operations = rows.map(readRow);
  const seen = new Map<string, string>();
  refuse(
    "the table",
    operations.flatMap((operation, at) => faultsOf(operation, at, seen)),
  );
  return { ...originIn(header), sha256: createHash("sha256").update(table).digest("hex"), operations };
}

/** The SDK's table: what the SDK has otherwise than the reference. Its first line holds the hash of the SDK's files. */
export function renderSdkTable(sdk: CatalogData, reference: CatalogData): string {
  const known = byShape(withoutRequirements(reference));
  const listed = byShape(sdk);
  const changeOf = (operation: StoredOperation) => {
    const before = known.get(shape(operation));
    if (!before) return CHANGES.added;
    return JSON.stringify(before) === JSON.stringify(operation) ? undefined : CHANGES.changed;
  };
  const gone = reference.operations.filter((operation) => !listed.has(shape(operation)));
  const rows = [
    ...sdk.operations.map((operation) => ({ change: changeOf(operation), operation })),
    ...gone.map((operation) => ({ change: CHANGES.gone, operation })),
  ].filter(({ change }) => change !== undefined);
  const { source, version, date, sha256 } = sdk;
  const lines = [
    `# Genesys Cloud Platform API: what the SDK has otherwise than genesys-operations.tsv. Source: ${source} ${version} (${date}), sha256 of its API files ${sha256}. It does not tell what operations require. change: + = not in that table; ~ = other flags or names, these; - = gone.`,
    "change\tmethod\tpath\tflags\toperation",
    ...rows.map(({ change, operation: [method, path, , , flags, operationId] }) =>
      [change, method, path, flags.join(","), operationId].join("\t"),
    ),
  ];
  return `${lines.join("\n")}\n`;
}

/** The operations of the SDK, put together again: the reference's, with what the SDK has otherwise. */
function sdkCatalog(table: Buffer, reference: CatalogData): CatalogData {
  const { header, rows } = linesOf(table);
  const [, sha256] = /sha256 of its API files ([0-9a-f]{64})/.exec(header) ?? [];
  if (sha256 === undefined)
    throw new Error("the first line of the SDK's table does not hold the hash of its files");
  const operations = byShape(withoutRequirements(reference));
  const wrong = rows.flatMap((row, at) => {
    const [change = "", method = "", path = "", flags = "", operationId = ""] = row.split("\t");
    const stored: StoredOperation = [method, path, "unknown", [], namesIn(flags), operationId];
    const isThere = operations.has(shape(stored));
    if (change === CHANGES.gone) operations.delete(shape(stored));
    else operations.set(shape(stored), stored);
    return [
      ...(Object.values<string>(CHANGES).includes(change)
        ? []
        : [`line ${at + 3}: "${change}" is no change`]),
      ...(isThere === (change === CHANGES.added)
        ? [`line ${at + 3}: ${method} ${path} is ${isThere ? "there already" : "not there"}`]
        : []),
      ...faultsOf(stored, at, new Map()),
    ];
  });
  refuse("the SDK's table", wrong);
  const sorted = [...operations.values()].sort(([method, path], [otherMethod, otherPath]) =>
    byPath({ method, path }, { method: otherMethod, path: otherPath }),
  );
  return { ...originIn(header), sha256, operations: sorted };
}

function linesOf(table: Buffer): { header: string; rows: readonly string[] } {
  const [header = "", , ...rows] = table.toString("utf8").trimEnd().split("\n");
  return { header, rows };
}

function originIn(header: string): Omit<Origin, "sha256"> {
  const { source, version, date } =
    /Source: (?<source>.*?) (?<version>\d+\.\d+\.\d+) \((?<date>\d{4}-\d\d-\d\d)\)/.exec(header)?.groups ??
    {};
  if (source === undefined || version === undefined || date === undefined)
    throw new Error("the first line does not name its source, version and date");
  return { source, version, date };
}

function readRow(row: string): StoredOperation {
  const [method = "", path = "", mode = "", permissions = "", flags = "", operationId = ""] = row.split("\t");
  const names = namesIn(permissions);
  // Permissions are said to be needed and then not listed: not the same as none, and later said aloud.
  const unlisted = (mode === "ANY" || mode === "ALL") && names.length === 0;
  return [
    method,
    path,
    unlisted ? "none" : (MODES[mode] ?? mode),
    names,
    [...namesIn(flags), ...(unlisted ? ["permissions-not-listed"] : [])],
    operationId,
  ];
}

/** Two lines are in front of the first row. */
const faultsOf = (operation: StoredOperation, at: number, seen: Map<string, string>) =>
  operationFaults(operation, seen).map(({ what }) => `line ${at + 3}: ${what}`);

function refuse(table: string, wrong: readonly string[]): void {
  if (wrong.length > 0) throw new Error(`${table} is wrong:\n  ${wrong.join("\n  ")}`);
}

const shape = ([method, path]: StoredOperation) => shapeOf(method, path);
const byShape = ({ operations }: CatalogData) =>
  new Map(operations.map((operation) => [shape(operation), operation]));
