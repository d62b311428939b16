import { escapedValue, type Part, partsOf, readSource, written } from "../core/action";
import { isObject, parsedJson, table } from "../core/diagnostic";
import { parseExpression } from "./hcl";

/** What expressions may refer to, as source. */
export interface Scope {
  readonly locals: ReadonlyMap<string, unknown>;
  /** Without those whose value is not known. */
  readonly variables: ReadonlyMap<string, unknown>;
  readonly each?: { readonly key: unknown; readonly value: unknown };
  /** Gathers the variables that were used. */
  readonly used?: Set<string>;
}

/** Expressions within one value that are followed. A local that leads to itself has no end. */
const MOST_EXPRESSIONS = 1000;
/** `.name`, `["name"]` or `[0]`. */
const STEP = /\.([A-Za-z_][\w-]*)|\[(?:"([^"\\$%]*)"|(\d+))\]/y;

/**
 * A value of Terraform's JSON syntax, with what is known put in the place of expressions: locals, variables, `each`,
 * and a few functions of what is known. Other expressions stay.
 */
export async function expand(source: unknown, scope: Scope): Promise<unknown> {
  return new Expansion(scope).of(source);
}

/** The expansion of one value. */
class Expansion {
  private left = MOST_EXPRESSIONS;

  constructor(private readonly scope: Scope) {}

  async of(source: unknown): Promise<unknown> {
    if (typeof source === "string") return this.text(source);
    if (Array.isArray(source)) return Promise.all(source.map((each) => this.of(each)));
    if (!isObject(source)) return source;
    const entries = Object.entries(source).map(async ([key, each]) => [
      String(await this.text(key)),
      await this.of(each),
    ]);
    return Object.fromEntries(await Promise.all(entries));
  }

  private async text(source: string): Promise<unknown> {
    const parts = partsOf(source);
    if (parts.every((part) => "text" in part)) return source;
    const values: unknown[] = [];
    for (const part of parts)
      values.push("text" in part ? written(part) : ((await this.value(part.expression)) ?? written(part)));
    // An expression by itself keeps its type.
    if (values.length === 1) return values[0];
    return values
      .map((value, at) => (typeof value === "object" ? written(parts[at] as Part) : String(value)))
      .join("");
  }

  /** The value of an expression, as source; `undefined` when it is not known. */
  private async value(expression: string): Promise<unknown> {
    this.left -= 1;
    if (this.left < 0) return undefined;
    const [, name, args] = /^([a-z][a-z0-9_]*)\s*\((.*)\)$/s.exec(expression) ?? [];
    if (name !== undefined && args !== undefined) return this.call(name, args);
    if (/^[["{]/.test(expression)) return this.literal(expression);
    return this.reference(expression);
  }

  private async literal(expression: string): Promise<unknown> {
    const parsed = await parseExpression(expression);
    // What is no literal comes back as it was.
    return parsed === undefined || parsed === written({ expression }) ? undefined : this.of(parsed);
  }

  /** A call whose arguments are known. Brackets that do not match would be no list: so it is one call, and no more. */
  private async call(name: string, args: string): Promise<unknown> {
    const run = FUNCTIONS[name];
    const parsed = run && (await parseExpression(`[${args}\n]`));
    if (!run || !Array.isArray(parsed)) return undefined;
    const { value, expressions } = readSource(await this.of(parsed));
    return expressions.length > 0 ? undefined : escapedValue(run(value as readonly unknown[]));
  }

  private async reference(expression: string): Promise<unknown> {
    const [root = ""] = /^[a-z]+/.exec(expression) ?? [];
    const [first, ...others] = stepsOf(expression.slice(root.length)) ?? [];
    if (typeof first !== "string") return undefined;
    let value = await this.of(this.named(root, first));
    for (const step of others)
      value =
        isObject(value) || Array.isArray(value)
          ? Object.entries(value).find(([key]) => key === String(step))?.[1]
          : undefined;
    // One that leads to what is not known is not known itself.
    return typeof value === "string" && readSource(value).expressions.length > 0 ? undefined : value;
  }

  private named(root: string, name: string): unknown {
    const { locals, variables, each, used } = this.scope;
    if (root === "local") return locals.get(name);
    if (root === "each") return name === "key" || name === "value" ? each?.[name] : undefined;
    if (root !== "var") return undefined;
    const value = variables.get(name);
    if (value !== undefined) used?.add(`var.${name}`);
    return value;
  }
}

/** The steps behind a reference's root; `undefined` when there is more to it. */
function stepsOf(behind: string): readonly (string | number)[] | undefined {
  const steps: (string | number)[] = [];
  for (STEP.lastIndex = 0; STEP.lastIndex < behind.length; ) {
    const found = STEP.exec(behind);
    if (!found) return undefined;
    const [, name, key, index] = found;
    steps.push(index === undefined ? ((name ?? key) as string) : Number(index));
  }
  return steps;
}

/** Functions of Terraform's that people write contracts, templates and lists with. `undefined` for odd arguments. */
const FUNCTIONS: Readonly<Record<string, (args: readonly unknown[]) => unknown>> = table({
  jsonencode: ([value]) => encoded(value),
  jsondecode: ([text]) => (typeof text === "string" ? parsedJson(text) : undefined),
  merge: (args) => (args.every(isObject) ? Object.assign({}, ...args) : undefined),
  toset: ([list]) => (Array.isArray(list) ? [...new Set(list)] : undefined),
  tostring: ([value]) => (typeof value === "object" ? undefined : String(value)),
  trimspace: ([text]) => (typeof text === "string" ? text.trim() : undefined),
  lower: ([text]) => (typeof text === "string" ? text.toLowerCase() : undefined),
  upper: ([text]) => (typeof text === "string" ? text.toUpperCase() : undefined),
});

/** As Terraform does it: these characters as escapes. */
function encoded(value: unknown): string | undefined {
  return JSON.stringify(value)?.replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
