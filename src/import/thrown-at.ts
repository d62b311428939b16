import { readFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { record, texts } from "../core/diagnostic";

/** A place in a source file. */
export interface Place {
  /** As it was named on the command line, or from the working directory. */
  readonly file: string;
  readonly line: number;
}

/**
 * Where in the user's own code something was thrown: the nearest line that is neither Node's nor a package's.
 * `undefined` when nothing tells.
 * @param file the module that was run, as it was named
 */
export async function thrownAt(error: unknown, file: string): Promise<Place | undefined> {
  const { stack, message, name } = record(error);
  const compiled = typeof message === "string" ? ofCompiler(message, file) : undefined;
  if (compiled) return compiled;
  for (const [, path = "", line] of String(stack ?? "").matchAll(FRAME)) {
    const place = placeOf(path, Number(line), file);
    if (place) return place;
  }
  return name === "SyntaxError" ? ofSyntax(file) : ofImport(error, file);
}

/** `at x (/app/b.ts:4:9)`, `at file:///app/t.mjs:2:7`, and `/app/x.js:3` before what a parser refuses. */
const FRAME = /(?:^|\(|\bat (?:async )?)((?:file:\/\/)?(?:\/|[A-Za-z]:[\\/])[^\n()]+?):(\d+)(?::\d+)?\)?$/gm;

/** esbuild, by which tsx compiles: `/app/s.ts:3:5: ERROR: Unexpected ";"`. */
function ofCompiler(message: string, file: string): Place | undefined {
  const [, path = "", line] = /^(.+?):(\d+):\d+: ERROR: /m.exec(message) ?? [];
  return line === undefined ? undefined : placeOf(path, Number(line), file);
}

/** Node tells where a module's syntax is wrong on its own standard error only; a parser tells it again. */
async function ofSyntax(file: string): Promise<Place | undefined> {
  const { parse } = await import("acorn");
  try {
    const sourceType = /\.cjs$/i.test(file) ? "script" : "module";
    parse(readFileSync(file, "utf8"), { ecmaVersion: "latest", sourceType });
    return undefined;
  } catch (error) {
    const { line } = record(record(error).loc);
    return typeof line === "number" ? { file, line } : undefined;
  }
}

/** A module that was not found: the line that imports it. */
function ofImport(error: unknown, file: string): Place | undefined {
  const { message, requireStack } = record(error);
  const [, missing] = /^Cannot find (?:module|package) '([^']+)'/.exec(String(message)) ?? [];
  const [, imported] = / imported from (\S+)$/m.exec(String(message)) ?? [];
  const importer = (texts(requireStack)[0] ?? imported ?? file).replace(/\?.*$/, "");
  if (missing === undefined) return undefined;
  try {
    const lines = readFileSync(pathOf(importer), "utf8").split("\n");
    const wanted = (missing.split(/[\\/]/).at(-1) ?? missing).replace(/\.[cm]?[jt]s$/, "");
    const at = lines.findIndex((line) => /\b(import|export|require)\b/.test(line) && line.includes(wanted));
    return at === -1 ? undefined : placeOf(importer, at + 1, file);
  } catch {
    return undefined;
  }
}

function placeOf(path: string, line: number, file: string): Place | undefined {
  const real = pathOf(path.replace(/\?.*$/, ""));
  if (/[\\/]node_modules[\\/]/.test(real) || isOurs(real)) return undefined;
  return { file: resolve(file) === real ? file : relative(process.cwd(), real), line };
}

/** What refuses a declaration is no place to look for the mistake. */
const isOurs = (path: string) => path.startsWith(resolve(__dirname, ".."));

const pathOf = (path: string) => (path.startsWith("file:") ? fileURLToPath(path) : path);
