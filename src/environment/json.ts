import { type Node, type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";
import { type Refusal, ScopelockError } from "../core/diagnostic";
import { withoutBom } from "./file";

/**
 * What the text of an environment file holds.
 * @throws {@link ScopelockError} `environment/json` when it is no JSON, `environment/ambiguous` when it says a key twice.
 */
export function parseJson(file: string, text: string): unknown {
  const json = withoutBom(text);
  const errors: ParseError[] = [];
  const tree = parseTree(json, errors, { disallowComments: true });
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    // Not JSON.parse's own message: it quotes the text, and whatever secret stands there.
    const [error] = errors;
    throw new ScopelockError({
      id: "environment/json",
      what: `The environment file is not readable as JSON${error ? `: ${printParseErrorCode(error.error)} in ${place(json, error.offset)}` : ""}.`,
      where: file,
      fix: "Correct the file; a trailing comma or a comment is the usual cause.",
    });
  }
  const [first, ...others] = doubled(tree, []).map(
    (path): Refusal => ({
      id: "environment/ambiguous",
      what: `The environment file says "${path.join(".")}" twice.`,
      where: file,
      why: "Of two, only the last one counts, and nobody sees that.",
      fix: "Remove one of them.",
    }),
  );
  if (first) throw new ScopelockError(first, ...others);
  return value;
}

function place(text: string, offset: number): string {
  const lines = text.slice(0, offset).split("\n");
  return `line ${lines.length}, column ${(lines.at(-1) ?? "").length + 1}`;
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
