import { findNodeAtLocation, type Node, type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";
import { type Refusal, ScopelockError } from "../core/diagnostic";
import { EXAMPLE, withoutBom } from "./file";

const NOT_READ = "An environment is read whole or not at all.";

/**
 * What the text of an environment file holds.
 * @throws {@link ScopelockError} `environment/json` when it is no JSON, `environment/ambiguous` when it says a key twice.
 */
export function parseJson(file: string, text: string): unknown {
  const json = withoutBom(text);
  const errors: ParseError[] = [];
  let tree: Node | undefined;
  try {
    tree = parseTree(json, errors, { disallowComments: true });
  } catch {
    // The parser calls itself for each bracket.
    throw new ScopelockError({
      id: "environment/json",
      what: "The environment file is nested too deep to be read.",
      where: file,
      why: NOT_READ,
      fix: `Write an environment into it: ${EXAMPLE}`,
    });
  }
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw notJson(file, json, errors[0]);
  }
  const [first, ...others] = doubled(tree, []).map(
    (path): Refusal => ({
      id: "environment/ambiguous",
      what: `The environment file has "${path.join(".")}" twice.`,
      where: `${file}:${lineOf(text, path)}`,
      why: "Of two, only the last one counts, without a message.",
      fix: "Remove one of them.",
    }),
  );
  if (first) throw new ScopelockError(first, ...others);
  return value;
}

/**
 * The line of a key in the text of a JSON file; where it is missing, that of what it is missing in.
 * @param path keys from the outermost to the innermost
 */
export function lineOf(text: string, path: readonly PropertyKey[]): number {
  const json = withoutBom(text);
  const tree = parseTree(json);
  const at = path.map((step) => (typeof step === "number" ? step : String(step)));
  for (let length = at.length; length > 0 && tree; length -= 1) {
    const node = findNodeAtLocation(tree, at.slice(0, length));
    // Of a property, where its key stands.
    if (node) return place(json, (node.parent?.type === "property" ? node.parent : node).offset).line;
  }
  return place(json, tree?.offset ?? 0).line;
}

function place(text: string, offset: number): { readonly line: number; readonly column: number } {
  const lines = text.slice(0, offset).split("\n");
  return { line: lines.length, column: (lines.at(-1) ?? "").length + 1 };
}

/** What is wrong with the text, and how to correct it; the parser's own words are names of its constants. */
const SYNTAX: Readonly<Record<string, readonly [what: string, fix: string]>> = {
  InvalidSymbol: [
    "a word stands there that is none of JSON's",
    "Put a text into double quotes; JSON's own words are true, false and null.",
  ],
  InvalidNumberFormat: ["a number is not written as JSON has it", "Write it in decimal digits."],
  PropertyNameExpected: [
    "a key in double quotes must stand there",
    "Remove a comma before a closing brace, or put the key into double quotes.",
  ],
  ValueExpected: ["a value must stand there", "Write one, or remove a comma before a closing bracket."],
  ColonExpected: ["a colon must stand there", "Put a colon between key and value."],
  CommaExpected: ["a comma must stand there", "Put a comma between the two."],
  CloseBraceExpected: ["a closing brace is missing", "Close what is opened with {."],
  CloseBracketExpected: ["a closing bracket is missing", "Close what is opened with [."],
  EndOfFileExpected: ["text follows behind the end of the JSON", "Remove what follows."],
  InvalidCommentToken: ["a comment stands there", "Remove it: JSON has no comments."],
  UnexpectedEndOfComment: ["a comment stands there", "Remove it: JSON has no comments."],
  UnexpectedEndOfString: ["a text is not closed", "Close it with a double quote on the same line."],
};

/** Never quotes the text: whatever secret stands there would be printed. */
function notJson(file: string, json: string, error: ParseError | undefined): ScopelockError {
  if (json.trim() === "")
    return new ScopelockError({
      id: "environment/json",
      what: "The environment file is empty.",
      where: file,
      why: NOT_READ,
      fix: `Write an environment into it: ${EXAMPLE}`,
    });
  const known = error && SYNTAX[printParseErrorCode(error.error)];
  const [what, fix] = known ?? [
    "a character stands there that JSON does not take",
    "Correct the text there.",
  ];
  const at = error && place(json, error.offset);
  return new ScopelockError({
    id: "environment/json",
    what: `The environment file is not JSON${at ? `: ${what}, line ${at.line}, column ${at.column}` : ""}.`,
    where: at ? `${file}:${at.line}` : file,
    why: NOT_READ,
    fix,
  });
}

/** Paths of the keys that stand in one object twice. */
function doubled(node: Node | undefined, path: readonly string[]): string[][] {
  if (node?.type === "array") return (node.children ?? []).flatMap((child) => doubled(child, path));
  if (node?.type !== "object") return [];
  const seen = new Set<string>();
  return (node.children ?? []).flatMap(({ children }) => {
    const [key, value] = children as [Node, Node];
    const at = [...path, key.value as string];
    const again = seen.has(key.value);
    seen.add(key.value);
    return [...(again ? [at] : []), ...doubled(value, at)];
  });
}
