import { createHash } from "node:crypto";
import { namesIn, renderCatalog, type StoredOperation } from "../src/core/catalog/data";
import { operationFaults } from "../src/core/catalog/validate";

/** What the table's modes are called in the catalogue. */
const MODES: Readonly<Record<string, string>> = { ANY: "any", ALL: "all", NO: "none" };

/**
 * The catalogue's JSON. Source, version and date come from the table's first line, the hash from its bytes.
 * @throws Error that names every row that is wrong.
 */
export function generateCatalog(table: Buffer): string {
  const [header = "", , ...rows] = table.toString("utf8").trimEnd().split("\n");
  const { source, version, date } =
    /Source: (?<source>.*?) (?<version>\d+\.\d+\.\d+) \((?<date>\d{4}-\d\d-\d\d)\)/.exec(header)?.groups ??
    {};
  if (source === undefined || version === undefined || date === undefined)
    throw new Error("the first line does not name its source, version and date");
  const operations = rows.map(readRow);
  const seen = new Map<string, string>();
  const wrong = operations.flatMap((operation, at) =>
    operationFaults(operation, seen).map(({ what }) => `line ${at + 3}: ${what}`),
  );
  if (wrong.length > 0) throw new Error(`the table is wrong:\n  ${wrong.join("\n  ")}`);
  const sha256 = createHash("sha256").update(table).digest("hex");
  return renderCatalog({ source, version, date, sha256, operations });
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
