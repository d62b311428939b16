import {
  byPath,
  type CatalogReading,
  flagsInProse,
  OPERATION_FLAGS,
  type OperationFlag,
  operationFaults,
  type StoredOperation,
  shapeOf,
} from "../core/catalog";
import { count, type Diagnostic, type DiagnosticId, ScopelockError } from "../core/diagnostic";
import { javaScriptMethods } from "./javascript";
import type { Method } from "./method";
import { SDK_SOURCES, type SdkPackage } from "./package";
import { pythonMethods } from "./python";

/**
 * The operations that the SDK calls: method and path of each, what its comment says of it, and its name. What they
 * require is `unknown`: the package does not tell. In order of path and method.
 * @throws {@link ScopelockError} `sdk/source` when a file is not the JavaScript that it is taken for, `sdk/no-operations`.
 */
export function catalogFromSdk(sdk: SdkPackage, date = ""): CatalogReading {
  const { language, version, sha256, apis } = sdk;
  const found = new Map<string, StoredOperation>();
  const problems: Diagnostic[] = [];
  for (const each of methodsOf(sdk)) {
    const { file, name, method, path } = each;
    const where = `${file}, ${name}`;
    if (method === undefined || path === undefined) {
      problems.push(leftOut("sdk/call", `${where}: path and method are not written out`));
      continue;
    }
    const stored: StoredOperation = [method, path, "unknown", [], flagsOf(each), name];
    const faults = operationFaults(stored, new Map());
    problems.push(...faults.map(({ id, what }) => leftOut(id, `${where}: ${what}`)));
    if (faults.length > 0) continue;
    const shape = shapeOf(method, path);
    found.set(shape, together(found.get(shape), stored));
  }
  if (found.size === 0)
    throw new ScopelockError({
      id: "sdk/no-operations",
      what: `The package calls no operation that can be read: ${count(apis.size, "file")} of it ${apis.size === 1 ? "was" : "were"} read.`,
      why: "A catalogue is made of the calls in the API files of the package.",
      fix: "Give a release of the package as npm or PyPI serves it.",
    });
  const operations = [...found.values()].sort(([method, path], [otherMethod, otherPath]) =>
    byPath({ method, path }, { method: otherMethod, path: otherPath }),
  );
  return {
    catalog: { source: SDK_SOURCES[language], version, date, sha256, operations },
    tellsRequirements: false,
    problems,
  };
}

/** Most characters of a summary. */
const LONGEST_SUMMARY = 90;

/** What each operation does, by its name: the first sentence of the SDK's comment. */
export function summariesFromSdk(sdk: SdkPackage): ReadonlyMap<string, string> {
  return new Map(methodsOf(sdk).map(({ name, prose }) => [name, firstSentence(prose)]));
}

function firstSentence(prose: string): string {
  const [paragraph = ""] = prose.split(/\n[\s*]*\n/);
  const line = paragraph.replace(/[\s*]+/g, " ").trim();
  const [sentence = ""] = line.split(/[.!](?:\s|$)/);
  return sentence.length <= LONGEST_SUMMARY
    ? sentence
    : `${sentence.slice(0, LONGEST_SUMMARY).replace(/\s\S*$/, "")} ...`;
}

/** Some operations are in several of the SDK's classes. Whatever is said of one in any of them holds. */
function together(known: StoredOperation | undefined, other: StoredOperation): StoredOperation {
  if (!known) return other;
  const [method, path, mode, permissions, flags, operationId] = known;
  const said = new Set([...flags, ...other[4]]);
  return [method, path, mode, permissions, OPERATION_FLAGS.filter((flag) => said.has(flag)), operationId];
}

function flagsOf({ prose, isDeprecated, isPreview }: Method): OperationFlag[] {
  return [
    ...(isDeprecated ? (["deprecated"] as const) : []),
    ...(isPreview ? (["preview"] as const) : []),
    ...flagsInProse(prose),
  ];
}

function methodsOf({ language, apis }: SdkPackage): readonly (Method & { readonly file: string })[] {
  const methodsIn = { javascript: javaScriptMethods, python: pythonMethods }[language];
  return [...apis].flatMap(([file, text]) => methodsIn(file, text).map((method) => ({ file, ...method })));
}

const leftOut = (id: DiagnosticId, what: string): Diagnostic => ({
  id,
  severity: "error",
  what: `${what}. It is left out.`,
  fix: "Report it: the package may be written in a new way. Until then a data action that calls it counts as unmatched.",
});
