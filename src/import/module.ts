import { extname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { type Call, formFindings } from "../core/action";
import { cut, type Diagnostic, record, ScopelockError, shown } from "../core/diagnostic";
import { importModule } from "./import-module";

const TYPESCRIPT = [".ts", ".mts", ".cts"];
const MODULES = [...TYPESCRIPT, ".js", ".mjs", ".cjs"];

/** Whether a file is code, and no declaration of types. */
export function isModule(file: string): boolean {
  return MODULES.includes(extensionOf(file)) && !/\.d\.[mc]?ts$/i.test(file);
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
    if (TYPESCRIPT.includes(extensionOf(path))) {
      return (await tsx()).require(path, __filename) as Record<string, unknown>;
    }
    return await importModule(pathToFileURL(path).href);
  } catch (error) {
    throw refusalOf(error, file);
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
function refusalOf(error: unknown, file: string): ScopelockError {
  if (ScopelockError.is(error))
    return new ScopelockError({
      ...error,
      where: file,
      ...(error.where !== undefined && { what: `Of ${error.where}: ${error.what}` }),
    });
  const { name, message } = record(error);
  const [line = ""] = (typeof message === "string" ? message : shown(error)).trim().split("\n", 1);
  return new ScopelockError({
    id: "import/module",
    what: `The module cannot be run. ${typeof name === "string" ? `${name}: ` : ""}${cut(line, 200)}`,
    where: file,
    why: "Actions that are declared in code are known only when it runs.",
    fix: "Run it with node to see more.",
  });
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
    return '"problems" is no list of problems.';
  return formFindings({ ...action })[0]?.what;
}

function isProblem(value: unknown): value is Diagnostic {
  const { id, severity, what, fix } = record(value);
  return [id, severity, what, fix].every((each) => typeof each === "string");
}
