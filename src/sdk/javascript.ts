import { type Comment, type Node, parse } from "acorn";
import { ScopelockError } from "../core/diagnostic";
import { type Method, startsDeprecated } from "./method";

/**
 * The calls of a file of the JavaScript SDK, which is parsed.
 * @throws {@link ScopelockError} `sdk/source` when it is not JavaScript.
 */
export function javaScriptMethods(file: string, text: string): readonly Method[] {
  const comments: Comment[] = [];
  let program: Node;
  try {
    program = parse(text, { ecmaVersion: "latest", sourceType: "module", onComment: comments });
  } catch (error) {
    throw new ScopelockError({
      id: "sdk/source",
      what: `${file} is not JavaScript: ${(error as Error).message}.`,
      why: "Operations are read from the calls in its API files.",
      fix: "Give a release of the package as npm serves it.",
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
        const name = nameOf(definition, "key");
        return { name, ...stated(name, comment), method: textOf(method), path: textOf(path) };
      }),
  );
}

/** What the comment in front of a method states: prose, then the tags, then whether it is a preview. */
function stated(name: string, comment: string) {
  const [prose = ""] = comment.split(/^[\s*]*@/m);
  return {
    prose,
    isDeprecated: /^[\s*]*@deprecated\b/m.test(comment) || startsDeprecated(prose),
    isPreview: comment.includes(`${name} is a preview method`),
  };
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
