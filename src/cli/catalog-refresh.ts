import { existsSync, realpathSync } from "node:fs";
import { type CatalogReading, keepRequirements, renderCatalog, withoutRequirements } from "../core/catalog";
import { count, type Diagnostic, grouped, printable, ScopelockError } from "../core/diagnostic";
import { writeWhole } from "../files";
import { readSource } from "./catalog-source";
import { catalogData } from "./load-catalog";
import { problemCounts, problemText } from "./problem-text";

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
  if (sameFile(source, output))
    throw new ScopelockError({
      id: "catalog/output",
      what: "The catalogue would be written over the document that it is made of.",
      where: output,
      why: "A later refresh needs the document.",
      fix: "Give another file to --output.",
    });

  const reading = await readSource(source, date);
  const { catalog, problems: found } = reading.tellsRequirements ? reading : kept(reading, older);
  const problems = date === undefined ? [...found, UNDATED] : found;
  process.stderr.write(problemText(problems));

  const { operations } = catalog;
  const ofModes = (...modes: string[]) => operations.filter(([, , mode]) => modes.includes(mode)).length;
  const unknown = ofModes("unknown");
  console.error(
    `${printable(`${catalog.source} ${catalog.version}`)}: ${count(operations.length, "operation")}, ` +
      `${grouped(ofModes("any", "all"))} with permissions, ` +
      `${unknown === 0 ? "" : `${grouped(unknown)} of unknown requirement, `}` +
      `${grouped(operations.filter(({ length }) => length > 6).length)} with OAuth scopes; ` +
      `${problemCounts(problems) || "no problems"}`,
  );
  writeWhole(output, renderCatalog(catalog));
  console.error(`wrote ${output}; what is new: scopelock catalog diff ${older} ${output}`);
  if (problems.some(({ severity }) => severity === "error")) process.exitCode = 2;
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

const sameFile = (a: string, b: string) =>
  existsSync(a) && existsSync(b) && realpathSync(a) === realpathSync(b);
