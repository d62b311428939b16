import { basename, dirname, extname, resolve } from "node:path";
import {
  type Call,
  checkDeclaration,
  checkKnown,
  DEEPEST,
  type Elsewhere,
  type ImportedAction,
  isIncomplete,
  knownText,
  looksConfigured,
  looksExported,
  readConfiguration,
  readExportedAction,
  readRequestTable,
  readResource,
  readValues,
  refuseDepth,
  writtenByTerraform,
} from "../core/action";
import { count, type Diagnostic, enumeration, isObject, ScopelockError, shown } from "../core/diagnostic";
import { urlText } from "../core/request";
import { decode, isStandardInput, parseJson, readBytes, shownPath } from "../files";
import { findFiles } from "./files";
import { isModule, readModule, whyNotRun } from "./module";
import type { Configurations, TerraformActions } from "./read-terraform";
import { isConfiguration, isHcl } from "./terraform-names";

/** An action or a bare request, and the file that it was read from. */
export type SourcedCall = (ImportedAction | Call) & { readonly source: string };

/** What was read. */
export interface ReadActions {
  /** In the order of the files, those that are named first; files of a directory by name. */
  readonly calls: readonly SourcedCall[];
  /** Files, or parts of them, that could not be used, each with the reason. */
  readonly unusable: readonly ScopelockError[];
  /** What was left alone, each with the reason. */
  readonly skipped: readonly LeftAlone[];
}

/** A file of a directory that is something else, or is not read; or what a file tells of elsewhere. */
export interface LeftAlone {
  readonly source: string;
  readonly reason: string;
  /** Whether it was read, and found to be something else. Otherwise it may hold actions. */
  readonly read: boolean;
}

/**
 * Reads data actions from files and from directories with all below them: exports (`*.json`, one or several in a file),
 * Terraform's configurations (`*.tf`, `*.tf.json`), plans and states, tables of requests (`*.tsv`), and modules (`*.ts`,
 * `*.js`, ...), which are run for the actions that they export: one that is named itself, and one of a directory that
 * calls `DataAction.define` or the like. `-` is standard input, in any of these forms but a module's. A file counts once, whatever it is
 * reached by. Never throws for what cannot be used.
 */
export async function readActions(paths: readonly string[]): Promise<ReadActions> {
  const found = paths.map((path) => ({ path, ...findFiles(path) }));
  const reader = new FileReader(found.flatMap(({ files }) => files.map(({ path }) => path)));
  const read = new Map<string, ReadActions>();
  // Those that are named first: a module is run for its name only, though it may be below a directory too.
  for (const { files, named } of [...found].sort((a, b) => Number(b.named) - Number(a.named)))
    for (const { path, real } of files) if (!read.has(real)) read.set(real, await reader.read(path, named));
  const unusable = found.flatMap(({ path, files, unusable }) => {
    const all = files.map(({ real }) => read.get(real) as ReadActions);
    const said = unusable.length > 0 || all.some((each) => each.calls.length + each.unusable.length > 0);
    return said ? unusable : [nothingFound(path)];
  });
  const all = [...read.values()];
  return {
    calls: all.flatMap(({ calls }) => calls),
    unusable: [...all.flatMap(({ unusable }) => unusable), ...unusable],
    skipped: [
      ...all.flatMap(({ skipped }) => skipped),
      ...found.flatMap(({ path, others }) => (others.length > 0 ? [ofOtherKinds(path, others)] : [])),
    ],
  };
}

/** Reads files, each whatever is in it. */
class FileReader {
  private configurations: Configurations | undefined;
  /** Directories that hold a configuration. */
  private readonly configured: ReadonlySet<string>;
  private readonly directories: ReadonlySet<string>;
  private readonly files: ReadonlySet<string>;

  constructor(files: readonly string[]) {
    this.files = new Set(files.map((file) => resolve(file)));
    this.configured = new Set(files.filter(isConfiguration).map((file) => dirname(resolve(file))));
    this.directories = new Set(files.map((file) => dirname(resolve(file))));
  }

  async read(file: string, named: boolean): Promise<ReadActions> {
    try {
      return await this.actions(file, named);
    } catch (error) {
      return { ...NOTHING, unusable: [refusalOf(error, file)] };
    }
  }

  private async actions(file: string, named: boolean): Promise<ReadActions> {
    if (isModule(file)) {
      const reason = named ? undefined : whyNotRun(file, decode(readBytes(file)), this.files);
      if (reason !== undefined) return leftAlone(file, reason, false);
      return { ...(await readModule(file)), skipped: [] };
    }
    const bytes = isHcl(file) ? undefined : readBytes(file);
    if (bytes && isTable(file, bytes)) {
      const { calls, unusable } = readRequestTable(decode(bytes), shownPath(file));
      return {
        calls: calls.map((call) => ({ ...call, problems: requestProblems(call) })),
        unusable,
        skipped: [],
      };
    }
    if (!bytes) return this.configuration(file, await (await terraform()).parseTerraform(file));
    if (isUnnamed(file) && looksLikeHcl(decode(bytes)))
      return this.configuration(file, await (await terraform()).parseHcl(decode(bytes), shownPath(file)));
    const value = parseJson(bytes, file);
    const written = writtenByTerraform(value);
    if (written !== undefined) {
      if (!named && this.configured.has(dirname(resolve(file))))
        return leftAlone(
          file,
          `it is a ${written} of Terraform's, and the configuration beside it is read; name it itself to read it`,
          false,
        );
      refuseDepth(DEEPEST_FILE, [value]);
      const { readEvaluated } = await terraform();
      const found = this.terraform(file, readEvaluated(file, readValues(value)));
      const partial = leftAlone(file, "the plan is not complete: what it leaves out is not in it", false);
      return isIncomplete(value) ? { ...found, skipped: partial.skipped } : found;
    }
    if (isConfiguration(file) || looksConfigured(value)) return this.configuration(file, value);
    const found = readJson(value, file, named || file.endsWith(".custom.json"));
    if (found === undefined) return leftAlone(file, "it is JSON, and no data action", true);
    const { actions, unusable } = found;
    return { calls: actions.map((action) => checked(action, file)), unusable, skipped: pagesOf(value, file) };
  }

  private async configuration(file: string, value: unknown): Promise<ReadActions> {
    refuseDepth(DEEPEST_FILE, [value]);
    const { Configurations } = await terraform();
    this.configurations ??= new Configurations();
    return this.terraform(file, await this.configurations.read(file, value));
  }

  private terraform(file: string, { actions, unusable, elsewhere }: TerraformActions): ReadActions {
    return {
      calls: actions.map((action) => checked(action, file)),
      unusable,
      skipped: elsewhere.flatMap((each) => this.notRead(file, each)),
    };
  }

  /** A module is read where its files are. */
  private notRead(file: string, { address, source }: Elsewhere): readonly LeftAlone[] {
    const isLocal = source !== undefined && /^\.\.?(\/|$)/.test(source);
    if (isLocal && this.directories.has(resolve(dirname(file), source))) return [];
    const reason = !address.startsWith("module")
      ? "the action is looked up, not made here, so its request is not in this file"
      : source === undefined
        ? "a module is read where its own files are"
        : isLocal
          ? `its directory ${source} is not among what is read; name it too`
          : `its source ${urlText(source.replace(/^[a-z0-9]+::/i, ""))} is not read; the output of terraform show -json for a plan has its actions`;
    return [{ source: `${file}: ${address}`, reason, read: false }];
  }
}

/** A pipe has no name that says what it holds: `-`, `/dev/fd/63`. */
const isUnnamed = (file: string) => isStandardInput(file) || extname(file) === "";

const isTable = (file: string, bytes: Buffer) =>
  extname(file).toLowerCase() === ".tsv" ||
  (isUnnamed(file) && /^\s*(method\turl|url\tmethod)\b/i.test(decode(bytes.subarray(0, 200))));

const looksLikeHcl = (text: string) =>
  /^(\s|#.*\n|\/\/.*\n)*(resource|data|module|locals|variable|terraform|provider|output)\s*["{]/.test(text);

/** Loaded when there is something of Terraform's: most exports have nothing to do with it. */
const terraform = () => import("./read-terraform.js");

/** Levels of JSON that are read of Terraform's files: those of a contract, and what is around an action. */
const DEEPEST_FILE = 2 * DEEPEST + 50;

const NOTHING: ReadActions = { calls: [], unusable: [], skipped: [] };

function leftAlone(source: string, reason: string, read: boolean): ReadActions {
  return { ...NOTHING, skipped: [{ source, reason, read }] };
}

function nothingFound(path: string): ScopelockError {
  return new ScopelockError({
    id: "import/nothing-found",
    what: "No data action was found.",
    where: path,
    why: "Permissions follow from the requests that data actions send.",
    fix: "Name exports (*.custom.json), Terraform's files (*.tf, *.tf.json, terraform show -json, *.tfstate), a table of requests (*.tsv), a module that exports actions (*.ts, *.js), or a directory of these. Of a directory, modules that call DataAction.define, DataAction.fromExport or DataAction.fromTerraform are run.",
  });
}

/** Files of a directory that nothing is looked for in. */
function ofOtherKinds(path: string, files: readonly string[]): LeftAlone {
  const kinds = [...new Set(files.map((file) => extname(file).toLowerCase() || basename(file)))].sort();
  return {
    source: path,
    reason: `${count(files.length, "file")} of other kinds in it: ${enumeration(kinds)}`,
    read: false,
  };
}

/** A page of the API's answers is not all of them. */
function pagesOf(value: unknown, file: string): readonly LeftAlone[] {
  const { entities, pageNumber, pageCount } = isObject(value) ? value : {};
  if (!Array.isArray(entities) || !(Number(pageCount) > 1)) return [];
  return [
    {
      source: file,
      reason: `it is page ${pageNumber} of ${pageCount}; the others are not in it`,
      read: false,
    },
  ];
}

/** An action with all that is wrong with it, but for its URL: that is derivation's to judge. */
function checked(action: ImportedAction, source: string): SourcedCall {
  // What calls another service follows other rules.
  if (action.problems.some(({ id }) => id === "operation/elsewhere")) return { ...action, source };
  const found = checkKnown(action).filter(({ id }) => id !== "action/url");
  return { ...action, source, problems: [...action.problems, ...found] };
}

/** What is wrong with a bare request, whatever its contracts may be. */
function requestProblems({ name, request }: Call): readonly Diagnostic[] {
  return checkDeclaration({ name, request }).filter(({ id }) => id.startsWith("template/"));
}

/**
 * Reads the one data action of an export, or of Terraform's JSON.
 * @throws {@link ScopelockError} when it cannot, or holds several.
 */
export function readExportFile(file: string): ImportedAction {
  if (isHcl(file))
    throw new ScopelockError({
      id: "import/hcl",
      what: "The file is HCL, and a declaration is made of JSON.",
      where: file,
      fix: "scopelock derive reads it as it is. To declare its actions, give the output of terraform show -json, or their attributes to DataAction.fromTerraform.",
    });
  let found: JsonActions | undefined;
  try {
    const value = parseJson(readBytes(file), file);
    found = readTerraform(value, file) ?? readJson(value, file, true);
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

/** The actions of a file of Terraform's, as they are written; `undefined` when it is something else. */
function readTerraform(value: unknown, file: string): JsonActions | undefined {
  const written = writtenByTerraform(value) !== undefined;
  if (!written && !looksConfigured(value)) return undefined;
  refuseDepth(DEEPEST_FILE, [value]);
  const { resources, integrations } = written ? readValues(value) : readConfiguration(value);
  return each(
    resources.map((resource) => ({
      where: `${file}: ${resource.address}`,
      read: () => readResource(resource, knownText(integrations.get(resource.integration ?? "")), !written),
    })),
  );
}

/** The actions of a JSON file; `undefined` when it is something else, and need not hold any. */
function readJson(value: unknown, file: string, must: boolean): JsonActions | undefined {
  const name = basename(file).replace(/\.(custom|tf)?\.?json$/i, "");
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
