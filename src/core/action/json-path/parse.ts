import { Cursor, JsonPathError } from "./cursor";
import {
  type Condition,
  FUNCTIONS,
  type FunctionName,
  isDefinite,
  type JsonPath,
  OPERATORS,
  type Operand,
  type Operator,
  type Step,
} from "./path";

/** Paths by their text: a run reads the same few again and again. */
const parsed = new Map<string, JsonPath>();
const MOST_PARSED = 1000;

/**
 * Parses a JSONPath as Jayway JsonPath does. One without `$` or `@` is one of the document: `$.` is put before it.
 * Source: json-path/JsonPath, `PathCompiler` and `FilterCompiler`.
 * @throws {@link JsonPathError}
 */
export function parsePath(text: string): JsonPath {
  const known = parsed.get(text);
  if (known) return known;
  const path = new PathParser(text).path();
  if (parsed.size >= MOST_PARSED) parsed.clear();
  parsed.set(text, path);
  return path;
}

/**
 * What is wrong with a text as a JSONPath; `undefined` for a JSONPath.
 */
export function pathProblem(text: string): string | undefined {
  try {
    parsePath(text);
    return undefined;
  } catch (error) {
    if (error instanceof JsonPathError) return error.message;
    throw error;
  }
}

/** True for a JSONPath that may find any number of values, so that finding none is an empty list. */
export function findsList(text: string): boolean {
  return pathProblem(text) === undefined && !isDefinite(parsePath(text));
}

class PathParser extends Cursor {
  constructor(text: string) {
    const trimmed = text.trim();
    super(/^[$@]/.test(trimmed) ? trimmed : `$.${trimmed}`);
  }

  path(): JsonPath {
    if (this.text.endsWith(".")) throw new JsonPathError("the path ends with a dot");
    const root = this.take() as "$" | "@";
    const steps: Step[] = [];
    if (!this.atEnd && !this.looksAt(".") && !this.looksAt("[")) throw this.unexpected("a dot or a bracket");
    while (!this.atEnd) this.readSteps(steps);
    return { root, steps };
  }

  private readSteps(steps: Step[]): void {
    if (this.skip("..")) {
      steps.push({ kind: "scan" });
      if (this.looksAt(".")) throw this.unexpected("a name, a bracket or *");
    } else if (this.skip(".") && this.looksAt(".")) throw this.unexpected("a name");
    if (this.skip("[")) steps.push(this.bracket());
    else if (this.skip("*")) steps.push({ kind: "wildcard" });
    else steps.push(this.nameOrFunction());
  }

  private nameOrFunction(): Step {
    const name = this.takeWhile(/[^.[( ]/);
    if (name === "") throw this.unexpected("a name");
    if (this.looksAt(" ")) throw new JsonPathError(`a name with a blank is written ['...']`);
    if (!this.skip("(")) return { kind: "property", names: [name] };
    if (!isFunction(name)) throw new JsonPathError(`there is no function ${name}()`);
    return { kind: "function", name, args: this.args() };
  }

  private args(): readonly Operand[] {
    const args: Operand[] = [];
    this.blanks();
    while (!this.skip(")")) {
      if (args.length > 0) this.expect(",");
      args.push(this.operand());
      this.blanks();
    }
    return args;
  }

  private bracket(): Step {
    this.blanks();
    if (this.looksAt("'") || this.looksAt('"')) return this.names();
    if (this.skip("*")) {
      this.expect("]");
      return { kind: "wildcard" };
    }
    if (this.skip("?")) {
      this.expect("(");
      const condition = this.or();
      this.expect(")");
      this.expect("]");
      return { kind: "filter", condition };
    }
    const inside = this.takeWhile(/[-\d:, ]/).replaceAll(" ", "");
    this.expect("]");
    return arrayStep(inside);
  }

  private names(): Step {
    const names = [this.quoted()];
    this.blanks();
    while (this.skip(",")) {
      this.blanks();
      names.push(this.quoted());
      this.blanks();
    }
    this.expect("]");
    return { kind: "property", names };
  }

  private or(): Condition {
    return this.several("or", "||", () => this.several("and", "&&", () => this.condition()));
  }

  private several(kind: "or" | "and", sign: string, read: () => Condition): Condition {
    const all = [read()];
    for (this.blanks(); this.skip(sign); this.blanks()) all.push(read());
    const [only] = all;
    return only && all.length === 1 ? only : { kind, all };
  }

  private condition(): Condition {
    this.blanks();
    const isNegated = this.skip("!");
    this.blanks();
    // "not" of a path asks that there is none; of anything else it turns the answer.
    if (isNegated && !this.looksAt("$") && !this.looksAt("@"))
      return { kind: "not", condition: this.condition() };
    if (!isNegated && this.skip("(")) {
      const inner = this.or();
      this.expect(")");
      return inner;
    }
    const left = this.operand();
    const operator = this.operator();
    if (operator !== undefined) return { kind: "comparison", left, operator, right: this.operand() };
    if (left.kind !== "path") throw this.unexpected("a comparison");
    return { kind: "exists", path: left.path, wanted: !isNegated };
  }

  private operator(): Operator | undefined {
    this.blanks();
    const sign = this.takeWhile(/[<>=~!]/);
    if (sign === "" && !/[A-Za-z]/.test(this.current)) return undefined;
    const written = sign === "" ? this.takeWhile(/[A-Za-z]/).toUpperCase() : sign;
    const operator = OPERATORS.find((each) => each === written);
    if (operator === undefined) throw new JsonPathError(`there is no comparison ${written}`);
    return operator;
  }

  private operand(): Operand {
    this.blanks();
    if (this.looksAt("$") || this.looksAt("@")) return { kind: "path", path: parsePath(this.takePath()) };
    if (this.looksAt("'") || this.looksAt('"')) return { kind: "literal", value: this.quoted() };
    if (this.looksAt("/")) return { kind: "pattern", pattern: this.pattern() };
    if (this.looksAt("[") || this.looksAt("{")) return { kind: "literal", value: this.json() };
    const word = this.takeWhile(/[-+.\w]/);
    const value = word === "true" ? true : word === "false" ? false : word === "null" ? null : Number(word);
    if (word === "" || Number.isNaN(value)) throw this.unexpected("a value");
    return { kind: "literal", value };
  }
}

const isFunction = (name: string): name is FunctionName => FUNCTIONS.some((each) => each === name);

function arrayStep(inside: string): Step {
  const slice = /^(-?\d*):(-?\d*)/.exec(inside);
  if (slice) {
    const [from, to] = slice.slice(1).map((bound) => (bound === "" ? undefined : Number(bound)));
    if (from === undefined && to === undefined) throw new JsonPathError("a slice has no end: [:]");
    return { kind: "slice", from, to };
  }
  if (!/^-?\d+(,-?\d+)*$/.test(inside))
    throw new JsonPathError("brackets hold a name in quotes, an index, *, or ?(...)");
  return { kind: "index", at: inside.split(",").map(Number) };
}
