import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { CatalogData, StoredOperation } from "../../../src/core/catalog/data";

const MODES: Readonly<Record<string, string>> = { ANY: "any", ALL: "all", NO: "none" };

const ROWS = readFileSync(join(__dirname, "recordings/requirement-changes.tsv"), "utf8")
  .trimEnd()
  .split("\n")
  .slice(2)
  .map((row) => row.split("\t"));

/** The operations of the recording as they were before, or as they are after. */
function recorded(at: 2 | 4): readonly StoredOperation[] {
  return ROWS.map((row): StoredOperation => {
    const [method = "", path = ""] = row;
    const permissions = (row[at + 1] ?? "").split(",").filter(Boolean);
    // A mode without a list requires nothing that could be compared.
    const mode = permissions.length === 0 ? "none" : (MODES[row[at] ?? ""] ?? "");
    return [method, path, mode, permissions, [], `${method}${path}`];
  });
}

const origin = { source: "public API reference of the JavaScript SDK", sha256: "0".repeat(64) };

/** Two releases of the SDK, of 2025 and 2026: the operations whose requirement is written differently. */
export const RECORDED: { readonly before: CatalogData; readonly after: CatalogData } = {
  before: { ...origin, version: "222.0.0", date: "2025-05-24", operations: recorded(2) },
  after: { ...origin, version: "259.0.0", date: "2026-08-15", operations: recorded(4) },
};
