import { REFERENCE_MARK } from "../catalog";

/** How many different paths one template may have before nobody can say what it calls. */
const MOST_RENDERINGS = 32;
/** Likewise for the directives of one URL. */
const MOST_DIRECTIVES = 256;

/**
 * The paths that a URL template can become, each reference (`${input.x}`, `$!input.x`, `$esc.url(${input.x})`, and the
 * `{{x}}` of other tools) a {@link REFERENCE_MARK}, directives decided either way, without the query. `undefined` when there are
 * too many to tell. One pass over the template.
 */
export function possiblePaths(url: string): readonly string[] | undefined {
  const tokens = tokensOf(url);
  // The usual case: no directive, one path.
  if (tokens.every(({ kind }) => kind === "text")) return [beforeQuery(textOf(tokens))];
  if (tokens.length > 2 * MOST_DIRECTIVES) return undefined;
  let open: Rendering[] = [START];
  const blocks: { before: Rendering[]; after: Rendering[]; otherwise: boolean }[] = [];
  for (const { kind, text } of tokens) {
    const block = blocks.at(-1);
    switch (kind) {
      case "text":
        open = open.map((each) => extendRendering(each, text));
        break;
      case "if":
        blocks.push({ before: open, after: [], otherwise: false });
        break;
      case "elseif":
      case "else":
        if (!block) break;
        block.after.push(...open);
        block.otherwise ||= kind === "else";
        open = block.before;
        break;
      case "end":
        if (!block) break;
        blocks.pop();
        open = distinct([...open, ...block.after, ...(block.otherwise ? [] : block.before)]);
        break;
    }
    if (open.length > MOST_RENDERINGS || blocks.length > MOST_RENDERINGS) return undefined;
  }
  // A directive that is never closed may or may not hold.
  for (const { before, after } of blocks) open = distinct([...open, ...before, ...after]);
  if (open.length > MOST_RENDERINGS) return undefined;
  return [...new Set(open.map(({ path }) => path))].sort();
}

/** A template with each reference a {@link REFERENCE_MARK}, and without its directives. */
export function withoutReferences(template: string): string {
  return textOf(tokensOf(template));
}

/** A path so far, and whether its query has begun. */
interface Rendering {
  readonly path: string;
  readonly inQuery: boolean;
}

const START: Rendering = { path: "", inQuery: false };

function extendRendering(rendering: Rendering, text: string): Rendering {
  if (rendering.inQuery || text === "") return rendering;
  const begin = text.indexOf("?");
  return begin === -1
    ? { path: rendering.path + text, inQuery: false }
    : { path: rendering.path + text.slice(0, begin), inQuery: true };
}

function distinct(all: readonly Rendering[]): Rendering[] {
  return [...new Map(all.map((each) => [`${each.inQuery}${each.path}`, each])).values()];
}

const beforeQuery = (text: string) => {
  const begin = text.indexOf("?");
  return begin === -1 ? text : text.slice(0, begin);
};

/** Text with holes, or a directive that decides what is rendered. */
interface Token {
  readonly kind: "text" | "if" | "elseif" | "else" | "end";
  readonly text: string;
}

const textOf = (tokens: readonly Token[]) => tokens.map(({ text }) => text).join("");

function tokensOf(template: string): Token[] {
  const tokens: Token[] = [];
  let text = "";
  let at = 0;
  while (at < template.length) {
    const { end, kind } = elementAt(template, at);
    if (kind === "character") text += template[at];
    else if (kind === "reference") text += REFERENCE_MARK;
    else if (kind !== "nothing") {
      tokens.push({ kind: "text", text }, { kind, text: "" });
      text = "";
    }
    at = end;
  }
  tokens.push({ kind: "text", text });
  return tokens;
}

/** The first reference or directive that is never closed, up to the template's end. */
export function unclosedPart(template: string): string | undefined {
  const at = walk(template, (_, { end }) => end > template.length);
  return at === undefined ? undefined : template.slice(at, at + 40);
}

/** Whether something before the query is never closed, so that where the path ends is not known. */
export function hasUnclosedPath(url: string): boolean {
  const at = walk(url, (at, { end, kind }) => end > url.length || (kind === "character" && url[at] === "?"));
  return at !== undefined && url[at] !== "?";
}

/** The first place that a test holds for, references and directives taken as one. */
function walk(template: string, test: (at: number, element: Element) => boolean): number | undefined {
  for (let at = 0; at < template.length; ) {
    const element = elementAt(template, at);
    if (test(at, element)) return at;
    at = element.end;
  }
  return undefined;
}

/** The first `{{...}}` of a template: another tool's syntax, sent literally by Genesys Cloud. */
export function firstMustache(template: string): string | undefined {
  return /\{\{[^{}]*\}\}/.exec(template)?.[0];
}

/** What stands at a place of a template. */
interface Element {
  /** Past the template's end when it is never closed. */
  readonly end: number;
  /** `nothing`: a comment, or a directive that renders nothing. */
  readonly kind: "character" | "reference" | "nothing" | Exclude<Token["kind"], "text">;
}

function elementAt(template: string, at: number): Element {
  switch (template[at]) {
    case "$": {
      const end = referenceEnd(template, at);
      return end === at ? { end: at + 1, kind: "character" } : { end, kind: "reference" };
    }
    case "{": {
      // Not Velocity's, and still meant as a value by whoever wrote it.
      const [found] = /^\{\{[^{}]{0,256}\}\}/.exec(template.slice(at, at + 260)) ?? [];
      return found === undefined
        ? { end: at + 1, kind: "character" }
        : { end: at + found.length, kind: "reference" };
    }
    case "#":
      return directiveAt(template, at);
    default:
      return { end: at + 1, kind: "character" };
  }
}

/** Where the reference that begins at `$` ends; `at` when it is a mere dollar sign. */
function referenceEnd(text: string, at: number): number {
  let end = at + 1;
  if (text[end] === "!") end += 1;
  if (text[end] === "{") return closing(text, end);
  if (!isNameStart(text[end])) return at;
  for (;;) {
    while (isNamePart(text[end])) end += 1;
    while (text[end] === "(" || text[end] === "[") end = closing(text, end);
    if (text[end] !== "." || !isNameStart(text[end + 1])) return end;
    end += 1;
  }
}

const isNameStart = (character = "") => /[A-Za-z_]/.test(character);
const isNamePart = (character = "") => /[A-Za-z0-9_-]/.test(character);

function directiveAt(text: string, at: number): Element {
  if (text[at + 1] === "#") return { end: endOf(text, "\n", at), kind: "nothing" };
  if (text[at + 1] === "*") return { end: endOf(text, "*#", at), kind: "nothing" };
  const [name, , kind] = /^#(\{?)(if|elseif|else|end|set)\1?\}?/.exec(text.slice(at, at + 10)) ?? [];
  if (name === undefined) return { end: at + 1, kind: "character" };
  const end = at + name.length;
  const closed = text[end] === "(" ? closing(text, end) : end;
  return { end: closed, kind: kind === "set" ? "nothing" : (kind as "if" | "elseif" | "else" | "end") };
}

function endOf(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found === -1 ? text.length : found + mark.length;
}

/** Where the bracket that opens at a place is closed again, strings skipped; past the text's end when it never is. */
function closing(text: string, open: number): number {
  let depth = 0;
  let quote: string | undefined;
  for (let at = open; at < text.length; at += 1) {
    const character = text[at] as string;
    if (quote !== undefined) {
      if (character === quote) quote = undefined;
    } else if (character === '"' || character === "'") quote = character;
    else if ("({[".includes(character)) depth += 1;
    else if (")}]".includes(character)) {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return text.length + 1;
}
