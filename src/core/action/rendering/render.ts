import { checkDirectives } from "./directives";
import { RenderError, type TemplatePosition } from "./render-error";
import { TOOLS } from "./tools";
import { type Directive, isBranch, strictVelocity, type Template } from "./velocity";

/** What a template may refer to, besides the tools. */
export type Variables = Readonly<Record<string, unknown>>;

/** Loaded when a template is parsed: most commands parse none, and do not wait for it. */
const library = (): typeof import("velocityjs") => require("velocityjs");

/** Syntax trees by template: a run renders the same few again and again. */
const parsed = new Map<string, Template>();
const MOST_PARSED = 500;

/**
 * Parses a template.
 * @throws {@link RenderError} with the place, when it is not Velocity, or does not end.
 */
export function parseTemplate(template: string, name = "template"): Template {
  const known = parsed.get(template);
  if (known) return known;
  checkDirectives(template, name);
  try {
    const tree = library().parse(template);
    if (parsed.size >= MOST_PARSED) parsed.clear();
    parsed.set(template, tree);
    return tree;
  } catch (error) {
    const [, line] = /on line (\d+)/.exec((error as Error).message) ?? [];
    throw new RenderError(`The template is not Velocity${line === undefined ? "" : `: line ${line}`}`);
  }
}

/** A branch of an `#if` in a template. */
export interface Branch extends TemplatePosition {
  /** An `else` that is not written counts: the way past the whole `#if`. */
  readonly directive: "if" | "elseif" | "else";
}

/** The branches of every `#if` in a template, in the order in which they stand. */
export function branchesOf(template: string, name: string): readonly Branch[] {
  const found: Branch[] = [];
  const walk = (asts: readonly unknown[]): void => {
    for (const ast of asts) {
      if (!Array.isArray(ast)) continue;
      const directives = (ast as Directive[]).filter(isBranch);
      found.push(...directives.map((each) => branch(each, name)));
      const [first] = directives;
      if (first && !directives.some(({ type }) => type === "else")) found.push(wayPast(first, name));
      walk(ast);
    }
  };
  walk(parseTemplate(template, name) as readonly unknown[]);
  return found;
}

function branch({ type, pos }: Directive, template: string): Branch {
  const [line, column] = [pos?.first_line ?? 1, (pos?.first_column ?? 0) + 1];
  return { template, line, column, directive: type as Branch["directive"] };
}

/** Of an `#if` without `#else`: at the place of the `#if`. */
const wayPast = (first: Directive, template: string): Branch => ({
  ...branch(first, template),
  directive: "else",
});

/**
 * Renders a data action's template. Strings print unquoted, numbers and booleans as their literal.
 * @throws {@link RenderError} in Velocity's words for a reference that is not set or null, and for a directive that
 * data actions do not have.
 * @param took called for each branch of an `#if` that is taken
 */
export function render(
  template: string,
  name: string,
  variables: Variables,
  took: (branch: Branch) => void = () => {},
): string {
  const velocity = strictVelocity(parseTemplate(template, name), {
    name,
    parse: (text) => parseTemplate(text, name),
    took: (taken, block) => took(taken ? branch(taken, name) : wayPast(block[0] ?? {}, name)),
  });
  return velocity.render({ ...TOOLS, ...variables });
}
