import { extname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { type Call, formFindings } from "../core/action";
import { cut, type Diagnostic, record, ScopelockError, shown } from "../core/diagnostic";
import { importModule } from "./import-module";
import { thrownAt } from "./thrown-at";

const TYPESCRIPT = [".ts", ".mts", ".cts"];
const MODULES = [...TYPESCRIPT, ".js", ".mjs", ".cjs"];

/** Whether a file is code, and no declaration of types. */
export function isModule(file: string): boolean {
  return MODULES.includes(extensionOf(file)) && !/\.d\.[mc]?ts$/i.test(file);
}

/** What declares an action, as code names it. */
const DECLARES = /\bDataAction\s*\.\s*(define|fromExport|fromTerraform)\b/;

/** Why a module that was found in a directory is not run; `undefined` when it is. */
export function whyNotRun(file: string, text: string, files: ReadonlySet<string>): string | undefined {
  if (/[\\/]__tests__[\\/]|\.(test|spec)\.[cm]?[jt]s$/i.test(file))
    return "it is a test; name it itself to run it";
  const source = file.replace(/\.([cm]?)js$/i, ".$1ts");
  if (source !== file && files.has(resolve(source))) return "it is compiled from the TypeScript beside it";
  if (!DECLARES.test(text)) return "it declares no data action; name it itself to run it";
  return undefined;
}

const extensionOf = (file: string) => extname(file).toLowerCase();

/** What a module exports. */
export interface ModuleActions {
  readonly calls: readonly (Call & { readonly source: string })[];
  /** Exports that look like data actions, and are none. */
  readonly unusable: readonly ScopelockError[];
}

/**
 * Runs a module and collects the data actions that it exports, by the name of the export.
 * @throws {@link ScopelockError} `import/module` when it cannot be run, `import/no-actions` when it exports none, and
 * what it throws itself.
 */
export async function readModule(file: string): Promise<ModuleActions> {
  const exported = await run(file);
  const found = Object.keys(exported ?? {})
    .sort()
    .flatMap((name) => [exported[name]].flat().map((value) => ({ name, value })))
    .filter(({ value }) => looksLikeAction(value));
  // Exported by name and as default: the same action, once.
  const distinct = [...new Map(found.map((each) => [each.value, each])).values()];
  if (distinct.length === 0)
    throw new ScopelockError({
      id: "import/no-actions",
      what: "The module exports no data action.",
      where: file,
      fix: "Export what DataAction.define returns: export const lookup = DataAction.define({ ... }).",
    });
  const calls: (Call & { source: string })[] = [];
  const unusable: ScopelockError[] = [];
  for (const { name, value } of distinct) {
    const wrong = whatIsWrong(value as object);
    if (wrong === undefined) calls.push({ ...(value as Call), source: file });
    else
      unusable.push(
        new ScopelockError({
          id: "import/not-an-action",
          what: `It is not what DataAction.define returns: ${wrong}`,
          where: `${file}: export ${name}`,
          fix: "Export what DataAction.define returns.",
        }),
      );
  }
  return { calls, unusable };
}

async function run(file: string): Promise<Record<string, unknown>> {
  const path = resolve(file);
  const typescript = TYPESCRIPT.includes(extensionOf(path)) ? await tsx() : undefined;
  // A module that ends the process, or waits for what never comes, would end the command in silence.
  const ended = () => {
    console.error(
      new ScopelockError({
        id: "import/module",
        what: "The module ended the process, or waits for something that never comes.",
        where: file,
        why: "Actions that are declared in code are known only when it has run.",
        fix: "Have it do nothing but declare and export.",
      }).message,
    );
    process.exitCode = 1;
  };
  process.once("exit", ended);
  try {
    if (typescript) return typescript.require(path, __filename) as Record<string, unknown>;
    return await importModule(pathToFileURL(path).href);
  } catch (error) {
    throw await refusalOf(error, file);
  } finally {
    process.off("exit", ended);
  }
}

async function tsx(): Promise<typeof import("tsx/cjs/api")> {
  try {
    return await import("tsx/cjs/api");
  } catch {
    // Node's own message names a path of this machine.
    throw new ScopelockError({
      id: "import/module",
      what: "TypeScript needs tsx, which is not installed.",
      why: "Actions that are declared in code are known only when it runs.",
      fix: "Install it: npm install --save-dev tsx.",
    });
  }
}

/** What a module throws; of anything else than a refusal no more than its first line: the rest may be anything. */
async function refusalOf(error: unknown, file: string): Promise<ScopelockError> {
  const place = await thrownAt(error, file);
  const where = place ? `${place.file}:${place.line}` : file;
  if (ScopelockError.is(error))
    return new ScopelockError(
      {
        ...error,
        where,
        ...(error.where !== undefined && { what: `Of ${error.where}: ${error.what}` }),
      },
      ...error.others,
    );
  const { name, message } = record(error);
  const text = (typeof message === "string" ? message : shown(error)).trim();
  // What esbuild says is behind a heading and the place.
  const [, compiler] = /^.+?:\d+:\d+: ERROR: (.+)$/m.exec(text) ?? [];
  const [line = ""] = (compiler ?? text).split("\n", 1);
  // "Error" alone names nothing.
  const kind =
    typeof name === "string" && !/^(TransformError|Error)$/.test(name) && compiler === undefined
      ? `${name}: `
      : "";
  return new ScopelockError({
    id: "import/module",
    what: `The module cannot be run. ${sentence(`${kind}${cut(line, 200)}`)}`,
    where,
    why: "Actions that are declared in code are known only when it runs.",
    fix: place ? "Correct that line." : `Run it alone to see more: npx tsx ${file}.`,
  });
}

function sentence(text: string): string {
  return /[.?!]$/.test(text) ? text : `${text}.`;
}

function looksLikeAction(value: unknown): boolean {
  const { name, request } = record(value);
  const { method, url } = record(request);
  return typeof name === "string" && typeof method === "string" && typeof url === "string";
}

/** The first thing about an export that derivation could not use; `undefined` when there is none. */
function whatIsWrong(action: object): string | undefined {
  const { problems } = action as { problems?: unknown };
  if (problems !== undefined && !(Array.isArray(problems) && problems.every(isProblem)))
    return '"problems" is not a list of problems.';
  return formFindings({ ...action })[0]?.what;
}

function isProblem(value: unknown): value is Diagnostic {
  const { id, severity, what, fix } = record(value);
  return [id, severity, what, fix].every((each) => typeof each === "string");
}
