import { findNodeAtLocation, parseTree } from "jsonc-parser";
import { EMBEDDED, validateCatalog } from "../core/catalog";
import { count, type Diagnostic, isObject, printable } from "../core/diagnostic";
import { decode, parseJson, readBytes } from "../files";
import { EMBEDDED_NAME } from "./load-catalog";
import { problemCounts, problemText } from "./problem-text";

/** `scopelock catalog validate`. */
export function checkCatalog(file: string, format: "text" | "json"): void {
  const { data, problems } = readCatalog(file);
  const { source, version, operations } = isObject(data) ? data : {};
  const size = Array.isArray(operations) ? operations.length : 0;
  if (format === "json")
    console.log(JSON.stringify({ catalog: { source, version, operations: size }, problems }, null, 2));
  else {
    process.stdout.write(problemText(problems));
    console.log(
      `${printable(file)}: ${count(size, "operation")}, ${problemCounts(problems) || "no problems"}`,
    );
  }
  if (problems.some(({ severity }) => severity === "error")) process.exitCode = 2;
}

/** Reads a catalogue file, which may have anything in it. */
function readCatalog(file: string): { readonly data: unknown; readonly problems: readonly Diagnostic[] } {
  if (file === EMBEDDED_NAME) return { data: EMBEDDED, problems: validateCatalog(EMBEDDED) };
  const bytes = readBytes(file);
  const data = parseJson(bytes, file);
  let lines: readonly number[] | undefined;
  const place = (at: number) => {
    lines ??= linesOf(decode(bytes));
    return `line ${lines[at]}, operations[${at}]`;
  };
  return { data, problems: validateCatalog(data, undefined, place) };
}

/** The line of each operation. */
function linesOf(text: string): readonly number[] {
  const tree = parseTree(text);
  let [line, end] = [1, 0];
  return ((tree && findNodeAtLocation(tree, ["operations"])?.children) ?? []).map(({ offset }) => {
    line += text.slice(end, offset).split("\n").length - 1;
    end = offset;
    return line;
  });
}
