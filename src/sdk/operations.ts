import { type Comment, type Node, parse } from "acorn";
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
import { type Diagnostic, type DiagnosticId, ScopelockError } from "../core/diagnostic";
import { SDK, type SdkPackage } from "./package";

/**
 * The operations that the SDK calls: method and path of each, what its comment says of it, and its name. What they
 * require is `unknown`: the package does not tell. In order of path and method.
 * @throws {@link ScopelockError} `sdk/source` when a file is not the JavaScript that it is taken for, `sdk/no-operations`.
 */
export function catalogFromSdk({ version, sha256, apis }: SdkPackage, date = ""): CatalogReading {
  const found = new Map<string, StoredOperation>();
  const problems: Diagnostic[] = [];
  for (const [file, text] of apis)
    for (const { name, comment, method, path } of methodsIn(file, text)) {
      const where = `${file}, ${name}`;
      if (method === undefined || path === undefined) {
        problems.push(leftOut("sdk/call", `${where}: path and method are not written out`));
        continue;
      }
      const stored: StoredOperation = [method, path, "unknown", [], flagsIn(name, comment), name];
      const faults = operationFaults(stored, new Map());
      problems.push(...faults.map(({ id, what }) => leftOut(id, `${where}: ${what}`)));
      if (faults.length > 0) continue;
      const shape = shapeOf(method, path);
      found.set(shape, together(found.get(shape), stored));
    }
  if (found.size === 0)
    throw new ScopelockError({
      id: "sdk/no-operations",
      what: `The package calls no operation that can be read: ${apis.size} files were looked at.`,
      fix: `Give a release of ${SDK} as npm serves it.`,
    });
  const operations = [...found.values()].sort(([method, path], [otherMethod, otherPath]) =>
    byPath({ method, path }, { method: otherMethod, path: otherPath }),
  );
  return {
    catalog: { source: `JavaScript SDK, npm package ${SDK}`, version, date, sha256, operations },
    tellsRequirements: false,
    problems,
  };
}

/** Most characters of a summary. */
const LONGEST_SUMMARY = 90;

/** What each operation does, by its name: the first sentence of the SDK's comment. */
export function summariesFromSdk({ apis }: SdkPackage): ReadonlyMap<string, string> {
  return new Map(
    [...apis].flatMap(([file, text]) =>
      methodsIn(file, text).map(({ name, comment }) => [name, firstSentence(comment)] as const),
    ),
  );
}

function firstSentence(comment: string): string {
  const [prose = ""] = comment.split(/^[\s*]*@|\n[\s*]*\n/m);
  const line = prose.replace(/[\s*]+/g, " ").trim();
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

/** What the comment in front of a method says of its operation: prose, then the tags, then whether it is a preview. */
function flagsIn(name: string, comment: string): OperationFlag[] {
  const [prose = ""] = comment.split(/^[\s*]*@/m);
  // Some are deprecated by their first word only.
  const deprecated = /^[\s*]*@deprecated\b/m.test(comment) || /^[\s*]*\(?deprecated\b/i.test(prose);
  return [
    ...(deprecated ? (["deprecated"] as const) : []),
    ...(comment.includes(`${name} is a preview method`) ? (["preview"] as const) : []),
    ...flagsInProse(prose),
  ];
}

/** A method of one of the SDK's classes that calls the API. */
interface Method {
  readonly name: string;
  /** Of the block in front of it, without its marks. */
  readonly comment: string;
  /** `undefined` where it is not written out. */
  readonly method: string | undefined;
  readonly path: string | undefined;
}

function methodsIn(file: string, text: string): readonly Method[] {
  const comments: Comment[] = [];
  let program: Node;
  try {
    program = parse(text, { ecmaVersion: "latest", sourceType: "module", onComment: comments });
  } catch (error) {
    throw new ScopelockError({
      id: "sdk/source",
      what: `${file} is not JavaScript: ${(error as Error).message}.`,
      fix: `Give a release of ${SDK} as npm serves it.`,
    });
  }
  const before = new Map(
    comments.filter(({ type }) => type === "Block").map(({ end, value }) => [end, value]),
  );
  return nodesIn(program, "MethodDefinition").flatMap((definition) =>
    nodesIn(definition, "CallExpression")
      .filter(
        ({ callee }) =>
          (callee as Syntax).type === "MemberExpression" && nameOf(callee, "property") === "callApi",
      )
      .map((call): Method => {
        const [path, method] = call.arguments as readonly (Syntax | undefined)[];
        const comment = before.get(text.slice(0, definition.start).trimEnd().length) ?? "";
        return { name: nameOf(definition, "key"), comment, method: textOf(method), path: textOf(path) };
      }),
  );
}

/** A node as the parser makes it, ESTree's. */
type Syntax = Node & Readonly<Record<string, unknown>>;

function nodesIn(node: unknown, type: string): Syntax[] {
  if (Array.isArray(node)) return node.flatMap((each) => nodesIn(each, type));
  if (typeof node !== "object" || node === null || !("type" in node)) return [];
  const below = Object.values(node).flatMap((value) =>
    typeof value === "object" ? nodesIn(value, type) : [],
  );
  return node.type === type ? [node as Syntax, ...below] : below;
}

const nameOf = (node: unknown, key: string) => String(((node as Syntax)[key] as Syntax).name ?? "");
const textOf = (node: Syntax | undefined) => (typeof node?.value === "string" ? node.value : undefined);

const leftOut = (id: DiagnosticId, what: string): Diagnostic => ({
  id,
  severity: "error",
  what: `${what}. It is left out.`,
  fix: "Report it: the package may be written in a new way. Until then a data action that calls it counts as unmatched.",
});
