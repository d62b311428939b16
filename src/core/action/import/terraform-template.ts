/** A part of a text of Terraform's: one that is certain, or an expression that Terraform puts a value in the place of. */
export type Part =
  | {
      readonly text: string /** The beginning of a reference that is Velocity's, and not escaped. */;
      readonly bare?: true;
    }
  | { readonly expression: string };

/** The roots of Terraform's references, with as much behind them as they need to be one. */
const ROOTS =
  /^(?:(?:var|local|module)\.[A-Za-z_]|each\.(?:key|value)\b|count\.index\b|path\.(?:module|root|cwd)\b|terraform\.workspace\b|self\.|(?:data|ephemeral)\.\w+\.[A-Za-z_])/;
/** `genesyscloud_routing_queue.support`: a type begins with its provider's name. */
const RESOURCE = /^[a-z][a-z0-9]*_\w*\.[A-Za-z_]/;
const CALL = /^(?:provider::[\w:-]+|[a-z][a-z0-9_]*)\s*\(/;
const DIRECTIVE = /^%\{~?\s*(?:if|else|endif|for|endfor)\b/;

/**
 * The parts of a text as Terraform's JSON syntax has it, escapes (`$${`, `%%{`) undone. Of `${...}`, what can be no
 * expression of Terraform (`${input.x}`, `${rawResult}`) is taken as it is written: the escape was forgotten.
 * What directives (`%{ if ... }`) decide on is one expression.
 */
export function partsOf(source: string): readonly Part[] {
  if (!/[$%]\{/.test(source)) return source === "" ? [] : [{ text: source }];
  const parts: Part[] = [];
  let text = "";
  const add = (...behind: readonly Part[]) => {
    if (text !== "") parts.push({ text });
    parts.push(...behind);
    text = "";
  };
  for (let at = 0; at < source.length; ) {
    if (source.startsWith("$${", at) || source.startsWith("%%{", at)) {
      text += source.slice(at + 1, at + 3);
      at += 3;
    } else if (source.startsWith("${", at)) {
      if (isTerraforms(source.slice(at + 2, at + 300))) {
        const end = closing(source, at + 2);
        add({ expression: trimmed(source.slice(at + 2, end)) });
        at = end + 1;
      } else {
        add({ text: "${", bare: true });
        at += 2;
      }
    } else if (DIRECTIVE.test(source.slice(at, at + 40))) {
      const begin = source.lastIndexOf("%{");
      const end = closing(source, begin + 2) + 1;
      add({ expression: source.slice(at, end) });
      at = end;
    } else {
      text += source[at];
      at += 1;
    }
  }
  add();
  return parts;
}

/** An expression, without the marks that strip blanks around it. */
const trimmed = (expression: string) => expression.replace(/^~|~$/g, "").trim();

/** Whether what follows `${` is Terraform's, and not a reference of Velocity. */
function isTerraforms(behind: string): boolean {
  const expression = behind.replace(/^~?\s*/, "");
  if (expression === "" || expression.startsWith("}")) return false;
  return (
    !/^[A-Za-z_]/.test(expression) ||
    ROOTS.test(expression) ||
    RESOURCE.test(expression) ||
    CALL.test(expression)
  );
}

/** Where the brace is closed that opened before a place; the text's end when it never is. */
function closing(source: string, from: number): number {
  const open = ["{"];
  for (let at = from; at < source.length; at += 1) {
    const character = source[at] as string;
    if (open.at(-1) === '"') {
      // What is interpolated in a string may hold further strings.
      if (character === '"') open.pop();
      else if (character === "\\") at += 1;
      else if (/^[$%]{2}\{/.test(source.slice(at, at + 3))) at += 2;
      else if (/^[$%]\{/.test(source.slice(at, at + 2))) {
        open.push("{");
        at += 1;
      }
    } else if (character === '"' || character === "{") open.push(character);
    else if (character === "}") {
      open.pop();
      if (open.length === 0) return at;
    } else if ("#/<".includes(character)) at = skipped(source, at);
  }
  return source.length;
}

/** The last place of a comment or a heredoc that begins at a place; the place itself when none does. */
function skipped(source: string, at: number): number {
  const begin = source.slice(at, at + 2);
  if (begin === "/*") return endOf("*/", source, at + 2);
  if (begin === "//" || source[at] === "#") return endOf("\n", source, at);
  const [head, name = ""] = /^<<-?([A-Za-z_][\w-]*)\r?\n/.exec(source.slice(at, at + 200)) ?? [];
  if (head === undefined) return at;
  const end = new RegExp(`^[ \\t]*${name}[ \\t]*\\r?$`, "m").exec(source.slice(at + head.length));
  return end ? at + head.length + end.index + end[0].length : source.length;
}

function endOf(mark: string, source: string, from: number): number {
  const found = source.indexOf(mark, from);
  return found === -1 ? source.length : found + mark.length - 1;
}

/** A text that stands for itself, as Terraform's JSON syntax writes it. */
function escaped(text: string): string {
  return text.replace(/[$%](?=\{)/g, "$&$&");
}

/** A value with every text of it {@link escaped}: what a plan or a state holds, as source. */
export function escapedValue(value: unknown): unknown {
  return mapTexts(value, escaped);
}

/** What is known of a value in Terraform's JSON syntax. */
export interface Reading {
  /** As it will be; expressions stay as they are written, in `${...}`. */
  readonly value: unknown;
  /** Expressions in it, whose value is not known. */
  readonly expressions: readonly string[];
  /** Whether a reference of Velocity's is not escaped in it. */
  readonly bare: boolean;
}

/** Reads a value of Terraform's JSON syntax. */
export function readSource(source: unknown): Reading {
  const expressions: string[] = [];
  let bare = false;
  const value = mapTexts(source, (text) =>
    partsOf(text)
      .map((part) => {
        if ("text" in part) {
          bare ||= part.bare ?? false;
          return part.text;
        }
        expressions.push(part.expression);
        return reference(part.expression);
      })
      .join(""),
  );
  return { value, expressions, bare };
}

/** An expression as it stands in a text. */
export const reference = (expression: string) => `\${${expression}}`;

/** A part as Terraform's JSON syntax writes it. */
export function written(part: Part): string {
  if ("expression" in part) return reference(part.expression);
  return part.bare ? part.text : escaped(part.text);
}

/** A value with every text of it, keys too, changed. */
function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === "string") return change(value);
  if (Array.isArray(value)) return value.map((each) => mapTexts(each, change));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [change(key), mapTexts(each, change)]),
  );
}

/** A text without expressions; `undefined` for anything else. */
export function knownText(source: unknown): string | undefined {
  const { value, expressions } = readSource(source);
  return typeof value === "string" && expressions.length === 0 ? value : undefined;
}
