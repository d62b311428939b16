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

/** Names `x` of every `input.x` that a template refers to, in order. */
export function inputReferences(template: string): string[] {
  return [...template.matchAll(/\$!?\{?input\.([A-Za-z][A-Za-z0-9_-]*)/g)].map(([, name]) => name as string);
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
    if (text[end] === "(") end = closing(text, end);
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

/** Where the bracket that opens at a place is closed again, strings skipped; the text's end when it never is. */
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
  return text.length;
}
