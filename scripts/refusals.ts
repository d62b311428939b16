import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

/** What a place in the sources says under an id. Values are shown as `…`. */
export interface SaidRefusal {
  readonly id: string;
  /** Of the sources, from the root. */
  readonly file: string;
  /** Empty where only a value knows it. */
  readonly what: string;
  readonly why: string;
  readonly fix: string;
}

const ID = /^[a-z][a-z0-9-]*\/[a-z][a-z0-9-]*$/;

const FOLDERS = ["src", "packages/sandbox/src"];

/** What is said under an id that is written out: refusals, problems and findings. Sorted by id, then file. */
export function refusalsIn(root: string): readonly SaidRefusal[] {
  const files = FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((file) =>
      join(folder, file).replaceAll("\\", "/"),
    ),
  )
    .filter((file) => file.endsWith(".ts") && !/^src\/(genesys\/bindings\/|rules\/(?!synth\/))/.test(file))
    .sort();
  const sources = files.map((file) => ({
    file,
    source: ts.createSourceFile(file, readFileSync(join(root, file), "utf8"), ts.ScriptTarget.Latest, true),
  }));
  const exported = new Map(sources.flatMap(({ source }) => exportedIn(source)));
  const objects = sources.flatMap(({ file, source }) => objectsIn(source, file, exported));
  const nouns = new Set(objects.flatMap(({ ids }) => ids.map((id) => id.split("/")[0])));
  const templates = new Map(objects.flatMap(({ of, said }) => (of === undefined ? [] : [[of, said]])));
  const said = [
    ...objects.flatMap(({ ids, said }) => ids.map((id) => ({ ...said, id }))),
    ...sources.flatMap(({ file, source }) => callsIn(source, file, nouns, templates)),
  ];
  return [...new Map(said.map((each) => [JSON.stringify(each), each])).values()].sort((a, b) =>
    `${a.id} ${a.file}` < `${b.id} ${b.file}` ? -1 : 1,
  );
}

type Said = Omit<SaidRefusal, "id">;

/** An object that says something under an id. */
interface SayingObject {
  readonly ids: readonly string[];
  /** The function that makes it, whose caller gives the id. */
  readonly of: string | undefined;
  readonly said: Said;
}

function objectsIn(
  source: ts.SourceFile,
  file: string,
  exported: ReadonlyMap<string, readonly string[]>,
): SayingObject[] {
  return nodesOf(source).flatMap((node): SayingObject[] => {
    if (!ts.isObjectLiteralExpression(node)) return [];
    const values = new Map(
      node.properties.flatMap((property): [string, ts.Expression][] =>
        ts.isPropertyAssignment(property)
          ? [[property.name.getText(source), property.initializer]]
          : ts.isShorthandPropertyAssignment(property)
            ? [[property.name.text, property.name]]
            : [],
      ),
    );
    const id = values.get("id");
    const textOf = (...keys: string[]) => shown(keys.map((key) => values.get(key)).find(Boolean));
    const said = { file, what: textOf("what", "message"), why: textOf("why"), fix: textOf("fix") };
    if (id === undefined) return [];
    const ids = [...literals(id), ...(exported.get(id.getText(source)) ?? [])];
    const of = ids.length === 0 && said.fix !== "" ? functionAround(node) : undefined;
    return ids.length > 0 || of !== undefined ? [{ ids, of, said }] : [];
  });
}

/** Calls that hand an id over: `partRefusal("a reader", name, "reader/name")`, `fault("catalog/path", ...)`. */
function callsIn(
  source: ts.SourceFile,
  file: string,
  nouns: ReadonlySet<string | undefined>,
  templates: ReadonlyMap<string, Said>,
): SaidRefusal[] {
  return nodesOf(source).flatMap((node): SaidRefusal[] => {
    if (!ts.isCallExpression(node)) return [];
    const callee = node.expression.getText(source);
    const id = node.arguments
      .flatMap((each) => (ts.isStringLiteral(each) ? each.text : []))
      .find((text) => ID.test(text) && (callee === "refuse" || nouns.has(text.split("/")[0])));
    // What holds is no trouble.
    if (id === undefined || callee === "proof" || callee.endsWith(".includes")) return [];
    const template = templates.get(callee);
    const [what = "", fix = ""] = node.arguments.map(shown).filter((text) => text !== "" && text !== id);
    const own = callee.endsWith("Refusal") ? undefined : { what, fix, why: "" };
    return [{ what: "", why: "", fix: "", ...template, ...own, id, file }];
  });
}

/** The ids that an expression may be; none when a caller gives it. */
function literals(id: ts.Expression): string[] {
  if (ts.isStringLiteral(id)) return ID.test(id.text) ? [id.text] : [];
  if (ts.isConditionalExpression(id)) return [id.whenTrue, id.whenFalse].flatMap(literals);
  if (ts.isAsExpression(id)) return literals(id.expression);
  const value = constantOf(id);
  return value ? literals(value) : [];
}

/** Ids that a file exports as constants. */
function exportedIn(source: ts.SourceFile): [string, readonly string[]][] {
  return source.statements.flatMap((statement) =>
    ts.isVariableStatement(statement) &&
    statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
      ? statement.declarationList.declarations.flatMap(
          ({ name, initializer }): [string, readonly string[]][] =>
            initializer ? [[name.getText(source), literals(initializer)]] : [],
        )
      : [],
  );
}

/** What a constant stands for: of the function around, or of the file. */
function constantOf(name: ts.Expression): ts.Expression | undefined {
  if (!ts.isIdentifier(name)) return undefined;
  for (let at: ts.Node = name; at; at = at.parent) {
    if (!ts.isBlock(at) && !ts.isSourceFile(at)) continue;
    for (const statement of at.statements)
      if (ts.isVariableStatement(statement))
        for (const { name: declared, initializer } of statement.declarationList.declarations)
          if (initializer && ts.isIdentifier(declared) && declared.text === name.text) return initializer;
  }
  return undefined;
}

/** A text as it stands in the sources; empty when it is none. */
function shown(text: ts.Expression | undefined): string {
  if (text === undefined) return "";
  if (ts.isStringLiteralLike(text)) return text.text;
  if (ts.isTemplateExpression(text))
    return text.head.text + text.templateSpans.map(({ literal }) => `…${literal.text}`).join("");
  if (ts.isConditionalExpression(text)) {
    const either = [text.whenTrue, text.whenFalse].map(shown).filter((each) => each !== "");
    return [...new Set(either)].join(" / ");
  }
  if (ts.isBinaryExpression(text)) return `${shown(text.left)}${shown(text.right)}`;
  const value = constantOf(text);
  return value ? shown(value) : "";
}

function functionAround(node: ts.Node): string | undefined {
  for (let at: ts.Node | undefined = node; at; at = at.parent)
    if (ts.isFunctionDeclaration(at)) return at.name?.text;
  return undefined;
}

function nodesOf(node: ts.Node): ts.Node[] {
  const below: ts.Node[] = [];
  node.forEachChild((child) => void below.push(...nodesOf(child)));
  return [node, ...below];
}
