/** Stands in a skeleton where a reference stood. */
export const HOLE = "\u0000";

/**
 * A Velocity template without what is known only when it is rendered: each reference (`${input.x}`, `$!input.x`,
 * `$esc.url(${input.x})`, ...) is a {@link HOLE}, directives are gone. One pass.
 */
export function skeleton(template: string): string {
  let result = "";
  let at = 0;
  while (at < template.length) {
    const end = template[at] === "$" ? referenceEnd(template, at) : directiveEnd(template, at);
    if (end === at) result += template[at++];
    else {
      if (template[at] === "$") result += HOLE;
      at = end;
    }
  }
  return result;
}

/** The first reference or directive that is never closed, up to the template's end. */
export function unclosed(template: string): string | undefined {
  return walk(template, (_at, end) => end > template.length)?.text.slice(0, 40);
}

/** The first directive before the query: what decides on the path. */
export function directiveInPath(url: string): string | undefined {
  // A ? inside a reference is part of an argument, one outside begins the query.
  const found = walk(url, (at) => url[at] === "#" || url[at] === "?");
  return found?.text.startsWith("#") ? found.text.slice(0, 40) : undefined;
}

/** The text from the first place that a test holds for, references and directives taken as one. */
function walk(template: string, test: (at: number, end: number) => boolean): { text: string } | undefined {
  for (let at = 0; at < template.length; ) {
    const end = template[at] === "$" ? referenceEnd(template, at) : directiveEnd(template, at);
    if (test(at, end)) return { text: template.slice(at) };
    at = Math.max(end, at + 1);
  }
  return undefined;
}

/** Names `x` of every `input.x` that a template refers to, in order. A call, `input.get(...)`, is no name. */
export function inputReferences(template: string): string[] {
  return [...template.matchAll(/\$!?\{?input\.([A-Za-z][A-Za-z0-9_-]*)/g)]
    .filter(({ 0: text, index }) => template[index + text.length] !== "(")
    .map(([, name]) => name as string);
}

/** The first `{{...}}` of a template: another tool's syntax, sent literally by Genesys Cloud. */
export function mustache(template: string): string | undefined {
  return /\{\{[^{}]*\}\}/.exec(template)?.[0];
}

/** Where the reference that begins at `$` ends; `at` when it is a mere dollar sign. */
function referenceEnd(text: string, at: number): number {
  let end = at + 1;
  if (text[end] === "!") end += 1;
  if (text[end] === "{") return closing(text, end);
  if (!/[A-Za-z_]/.test(text[end] ?? "")) return at;
  for (;;) {
    while (/[A-Za-z0-9_-]/.test(text[end] ?? "")) end += 1;
    while (text[end] === "(" || text[end] === "[") end = closing(text, end);
    if (text[end] !== "." || !/[A-Za-z_]/.test(text[end + 1] ?? "")) return end;
    end += 1;
  }
}

/** Where a directive such as `#if(...)` or `#end` ends; `at` when there is none. */
function directiveEnd(text: string, at: number): number {
  if (text[at] !== "#") return at;
  const [name] = /^#\{?(if|elseif|else|end|set)\}?/.exec(text.slice(at, at + 10)) ?? [];
  if (name === undefined) return at;
  const end = at + name.length;
  return text[end] === "(" ? closing(text, end) : end;
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
