import { extname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Call } from "../core/call";
import { ScopelockError } from "../core/errors";

const TYPESCRIPT = [".ts", ".mts", ".cts"];
const MODULES = [...TYPESCRIPT, ".js", ".mjs", ".cjs"];

/** Whether a file is code, and no declaration of types. */
export function isModule(file: string): boolean {
  return MODULES.includes(extname(file)) && !/\.d\.[mc]?ts$/.test(file);
}

/**
 * Runs a module and collects the data actions that it exports, by the name of the export.
 * @throws {@link ScopelockError} `import/module` when it cannot be run, `import/no-actions` when it exports none.
 */
export async function readModule(file: string): Promise<readonly (Call & { readonly source: string })[]> {
  const exported = await run(file);
  const calls = Object.keys(exported)
    .sort()
    .flatMap((name) => [exported[name]].flat())
    .filter(isCall);
  if (calls.length === 0)
    throw new ScopelockError({
      id: "import/no-actions",
      what: "The module exports no data action.",
      where: file,
      fix: "Export what DataAction.define returns: export const lookup = DataAction.define({ ... }).",
    });
  // Exported by name and as default: the same action, once.
  return [...new Set(calls)].map((call) => ({ ...call, source: file }));
}

async function run(file: string): Promise<Record<string, unknown>> {
  const path = resolve(file);
  try {
    if (TYPESCRIPT.includes(extname(path))) {
      const { require: load } = await import("tsx/cjs/api");
      return load(path, __filename) as Record<string, unknown>;
    }
    return (await import(pathToFileURL(path).href)) as Record<string, unknown>;
  } catch (error) {
    if (ScopelockError.is(error)) throw error;
    throw new ScopelockError({
      id: "import/module",
      what: `The module cannot be run: ${(error as Error).message}`,
      where: file,
      why: "Actions that are declared in code are known only when it runs.",
      fix: "Run it with node to see more. TypeScript needs tsx: npm install --save-dev tsx.",
    });
  }
}

function isCall(value: unknown): value is Call {
  const { name, request } = (value ?? {}) as Partial<Call>;
  return typeof name === "string" && typeof request?.method === "string" && typeof request.url === "string";
}
