import { RenderError } from "./render-error";

/** Directives that Genesys Cloud has, as far as public data actions show. */
const DIRECTIVES = ["if", "elseif", "else", "end", "set"];

/** The first directive of a template that data actions do not have. */
export function unavailableDirective(template: string): string | undefined {
  return /#\{?(foreach|macro|include|parse|evaluate|define|stop|break)\b/.exec(template)?.[1];
}

/**
 * Refuses what the parser takes for something else: a directive that data actions do not have, an `#if` without `#end`.
 * @throws {@link RenderError}
 */
export function checkDirectives(template: string, name: string): void {
  const unavailable = unavailableDirective(template);
  if (unavailable !== undefined)
    throw new RenderError(
      `#${unavailable} is not available in data actions; there are #${DIRECTIVES.join(", #")}`,
    );
  if (!template.includes("#")) return;
  const open: number[] = [];
  for (const { 0: written, 1: directive, index } of template.matchAll(SIGNS)) {
    if (directive === undefined) continue;
    if (written.startsWith("#{") && directive !== "else")
      throw at(`#{${directive}} is not rendered here: write #${directive}`, template, name, index);
    if (directive === "if") open.push(index);
    else if (open.length === 0) throw at(`#${directive} stands without an #if`, template, name, index);
    else if (directive === "end") open.pop();
  }
  const [unended] = open;
  if (unended !== undefined) throw at("#if has no #end", template, name, unended);
}

/** What is written behind a backslash, in a comment or in #[[...]]# is not a directive. */
const SIGNS = /\\#|##.*|#\*[\s\S]*?\*#|#\[\[[\s\S]*?\]\]#|#\{?(if|elseif|else|end)\b\}?/g;

function at(what: string, template: string, name: string, index: number): RenderError {
  const before = template.slice(0, index).split("\n");
  return RenderError.at(what, {
    template: name,
    line: before.length,
    column: (before.at(-1)?.length ?? 0) + 1,
  });
}
