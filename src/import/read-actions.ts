import { readdirSync, statSync } from "node:fs";
import { basename, extname, join } from "node:path";
import type { Call } from "../core/call";
import { checkDeclaration } from "../core/contract/action-checks";
import { ScopelockError } from "../core/errors";
import { looksExported, readExportedAction } from "../core/import/exported-action";
import type { ImportedAction } from "../core/import/imported-action";
import { readRequestTable } from "../core/import/request-table";
import { readTerraformAction, terraformActions } from "../core/import/terraform-action";
import type { Problem } from "../core/problem";
import { isModule, readModule } from "./module";
import { parseJson, readBytes, textOf } from "./read-json";

/** An action or a bare request, and the file that it was read from. */
export type SourcedCall = (ImportedAction | Call) & { readonly source: string };

/** What was read. */
export interface ReadActions {
  /** In the order of the files; files of a directory by name. */
  readonly calls: readonly SourcedCall[];
  /** Files, or lines of a table, that could not be used, each with the reason. */
  readonly unusable: readonly ScopelockError[];
  /** Files of a directory that were left alone because they are something else, each with the reason. */
  readonly skipped: readonly { readonly source: string; readonly reason: string }[];
}

/** Directories that hold what tools have written. */
const NOT_SEARCHED = new Set(["node_modules", "cdktf.out", ".git", ".scopelock", ".terraform"]);

/**
 * Reads data actions from files and from directories with all below them: exports (`*.json`, one or several in a file),
 * Terraform's JSON syntax (`*.tf.json`), and tables of requests (`*.tsv`); where a module is named itself
 * (`*.ts`, `*.js`, ...), the actions it exports, for which it is run. Never throws for a file that cannot be used.
 */
export async function readActions(paths: readonly string[]): Promise<ReadActions> {
  const calls: SourcedCall[] = [];
  const unusable: ScopelockError[] = [];
  const skipped: { source: string; reason: string }[] = [];
  const take = async (file: string, named: boolean): Promise<void> => {
    if (isModule(file)) {
      if (named) calls.push(...(await readModule(file)));
      else skipped.push({ source: file, reason: "it is run only when it is named itself" });
    } else if (extname(file) === ".tsv") {
      const table = readRequestTable(textOf(readBytes(file), file), file);
      calls.push(...table.calls.map((call) => ({ ...call, problems: requestProblems(call) })));
      unusable.push(...table.unusable);
    } else {
      const found = readJson(file, named || file.endsWith(".custom.json"));
      if (found) calls.push(...found.map((action) => checked(action, file)));
      else skipped.push({ source: file, reason: "it is JSON, and no data action" });
    }
  };
  for (const path of paths) {
    const files = filesOf(path);
    for (const file of files ?? [path])
      try {
        await take(file, files === undefined);
      } catch (error) {
        unusable.push(refusalOf(error, file));
      }
  }
  return { calls, unusable, skipped };
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
  try {
    const [action, second] = readJson(file, true) ?? [];
    if (action && !second) return action;
  } catch (error) {
    throw refusalOf(error, file);
  }
  throw new ScopelockError({
    id: "import/not-one-action",
    what: "The file holds several data actions.",
    where: file,
    fix: "Split it into one file for each.",
  });
}

/** The actions of a JSON file; `undefined` when it is something else, and need not be one. */
function readJson(file: string, must: boolean): readonly ImportedAction[] | undefined {
  const value = parseJson(readBytes(file), file);
  const name = basename(file).replace(/\.(custom|tf)?\.?json$/i, "");
  const terraform = terraformActions(value);
  if (terraform.length > 0)
    return terraform.map(([resource, attributes]) => readTerraformAction(attributes, resource));
  const entities = (value as { entities?: unknown } | null)?.entities;
  const several = Array.isArray(value) ? value : Array.isArray(entities) ? entities : undefined;
  if (several && (several.some(looksExported) || (must && several.length > 0)))
    return several.map((each, at) => readExportedAction(each, `${name} ${at + 1}`));
  return must || looksExported(value) ? [readExportedAction(value, name)] : undefined;
}

/** What a file is refused for, with its name. Anything else that is thrown is a defect of ours. */
function refusalOf(error: unknown, file: string): ScopelockError {
  if (!ScopelockError.is(error)) throw error;
  return error.where ? error : new ScopelockError({ ...error, where: file });
}

/** The files below a directory, by name; `undefined` for what is none. */
function filesOf(path: string): string[] | undefined {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ? below(path) : undefined;
}

function below(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(directory, entry.name);
      if (entry.isDirectory()) return NOT_SEARCHED.has(entry.name) ? [] : below(path);
      return /\.(json|tsv)$/i.test(entry.name) || isModule(entry.name) ? [path] : [];
    });
}
