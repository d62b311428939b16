import type { Compile } from "velocityjs";
import { RenderError, type TemplatePosition } from "./render-error";
import { stringMethods, TOOLS } from "./tools";

/** What a template may refer to, besides the tools. */
export type Variables = Readonly<Record<string, unknown>>;

/** Directives that Genesys Cloud has, as far as public data actions show. */
const DIRECTIVES = ["if", "elseif", "else", "end", "set"];

/** A reference, as the parser gives it. */
interface Reference {
  readonly id: string;
  readonly leader: "$" | "$!";
  readonly path?: readonly { readonly id?: unknown }[];
  /** Both count from: line 1, column 0. */
  readonly pos?: { readonly first_line: number; readonly first_column: number };
}

/** A directive, as the parser gives it, or what stands between two. */
interface Directive {
  readonly type?: string;
  readonly pos?: { readonly first_line: number; readonly first_column: number };
}

/** What the compiler has besides what it types. */
interface Internals {
  readonly context: object;
  readonly contextId: string;
  getExpression(condition: unknown): unknown;
  renderAstList(asts: readonly unknown[], contextId: string): string;
  getLocal(reference: Reference): { readonly isLocal: boolean };
}

/** Loaded when a template is parsed: most commands parse none, and do not wait for it. */
const library = (): typeof import("velocityjs") => require("velocityjs");

/** A template's syntax tree. */
export type Template = ReturnType<typeof import("velocityjs").parse>;

/** Syntax trees by template: a run renders the same few again and again. */
const parsed = new Map<string, Template>();
const MOST_PARSED = 500;

/**
 * Parses a template.
 * @throws {@link RenderError} with the place, when it is no Velocity.
 */
export function parseTemplate(template: string): Template {
  const known = parsed.get(template);
  if (known) return known;
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
  walk(parseTemplate(template) as readonly unknown[]);
  return found;
}

const isBranch = ({ type }: Directive) => type === "if" || type === "elseif" || type === "else";

function branch({ type, pos }: Directive, template: string): Branch {
  const [line, column] = [pos?.first_line ?? 1, (pos?.first_column ?? 0) + 1];
  return { template, line, column, directive: type as Branch["directive"] };
}

/** Of an `#if` without `#else`: at the place of the `#if`. */
const wayPast = (first: Directive, template: string): Branch => ({
  ...branch(first, template),
  directive: "else",
});

/** Velocity in strict mode, as a template failure pasted from a real organization shows it to be. */
function strictVelocity(
  template: Template,
  name: string,
  config: object,
  took: (branch: Branch) => void,
): Compile {
  const fail = (what: string, { pos }: Reference, when = "") => {
    const [line, column] = [pos?.first_line ?? 1, (pos?.first_column ?? 0) + 1];
    return new RenderError(`${what}${when} at ${name}[line ${line}, column ${column}]`, {
      template: name,
      line,
      column,
    });
  };

  class StrictVelocity extends library().Compile {
    /** Called by the compiler, for a text in quotes: it would parse it each time. */
    override evalStr(text: string): string {
      const velocity = this as unknown as Internals;
      return velocity.renderAstList(parseTemplate(text) as readonly unknown[], velocity.contextId);
    }

    /** Called by the compiler: the first branch whose condition holds. */
    getBlockIf(block: readonly (Directive & { readonly condition?: unknown })[]): string {
      const velocity = this as unknown as Internals;
      const at = block.findIndex(
        (ast) => isBranch(ast) && (ast.type === "else" || Boolean(velocity.getExpression(ast.condition))),
      );
      took(at === -1 ? wayPast(block[0] ?? {}, name) : branch(block[at] ?? {}, name));
      if (at === -1) return "";
      const next = block.findIndex((ast, index) => index > at && isBranch(ast));
      return velocity.renderAstList(
        block.slice(at + 1, next === -1 ? block.length : next),
        velocity.contextId,
      );
    }

    override getReferences(ast: Parameters<Compile["getReferences"]>[0], isRendered?: boolean): string {
      const reference = ast as unknown as Reference;
      const { context } = this as unknown as Internals;
      const known = reference.id in context || (this as unknown as Internals).getLocal(reference).isLocal;
      if (isRendered && !known) throw fail(`Variable $${reference.id} has not been set`, reference);
      const value: unknown = super.getReferences(ast, false);
      // A method that is not called is no property: Velocity finds nothing under its name.
      const found = typeof value === "function" ? undefined : value;
      if (!isRendered) return found as string;
      if (found === undefined || found === null) {
        if (reference.leader === "$!") return "";
        throw fail(
          `Reference ${written(reference)} evaluated to null`,
          reference,
          " when attempting to render",
        );
      }
      return typeof found === "object" ? JSON.stringify(found) : String(found);
    }
  }
  return new StrictVelocity(template, config as never);
}

/** The first directive of a template that data actions do not have. */
export function unavailableDirective(template: string): string | undefined {
  return /#\{?(foreach|macro|include|parse|evaluate|define|stop|break)\b/.exec(template)?.[1];
}

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
  const directive = unavailableDirective(template);
  if (directive !== undefined)
    throw new RenderError(
      `#${directive} is not available in data actions; there are #${DIRECTIVES.join(", #")}`,
    );
  const velocity = strictVelocity(
    parseTemplate(template),
    name,
    {
      escape: false,
      customMethodHandlers: Object.entries(stringMethods).map(([method, call]) => ({
        uid: `java.lang.String.${method}`,
        match: ({ property, context }: { property: string; context: unknown }) =>
          property === method && typeof context === "string",
        resolve: ({ context, params }: { context: unknown; params: unknown[] }) =>
          call(context as string, ...(params ?? []).map(String)),
      })),
    },
    took,
  );
  return velocity.render({ ...TOOLS, ...variables }, {});
}

function written({ leader, id, path }: Reference): string {
  return `${leader}{${[id, ...(path ?? []).map((step) => step.id)].join(".")}}`;
}
