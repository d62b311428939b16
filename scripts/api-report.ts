import { join, relative } from "node:path";
import ts from "typescript";

/** The entries of the package, by the name that users import. */
export const ENTRIES = {
  scopelock: "src/index.ts",
  "scopelock/derive": "src/core/index.ts",
  "scopelock/testing": "src/testing/index.ts",
} as const;

/** One exported name. */
export interface ApiExport {
  readonly entry: keyof typeof ENTRIES;
  readonly name: string;
  readonly kind: "class" | "function" | "constant" | "interface" | "type";
  /** Whether it exists at run time. */
  readonly isValue: boolean;
  /** The first sentence of its TSDoc; empty when it has none. */
  readonly summary: string;
  /** Its signature: of a class or an interface one line for each public member. */
  readonly signature: readonly string[];
  /** Types of the project that its signature names and that the entry does not export. */
  readonly unnamed: readonly string[];
}

/** Reads what the package exports. Sorted by entry, then name. */
export function apiOf(root: string): readonly ApiExport[] {
  const { config } = ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [] }, ts.sys, root);
  const program = ts.createProgram(
    Object.values(ENTRIES).map((file) => join(root, file)),
    options,
  );
  const checker = program.getTypeChecker();
  return Object.entries(ENTRIES).flatMap(([entry, file]) => {
    const source = program.getSourceFile(join(root, file));
    const module = source && checker.getSymbolAtLocation(source);
    if (!module) throw new Error(`${file} is not a module.`);
    const symbols = checker
      .getExportsOfModule(module)
      .map((symbol) => ({
        name: symbol.name,
        typeOnly: isTypeOnly(symbol),
        symbol: resolved(symbol, checker),
      }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    // By name: where two classes share one, the exported one extends the other.
    const exported = new Set(symbols.map(({ name }) => name));
    return symbols.map(({ name, typeOnly, symbol }) => ({
      entry: entry as keyof typeof ENTRIES,
      name,
      ...describe(symbol, typeOnly, checker, (type) => isOurs(type, root) && !exported.has(type.name)),
    }));
  });
}

/** Writes docs/api.md. */
export function apiPage(api: readonly ApiExport[]): string {
  const first = new Map<string, ApiExport>();
  for (const each of api) if (!first.has(each.name)) first.set(each.name, each);
  const sections = Object.keys(ENTRIES).flatMap((entry) => [
    `## \`${entry}\``,
    ...api
      .filter((each) => each.entry === entry)
      .map((each) => {
        const other = first.get(each.name);
        return other && other.entry !== entry && other.signature.join() === each.signature.join()
          ? `\`${each.name}\`: as in \`${other.entry}\`.`
          : [`### \`${each.name}\``, each.summary, ["```ts", ...each.signature, "```"].join("\n")].join(
              "\n\n",
            );
      }),
  ]);
  const head =
    "Every name that the package exports. Written by `npm run api-page`; a test holds that it is current.";
  return `${["# API", head, ...sections].join("\n\n")}\n`;
}

type Description = Omit<ApiExport, "entry" | "name">;

function describe(
  symbol: ts.Symbol,
  typeOnly: boolean,
  checker: ts.TypeChecker,
  isMissing: (type: ts.Symbol) => boolean,
): Description {
  const [declaration] = symbol.declarations ?? [];
  if (declaration === undefined) throw new Error(`${symbol.name} is not declared.`);
  const generated = declaration.getSourceFile().fileName.includes("/genesys/bindings/");
  // Whoever gets only the type cannot make one.
  const members = (generated ? [] : publicMembers(declaration)).filter(
    (member) => !(typeOnly && ts.isConstructorDeclaration(member)),
  );
  return {
    kind: kindOf(declaration),
    isValue: !typeOnly && (symbol.flags & ts.SymbolFlags.Value) !== 0,
    summary: generated ? "The class of the provider's generated bindings." : summaryOf(symbol, checker),
    signature: [headOf(declaration), ...members.map((member) => `  ${signatureOf(member, checker)}`)],
    unnamed: [...new Set([declaration, ...members].flatMap((node) => typesIn(node, checker)))]
      .filter(isMissing)
      .map(({ name }) => name)
      .sort(),
  };
}

function kindOf(node: ts.Node): ApiExport["kind"] {
  if (ts.isClassDeclaration(node)) return "class";
  if (ts.isFunctionDeclaration(node)) return "function";
  if (ts.isInterfaceDeclaration(node)) return "interface";
  return ts.isTypeAliasDeclaration(node) ? "type" : "constant";
}

/** Of a class or an interface: what users may name. */
function publicMembers(node: ts.Node): readonly ts.Node[] {
  if (ts.isInterfaceDeclaration(node)) return node.members;
  if (!ts.isClassDeclaration(node)) return [];
  return node.members.flatMap((member): readonly ts.Node[] => {
    if (isHidden(member)) return [];
    if (!ts.isConstructorDeclaration(member)) return [member];
    const properties = member.parameters.filter(
      (each) => (each.modifiers ?? []).length > 0 && !isHidden(each),
    );
    return [member, ...properties];
  });
}

function isHidden(node: ts.Node): boolean {
  const flags = ts.getCombinedModifierFlags(node as ts.Declaration);
  const internal = ts.getJSDocTags(node).some(({ tagName }) => tagName.text === "internal");
  return internal || (flags & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected)) !== 0;
}

/** The first line: all of a function, a type or a constant; what comes before the members of the others. */
function headOf(node: ts.Node): string {
  if (ts.isClassDeclaration(node) || ts.isInterfaceDeclaration(node)) {
    const [word, parameters] = [
      ts.isClassDeclaration(node) ? "class" : "interface",
      node.typeParameters ?? [],
    ];
    const generic = parameters.length > 0 ? `<${parameters.map((each) => flat(each)).join(", ")}>` : "";
    return [
      word,
      `${node.name?.text}${generic}`,
      ...(node.heritageClauses ?? []).map((each) => flat(each)),
    ].join(" ");
  }
  if (ts.isVariableDeclaration(node)) return `const ${node.name.getText()}`;
  return flat(node, bodyOf(node)).replace(/^export /, "");
}

function signatureOf(node: ts.Node, checker: ts.TypeChecker): string {
  if (ts.isGetAccessorDeclaration(node)) return `readonly ${node.name.getText()}: ${node.type?.getText()}`;
  if (ts.isPropertyDeclaration(node) && node.type === undefined)
    return `readonly ${node.name.getText()}: ${checker.typeToString(checker.getTypeAtLocation(node))}`;
  if (ts.isConstructorDeclaration(node))
    return `constructor(${node.parameters.map((each) => flat(each).replace(/^(private|protected|readonly) /g, "")).join(", ")})`;
  return flat(node, bodyOf(node)).replace(/;$/, "");
}

const bodyOf = (node: ts.Node): ts.Node | undefined =>
  ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node) ? node.body : undefined;

/** The text of a node on one line, without comments and up to its body. */
function flat(node: ts.Node, body?: ts.Node): string {
  const source = node.getSourceFile().text;
  const text = source.slice(node.getStart(), body ? body.getStart() : node.getEnd());
  return text
    .replace(/\/\*\*?[\s\S]*?\*\//g, "")
    .replace(/\/\/.*$/gm, "")
    .replace(/\s+/g, " ")
    .trim();
}

function summaryOf(symbol: ts.Symbol, checker: ts.TypeChecker): string {
  const text = ts
    .displayPartsToString(symbol.getDocumentationComment(checker))
    .replace(/\{@link ([^}]+)\}/g, "`$1`")
    .replace(/\s+/g, " ")
    .trim();
  return /^.*?[.!?](?= [A-Z]|$)/.exec(text)?.[0] ?? text;
}

/** Symbols of the types that a signature names. Bodies and what is private are no part of it. */
function typesIn(node: ts.Node, checker: ts.TypeChecker): readonly ts.Symbol[] {
  const found: ts.Symbol[] = [];
  const visit = (each: ts.Node): void => {
    if (ts.isBlock(each) || (ts.isClassElement(each) && each !== node)) return;
    if (ts.isTypeReferenceNode(each)) {
      const symbol = checker.getSymbolAtLocation(each.typeName);
      if (symbol) found.push(resolved(symbol, checker));
    }
    ts.forEachChild(each, visit);
  };
  visit(node);
  return found;
}

/** Whether `export type` exports it. */
const isTypeOnly = (symbol: ts.Symbol): boolean =>
  (symbol.declarations ?? []).some(
    (each) => ts.isExportSpecifier(each) && (each.isTypeOnly || each.parent.parent.isTypeOnly),
  );

const resolved = (symbol: ts.Symbol, checker: ts.TypeChecker): ts.Symbol =>
  symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;

/** Whether a type is declared in the sources, at the top of a file; type parameters are not. */
function isOurs(symbol: ts.Symbol, root: string): boolean {
  return (symbol.declarations ?? []).some((each) => {
    const file = relative(root, each.getSourceFile().fileName);
    return (
      file.startsWith("src/") &&
      !file.startsWith("src/genesys/bindings/") &&
      !ts.isTypeParameterDeclaration(each)
    );
  });
}
