import type { Compile } from "velocityjs";
import { RenderError } from "./render-error";
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

/** What the compiler has besides what it types. */
interface Internals {
  readonly context: object;
  getLocal(reference: Reference): { readonly isLocal: boolean };
}

/** Loaded when a template is parsed: most commands parse none, and do not wait for it. */
const library = (): typeof import("velocityjs") => require("velocityjs");

/** A template's syntax tree. */
export type Template = ReturnType<typeof import("velocityjs").parse>;

/**
 * Parses a template.
 * @throws {@link RenderError} with the place, when it is no Velocity.
 */
export function parseTemplate(template: string): Template {
  try {
    return library().parse(template);
  } catch (error) {
    const [, line] = /on line (\d+)/.exec((error as Error).message) ?? [];
    throw new RenderError(`The template is no Velocity${line === undefined ? "" : `: line ${line}`}`);
  }
}

/** Velocity in strict mode, as a template failure pasted from a real organization shows it to be. */
function strictVelocity(template: Template, name: string, config: object): Compile {
  const fail = (what: string, { pos }: Reference, when = "") => {
    const [line, column] = [pos?.first_line ?? 1, (pos?.first_column ?? 0) + 1];
    return new RenderError(`${what}${when} at ${name}[line ${line}, column ${column}]`, {
      template: name,
      line,
      column,
    });
  };

  class StrictVelocity extends library().Compile {
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
 */
export function render(template: string, name: string, variables: Variables): string {
  const directive = unavailableDirective(template);
  if (directive !== undefined)
    throw new RenderError(
      `#${directive} is not available in data actions; there are #${DIRECTIVES.join(", #")}`,
    );
  const velocity = strictVelocity(parseTemplate(template), name, {
    escape: false,
    customMethodHandlers: Object.entries(stringMethods).map(([method, call]) => ({
      uid: `java.lang.String.${method}`,
      match: ({ property, context }: { property: string; context: unknown }) =>
        property === method && typeof context === "string",
      resolve: ({ context, params }: { context: unknown; params: unknown[] }) =>
        call(context as string, ...(params ?? []).map(String)),
    })),
  });
  return velocity.render({ ...TOOLS, ...variables }, {});
}

function written({ leader, id, path }: Reference): string {
  return `${leader}{${[id, ...(path ?? []).map((step) => step.id)].join(".")}}`;
}
