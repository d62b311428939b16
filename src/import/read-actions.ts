import { basename, extname } from "node:path";
import type { Call } from "../core/call";
import { checkDeclaration } from "../core/contract/action-checks";
import { shown } from "../core/contract/json";
import { ScopelockError } from "../core/errors";
import { looksExported, readExportedAction } from "../core/import/exported-action";
import type { ImportedAction } from "../core/import/imported-action";
import { readRequestTable } from "../core/import/request-table";
import { readTerraformAction, terraformActions } from "../core/import/terraform-action";
import type { Problem } from "../core/problem";
import { decode } from "./decode";
import { findFiles } from "./files";
import { isModule, readModule } from "./module";
import { parseJson, readBytes } from "./read-json";

/** An action or a bare request, and the file that it was read from. */
export type SourcedCall = (ImportedAction | Call) & { readonly source: string };

/** What was read. */
export interface ReadActions {
  /** In the order of the files, those that are named first; files of a directory by name. */
  readonly calls: readonly SourcedCall[];
  /** Files, or parts of them, that could not be used, each with the reason. */
  readonly unusable: readonly ScopelockError[];
  /** Files of a directory that were left alone because they are something else, each with the reason. */
  readonly skipped: readonly { readonly source: string; readonly reason: string }[];
}

/**
 * Reads data actions from files and from directories with all below them: exports (`*.json`, one or several in a file),
 * Terraform's JSON syntax (`*.tf.json`), and tables of requests (`*.tsv`); where a module is named itself
 * (`*.ts`, `*.js`, ...), the actions it exports, for which it is run. A file counts once, whatever it is reached by.
 * Never throws for what cannot be used.
 */
export async function readActions(paths: readonly string[]): Promise<ReadActions> {
  const found = paths.map((path) => ({ path, ...findFiles(path) }));
  const read = new Map<string, ReadActions>();
  // Those that are named first: a module is run for its name only, though it may be below a directory too.
  for (const { files, named } of [...found].sort((a, b) => Number(b.named) - Number(a.named)))
    for (const { path, real } of files) if (!read.has(real)) read.set(real, await readFile(path, named));
  const unusable = found.flatMap(({ path, files, unusable }) => {
    const all = files.map(({ real }) => read.get(real) as ReadActions);
    const said = unusable.length > 0 || all.some((each) => each.calls.length + each.unusable.length > 0);
    return said ? unusable : [nothingFound(path)];
  });
  const all = [...read.values()];
  return {
    calls: all.flatMap(({ calls }) => calls),
    unusable: [...all.flatMap(({ unusable }) => unusable), ...unusable],
    skipped: all.flatMap(({ skipped }) => skipped),
  };
}

/** Reads one file, whatever is in it. */
async function readFile(file: string, named: boolean): Promise<ReadActions> {
  const skipped = (reason: string) => ({ calls: [], unusable: [], skipped: [{ source: file, reason }] });
  try {
    if (isModule(file))
      return named
        ? { ...(await readModule(file)), skipped: [] }
        : skipped("it is run only when it is named itself");
    if (extname(file).toLowerCase() === ".tsv") {
      const { calls, unusable } = readRequestTable(decode(readBytes(file)), file);
      return {
        calls: calls.map((call) => ({ ...call, problems: requestProblems(call) })),
        unusable,
        skipped: [],
      };
    }
    const found = readJson(file, named || file.endsWith(".custom.json"));
    if (found === undefined) return skipped("it is JSON, and no data action");
    const { actions, unusable } = found;
    return { calls: actions.map((action) => checked(action, file)), unusable, skipped: [] };
  } catch (error) {
    return { calls: [], unusable: [refusalOf(error, file)], skipped: [] };
  }
}

function nothingFound(path: string): ScopelockError {
  return new ScopelockError({
    id: "import/nothing-found",
    what: "No data action was found.",
    where: path,
    fix: "Name exports (*.custom.json), Terraform JSON (*.tf.json), a table of requests (*.tsv), or a directory of these. A module is run only when it is named itself.",
  });
}

/** An action with all that is wrong with it, but for its URL: that is derivation's to judge. */
function checked(action: ImportedAction, source: string): SourcedCall {
  // What calls another service follows other rules.
  if (action.problems.some(({ id }) => id === "operation/elsewhere")) return { ...action, source };
  const found = checkDeclaration(action).filter(({ id }) => id !== "action/url");
  return { ...action, source, problems: [...action.problems, ...found] };
}

/** What is wrong with a bare request, whatever its contracts may be. */
function requestProblems({ name, request }: Call): readonly Problem[] {
  return checkDeclaration({ name, request }).filter(({ id }) => id.startsWith("template/"));
}

/** Reads the one data action of an export. @throws {@link ScopelockError} when it cannot, or holds several. */
export function readExportFile(file: string): ImportedAction {
  let found: JsonActions | undefined;
  try {
    found = readJson(file, true);
  } catch (error) {
    throw refusalOf(error, file);
  }
  const [first, second] = [...(found?.actions ?? []), ...(found?.unusable ?? [])];
  if (second || !first)
    throw new ScopelockError({
      id: "import/not-one-action",
      what: `The file holds ${first ? "several data actions" : "no data action"}.`,
      where: file,
      fix: "Give one file for each data action.",
    });
  if (ScopelockError.is(first)) throw first;
  return first;
}

/** What a JSON file holds. */
interface JsonActions {
  readonly actions: readonly ImportedAction[];
  /** Entries that are no action. */
  readonly unusable: readonly ScopelockError[];
}

/** The actions of a JSON file; `undefined` when it is something else, and need not hold any. */
function readJson(file: string, must: boolean): JsonActions | undefined {
  const value = parseJson(readBytes(file), file);
  const name = basename(file).replace(/\.(custom|tf)?\.?json$/i, "");
  const terraform = terraformActions(value);
  if (terraform.length > 0)
    return each(
      terraform.map(([resource, attributes]) => ({
        where: `${file}: genesyscloud_integration_action "${resource}"`,
        read: () => readTerraformAction(attributes, resource),
      })),
    );
  const entities = (value as { entities?: unknown } | null)?.entities;
  const several = Array.isArray(value) ? value : Array.isArray(entities) ? entities : undefined;
  if (several && (several.some(looksExported) || (must && several.length > 0)))
    return each(
      several.map((entry, at) => ({
        where: `${file}: entry ${at + 1}${named(entry)}`,
        read: () => readExportedAction(entry, `${name} ${at + 1}`),
      })),
    );
  return must || looksExported(value)
    ? { actions: [readExportedAction(value, name)], unusable: [] }
    : undefined;
}

/** Reads one entry after the other; one that cannot be read spoils no other. */
function each(entries: readonly { where: string; read: () => ImportedAction }[]): JsonActions {
  const actions: ImportedAction[] = [];
  const unusable: ScopelockError[] = [];
  for (const { where, read } of entries)
    try {
      actions.push(read());
    } catch (error) {
      unusable.push(refusalOf(error, where));
    }
  return { actions, unusable };
}

function named(entry: unknown): string {
  const { name } = (entry ?? {}) as { name?: unknown };
  return typeof name === "string" ? ` ${shown(name)}` : "";
}

/** What a file, or a part of it, is refused for, with its name. Anything else that is thrown is a defect of ours. */
function refusalOf(error: unknown, where: string): ScopelockError {
  if (!ScopelockError.is(error)) throw error;
  return error.where ? error : new ScopelockError({ ...error, where }, ...error.others);
}
