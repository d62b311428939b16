import { createHash } from "node:crypto";
import { existsSync, realpathSync } from "node:fs";
import { renderCatalog } from "../core/catalog/data";
import { catalogFromOpenApi } from "../core/catalog/openapi";
import { isDate } from "../core/catalog/validate";
import { ScopelockError } from "../core/errors";
import { parseJson, readBytes } from "../import/read-json";
import { printable, problemCounts, problemText } from "./problem-text";
import { writeWhole } from "./write-file";

/** `scopelock catalog refresh`: says what it does on standard error. */
export function refreshCatalog(document: string, { output, date }: { output: string; date?: string }): void {
  if (date !== undefined && !isDate(date))
    throw new ScopelockError({
      id: "catalog/date",
      what: `"${date}" is not a date.`,
      where: "--date",
      fix: "Give the day that the document is of, for example 2026-08-15.",
    });
  if (sameFile(document, output))
    throw new ScopelockError({
      id: "catalog/output",
      what: "The catalogue would be written over the document that it is made of.",
      where: output,
      fix: "Give another file to --output.",
    });

  const { json, sha256 } = read(document);
  const { catalog, problems } = catalogFromOpenApi(json, { sha256, ...(date !== undefined && { date }) });
  process.stderr.write(problemText(problems));

  const count = (operations: readonly unknown[]) => operations.length.toLocaleString("en-US");
  const { operations } = catalog;
  console.error(
    `${printable(`${catalog.source} ${catalog.version}`)}: ${count(operations)} operations, ` +
      `${count(operations.filter(([, , mode]) => mode !== "none"))} with permissions, ` +
      `${count(operations.filter(({ length }) => length > 6))} with OAuth scopes; ` +
      `${problemCounts(problems) || "no problems"}`,
  );
  writeWhole(output, renderCatalog(catalog));
  console.error(`wrote ${output}; what is new: scopelock catalog diff embedded ${output}`);
  if (problems.some(({ severity }) => severity === "error")) process.exitCode = 2;
}

/** Apart from the rest, so that the bytes of a large document are gone before the catalogue is made. */
function read(document: string): { json: unknown; sha256: string } {
  const bytes = readBytes(document);
  console.error(`reading ${document}, ${Math.ceil(bytes.length / 1000).toLocaleString("en-US")} kB`);
  return { json: parseJson(bytes, document), sha256: createHash("sha256").update(bytes).digest("hex") };
}

const sameFile = (a: string, b: string) =>
  existsSync(a) && existsSync(b) && realpathSync(a) === realpathSync(b);
