import { createHash } from "node:crypto";
import { existsSync, realpathSync, statSync } from "node:fs";
import {
  type CatalogReading,
  catalogFromOpenApi,
  keepRequirements,
  renderCatalog,
  withoutRequirements,
} from "../core/catalog";
import { type Diagnostic, isDate, ScopelockError } from "../core/diagnostic";
import { parseJson, readBytes, writeWhole } from "../files";
import { catalogData } from "./load-catalog";
import { count } from "./output";
import { printable, problemCounts, problemText } from "./problem-text";

/** What the command takes. */
export interface RefreshOptions {
  readonly output: string;
  readonly date?: string;
  /** The catalogue that is kept of what the source does not tell. */
  readonly catalog: string;
}

/** `scopelock catalog refresh`: says what it does on standard error. */
export async function refreshCatalog(
  source: string,
  { output, date, catalog: older }: RefreshOptions,
): Promise<void> {
  if (date !== undefined && !isDate(date))
    throw new ScopelockError({
      id: "catalog/source-date",
      what: `"${date}" is not a date.`,
      where: "--date",
      why: "The age of a catalogue is counted from it.",
      fix: "Give the day that the source is of, for example 2026-08-15.",
    });
  if (sameFile(source, output))
    throw new ScopelockError({
      id: "catalog/output",
      what: "The catalogue would be written over the document that it is made of.",
      where: output,
      fix: "Give another file to --output.",
    });

  const reading = await read(source, date);
  const { catalog, problems: found } = reading.tellsRequirements ? reading : kept(reading, older);
  const problems = date === undefined ? [...found, UNDATED] : found;
  process.stderr.write(problemText(problems));

  const { operations } = catalog;
  const ofModes = (...modes: string[]) => operations.filter(([, , mode]) => modes.includes(mode)).length;
  const unknown = ofModes("unknown");
  console.error(
    `${printable(`${catalog.source} ${catalog.version}`)}: ${many(operations.length)} operations, ` +
      `${many(ofModes("any", "all"))} with permissions, ` +
      `${unknown === 0 ? "" : `${many(unknown)} of unknown requirement, `}` +
      `${many(operations.filter(({ length }) => length > 6).length)} with OAuth scopes; ` +
      `${problemCounts(problems) || "no problems"}`,
  );
  writeWhole(output, renderCatalog(catalog));
  console.error(`wrote ${output}; what is new: scopelock catalog diff ${older} ${output}`);
  if (problems.some(({ severity }) => severity === "error")) process.exitCode = 2;
}

/** Apart from the rest, so that the bytes of a large document are gone before the catalogue is made. */
async function read(source: string, date: string | undefined): Promise<CatalogReading> {
  if (statSync(source, { throwIfNoEntry: false })?.isDirectory()) return readPackage(source, date);
  const bytes = readBytes(source);
  // What gzip has packed begins with these.
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return readPackage(source, date, bytes);
  console.error(`reading ${source}, ${many(Math.ceil(bytes.length / 1000))} kB`);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return catalogFromOpenApi(parseJson(bytes, source), { sha256, ...(date !== undefined && { date }) });
}

async function readPackage(source: string, date?: string, archive?: Buffer): Promise<CatalogReading> {
  // Loaded here: a document needs neither an archive's reader nor a parser of JavaScript.
  const { readSdkPackage } = await import("../sdk/package.js");
  const { catalogFromSdk } = await import("../sdk/operations.js");
  const sdk = readSdkPackage(source, archive);
  console.error(`reading ${source}, ${sdk.apis.size} files of version ${printable(sdk.version)}`);
  return catalogFromSdk(sdk, date);
}

/** What the source does not tell is kept from an older catalogue, and said. */
function kept(
  { catalog, problems }: CatalogReading,
  older: string,
): Pick<CatalogReading, "catalog" | "problems"> {
  const keeping = keepRequirements(withoutRequirements(catalog), catalogData(older));
  const { source, version, date } = keeping.catalog.kept ?? catalog;
  const said: Diagnostic[] = [
    ...problems,
    {
      id: "catalog/kept",
      severity: "note",
      what: `The source does not list what operations require: permissions and scopes are kept from ${source} ${version}${date && ` (${date})`}, as the catalogue ${older} has them.`,
      fix: "Nothing; a catalogue of Genesys's OpenAPI document has all from one source.",
    },
  ];
  if (keeping.unknown.length > 0)
    said.push({
      id: "catalog/requirement-unknown",
      severity: "note",
      what: `Of ${counted(keeping.unknown)} is unknown what they require: neither the source nor the kept catalogue lists it: ${keeping.unknown.join(", ")}`,
      fix: "State the permissions of an action that calls one; it is not derived without.",
    });
  if (keeping.gone.length > 0)
    said.push({
      id: "catalog/operation-gone",
      severity: "note",
      what: `${counted(keeping.gone)} of the catalogue ${older} are gone, as the source does not have them: ${keeping.gone.join(", ")}`,
      fix: "See whether an action calls one: scopelock catalog diff <older> <newer> <your actions>.",
    });
  return { catalog: keeping.catalog, problems: said };
}

const counted = (ids: readonly string[]) => count(ids.length, "operation");

const UNDATED: Diagnostic = {
  id: "catalog/undated",
  severity: "note",
  what: "The source has no date, so no command can warn when the catalogue gets old.",
  fix: "Give --date; of an npm package: npm view <package> time.",
};

const many = (number: number) => number.toLocaleString("en-US");

const sameFile = (a: string, b: string) =>
  existsSync(a) && existsSync(b) && realpathSync(a) === realpathSync(b);
