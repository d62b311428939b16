import { Compile, parse } from "velocityjs";
import { RenderError } from "./render-error";
import { encoding, esc, stringMethods, successTemplateUtils } from "./tools";

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

/** Velocity in strict mode, as a template failure pasted from a real organization shows it to be. */
class StrictVelocity extends Compile {
  templateName = "template";

  override getReferences(ast: Parameters<Compile["getReferences"]>[0], isRendered?: boolean): string {
    const reference = ast as unknown as Reference;
    const { context } = this as unknown as Internals;
    const known = reference.id in context || (this as unknown as Internals).getLocal(reference).isLocal;
    if (isRendered && !known)
      throw new RenderError(`Variable $${reference.id} has not been set at ${this.place(reference)}`);
    const value: unknown = super.getReferences(ast, false);
    if (!isRendered) return value as string;
    if (value === undefined || value === null) {
      if (reference.leader === "$!") return "";
      throw new RenderError(
        `Reference ${written(reference)} evaluated to null when attempting to render at ${this.place(reference)}`,
      );
    }
    return typeof value === "object" ? JSON.stringify(value) : String(value);
  }

  private place({ pos }: Reference): string {
    return `${this.templateName}[line ${pos?.first_line ?? 1}, column ${(pos?.first_column ?? 0) + 1}]`;
  }
}

/**
 * Renders a data action's template. Strings print unquoted, numbers and booleans as their literal.
 * @throws {@link RenderError} in Velocity's words for a reference that is not set or null, and for a directive that
 * data actions do not have.
 */
export function render(template: string, name: string, variables: Variables): string {
  for (const [, directive = ""] of template.matchAll(
    /#\{?(foreach|macro|include|parse|evaluate|define|stop|break)\b/g,
  ))
    throw new RenderError(
      `#${directive} is not available in data actions; there are #${DIRECTIVES.join(", #")}`,
    );
  const velocity = new StrictVelocity(parse(template), {
    escape: false,
    customMethodHandlers: Object.entries(stringMethods).map(([method, call]) => ({
      uid: `java.lang.String.${method}`,
      match: ({ property, context }: { property: string; context: unknown }) =>
        property === method && typeof context === "string",
      resolve: ({ context, params }: { context: unknown; params: unknown[] }) =>
        call(context as string, ...(params ?? []).map(String)),
    })),
  } as never);
  velocity.templateName = name;
  return velocity.render({ esc, encoding, successTemplateUtils, ...variables }, {});
}

function written({ leader, id, path }: Reference): string {
  return `${leader}{${[id, ...(path ?? []).map((step) => step.id)].join(".")}}`;
}
