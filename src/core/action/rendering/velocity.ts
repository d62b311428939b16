import type { Compile } from "velocityjs";
import { classOf, methodOf, own } from "./java-methods";
import { RenderError } from "./render-error";

/** A template's syntax tree. Not the library's type: that is built into the package, and a consumer has no copy of it. */
export type Template = readonly unknown[];

/** Where a node stands. Counted from line 1, column 0. */
interface Place {
  readonly first_line: number;
  readonly first_column: number;
}

/** A step of a reference, as the parser gives it. */
interface Step {
  readonly type: "property" | "method" | "index";
  /** A name; of an index, the node of its value. */
  readonly id: unknown;
  readonly args?: readonly unknown[] | false;
}

/** A reference, as the parser gives it. */
interface Reference {
  readonly type: "references";
  readonly id: string;
  readonly leader: "$" | "$!";
  readonly path?: readonly Step[];
  readonly pos?: Place;
}

/** An operation, as the parser gives it. */
interface Operation {
  readonly type: "math";
  readonly operator: string;
  readonly expression: readonly [unknown, unknown];
}

/** A directive, as the parser gives it, or what stands between two. */
export interface Directive {
  readonly type?: string;
  readonly pos?: Place;
}

/** A branch, with its condition. */
type Conditional = Directive & { readonly condition?: unknown };

/** What the compiler has besides what it types. */
interface Internals {
  readonly context: Readonly<Record<string, unknown>>;
  readonly contextId: string;
  getExpression(condition: unknown): unknown;
  getLiteral(literal: unknown): unknown;
  renderAstList(asts: readonly unknown[], contextId: string): string;
  getLocal(reference: Reference): { readonly isLocal: boolean; readonly value: unknown };
}

/** What a template is rendered with. */
export interface VelocityProps {
  /** Name of the template, for messages. */
  readonly name: string;
  /** Parses a text in quotes. */
  readonly parse: (text: string) => Template;
  /** Called with the branch of an `#if` that is taken; `undefined` for the way past it. */
  readonly took: (taken: Directive | undefined, block: readonly Directive[]) => void;
}

/** True for the beginning of a branch. */
export const isBranch = ({ type }: Directive): boolean =>
  type === "if" || type === "elseif" || type === "else";

/** Loaded when a template is rendered: most commands render none, and do not wait for it. */
const library = (): typeof import("velocityjs") => require("velocityjs");

/** A template that is about to be rendered. */
interface Rendering {
  render(variables: Readonly<Record<string, unknown>>): string;
}

/** Renders a parsed template. */
type Renderer = new (template: Template, props: VelocityProps) => Rendering;

let renderer: Renderer | undefined;

/** A renderer of one template. Its class is made once: it extends what is loaded late. */
export function strictVelocity(template: Template, props: VelocityProps): Rendering {
  renderer ??= strictRenderer(library().Compile);
  return new renderer(template, props);
}

/**
 * Velocity in strict mode, as a template failure pasted from a real organization shows it to be: the library's parser
 * and its directives, with references and operators as Apache Velocity evaluates them.
 * Source: apache/velocity-engine, `ASTReference`, `ASTMathNode`, `ASTEQNode`, `DuckType`.
 */
function strictRenderer(Base: typeof Compile): Renderer {
  return class extends Base {
    private readonly props: VelocityProps;

    constructor(template: Template, props: VelocityProps) {
      super(template as ConstructorParameters<typeof Compile>[0], { escape: false } as never);
      this.props = props;
    }

    /** Called by the compiler, for a text in quotes: it would parse it each time. */
    override evalStr(text: string): string {
      const velocity = this.internals;
      return velocity.renderAstList(this.props.parse(text) as readonly unknown[], velocity.contextId);
    }

    /** Called by the compiler: the first branch whose condition holds. */
    getBlockIf(block: readonly Conditional[]): string {
      const at = block.findIndex(
        (ast) => isBranch(ast) && (ast.type === "else" || this.holds(ast.condition)),
      );
      this.props.took(block[at], block);
      if (at === -1) return "";
      const next = block.findIndex((ast, index) => index > at && isBranch(ast));
      const taken = block.slice(at + 1, next === -1 ? block.length : next);
      return this.internals.renderAstList(taken, this.internals.contextId);
    }

    /** Called by the compiler. What is compared or counted must be there. */
    override getExpression(ast: Parameters<Compile["getExpression"]>[0]): string {
      return this.evaluated(ast) as string;
    }

    private evaluated(ast: Parameters<Compile["getExpression"]>[0]): unknown {
      if (!isOperation(ast)) return super.getExpression(ast);
      const [left, right] = ast.expression;
      const value = (side: unknown) => this.internals.getExpression(side);
      switch (ast.operator) {
        case "||":
        case "&&":
        case "not":
          return this.holds(ast);
        case "==":
          return isSame(value(left), value(right));
        case "!=":
          return !isSame(value(left), value(right));
        case "/":
          return quotient(value(left), value(right));
        default:
          return super.getExpression(ast);
      }
    }

    /** Called by the compiler, for a value and for what is printed. */
    override getReferences(ast: Parameters<Compile["getReferences"]>[0], isPrinted?: boolean): string {
      const reference = ast as unknown as Reference;
      const value = this.follow(reference);
      if (!isPrinted) return value as string;
      if (value === undefined || value === null) {
        if (reference.leader === "$!") return "";
        throw this.fail(
          `Reference ${written(reference)} evaluated to null when attempting to render`,
          reference,
        );
      }
      return typeof value === "object" ? JSON.stringify(value) : String(value);
    }

    private get internals(): Internals {
      return this as unknown as Internals;
    }

    /** A variable alone may be missing in a condition; anything else may not. */
    private holds(ast: unknown): boolean {
      if (isOperation(ast)) {
        const [left, right] = ast.expression;
        if (ast.operator === "||") return this.holds(left) || this.holds(right);
        if (ast.operator === "&&") return this.holds(left) && this.holds(right);
        if (ast.operator === "not") return !this.holds(left);
        if (ast.operator === "parenthesis") return this.holds(left);
      }
      if (isReference(ast) && (ast.path ?? []).length === 0 && !this.isKnown(ast)) return false;
      return isTrue(this.internals.getExpression(ast));
    }

    private isKnown(reference: Reference): boolean {
      return (
        Object.hasOwn(this.internals.context, reference.id) || this.internals.getLocal(reference).isLocal
      );
    }

    private follow(reference: Reference): unknown {
      if (!this.isKnown(reference)) throw this.fail(`Variable $${reference.id} has not been set`, reference);
      const local = this.internals.getLocal(reference);
      let value = local.isLocal ? local.value : this.internals.context[reference.id];
      for (const step of reference.path ?? []) {
        if (value === undefined || value === null)
          throw this.fail(`Attempted to access '${nameOf(step)}' on a null value`, reference);
        value = this.stepOf(reference, value, step);
      }
      // A method that is not called is not a property.
      return typeof value === "function" ? undefined : value;
    }

    private stepOf(reference: Reference, value: unknown, step: Step): unknown {
      if (step.type === "method") return this.call(reference, value, step);
      const key = step.type === "index" ? this.internals.getLiteral(step.id) : step.id;
      if (Array.isArray(value) && typeof key === "number") return value[key];
      if (typeof value === "object" && value !== null)
        return own(value as Readonly<Record<string, unknown>>, String(key));
      // Of a text, a member without parentheses is a method that is not called.
      if (step.type === "property" && methodOf(value, String(key))) return undefined;
      throw this.fail(`Object '${classOf(value)}' does not contain property '${String(key)}'`, reference);
    }

    private call(reference: Reference, value: unknown, step: Step): unknown {
      const name = nameOf(step);
      const member =
        typeof value === "object" ? own(value as Readonly<Record<string, unknown>>, name) : undefined;
      const method = typeof member === "function" ? (member as Method) : methodOf(value, name);
      const args = (step.args || []).map((arg) => this.internals.getLiteral(arg));
      if (method === undefined)
        throw this.fail(
          `Object '${classOf(value)}' does not contain method ${name}(${args.map(classOf).join(", ")})`,
          reference,
        );
      try {
        return method(...args);
      } catch (error) {
        throw this.fail((error as Error).message, reference);
      }
    }

    private fail(what: string, { pos }: Reference): RenderError {
      return RenderError.at(what, {
        template: this.props.name,
        line: pos?.first_line ?? 1,
        column: (pos?.first_column ?? 0) + 1,
      });
    }
  };
}

type Method = (...args: readonly unknown[]) => unknown;

const nameOf = ({ type, id }: Step): string =>
  type === "index" ? String((id as { readonly value?: unknown }).value ?? "") : String(id);

function written({ leader, id, path }: Reference): string {
  const steps = (path ?? []).map((step) =>
    step.type === "method" ? `${nameOf(step)}(${(step.args || []).map(argument).join(", ")})` : nameOf(step),
  );
  return `${leader}{${[id, ...steps].join(".")}}`;
}

function argument(node: unknown): string {
  if (isReference(node)) return written(node);
  const { type, value } = node as { readonly type?: unknown; readonly value?: unknown };
  if (type === "string") return `"${String(value)}"`;
  return typeof value === "string" ? value : "...";
}

function typeOf(ast: unknown): unknown {
  return typeof ast === "object" && ast !== null && "type" in ast ? ast.type : undefined;
}

const isOperation = (ast: unknown): ast is Operation => typeOf(ast) === "math";

const isReference = (ast: unknown): ast is Reference => typeOf(ast) === "references";

/** What counts as true: neither false, null, zero, an empty text, nor an empty collection. */
function isTrue(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === "object" && value !== null) return Object.keys(value).length > 0;
  return Boolean(value);
}

/** Values of two types are compared by their texts. */
function isSame(left: unknown, right: unknown): boolean {
  if (left === undefined || left === null || right === undefined || right === null)
    return (left ?? null) === (right ?? null);
  return left === right || String(left) === String(right);
}

/** Of two integers it is one. */
function quotient(left: unknown, right: unknown): number {
  const [a, b] = [Number(left), Number(right)];
  const result = a / b;
  if (!Number.isFinite(result)) throw new RenderError("#set divides by zero, or by what is not a number");
  return Number.isInteger(a) && Number.isInteger(b) ? Math.trunc(result) : result;
}
