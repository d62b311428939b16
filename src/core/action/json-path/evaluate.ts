import { callFunction } from "./functions";
import {
  type Condition,
  isDefinite,
  isDefiniteStep,
  type JsonPath,
  type JsonValue,
  type Operand,
  type Operator,
  type Step,
  scansForFunction,
} from "./path";

/** What a path finds that leads to nothing. */
export const NOTHING: unique symbol = Symbol("nothing");

/** Thrown where a definite path leads to nothing; ends the evaluation. */
class NotFound extends Error {}

/** Thrown where a comparison has no meaning for its values: the condition does not hold. */
class Meaningless extends Error {}

/**
 * What a path finds in a document: a value for a definite path, otherwise a list.
 * @returns {@link NOTHING} where a definite path leads to nothing
 */
export function evaluatePath(path: JsonPath, document: JsonValue): unknown {
  return evaluate(path, document, document);
}

function evaluate(path: JsonPath, item: JsonValue, document: JsonValue, strict = false): unknown {
  try {
    const from = path.root === "$" ? document : item;
    if (scansForFunction(path.steps)) return ofScan(path.steps, from, document);
    const hits: unknown[] = [];
    new Walk(path.steps, document, hits, strict).from(from, 0, true);
    if (!isDefinite(path)) return hits;
    return hits.length === 0 ? NOTHING : hits.at(-1);
  } catch (error) {
    if (error instanceof NotFound) return NOTHING;
    throw error;
  }
}

/** `$..n.sum()`: the function of all that is found. */
function ofScan(steps: readonly Step[], from: JsonValue, document: JsonValue): unknown {
  const last = steps.at(-1);
  if (last?.kind !== "function") return NOTHING;
  const counts = last.name === "length" || last.name === "size";
  const found: unknown[] = [];
  const scan: readonly Step[] = [...steps.slice(0, -1), ...(counts ? [{ kind: "wildcard" } as const] : [])];
  new Walk(scan, document, found, false).from(from, 0, true);
  return (
    callFunction(
      last.name,
      found,
      last.args.map((arg) => operandValue(arg, from, document)),
    ) ?? NOTHING
  );
}

/** One evaluation of a path. */
class Walk {
  /**
   * @param strict every name must be there, as where a filter asks whether something exists
   */
  constructor(
    private readonly steps: readonly Step[],
    private readonly document: JsonValue,
    private readonly hits: unknown[],
    private readonly strict: boolean,
  ) {}

  /**
   * Goes on from a value.
   * @param at the next step
   * @param definite the steps before lead to one place at most
   */
  from(value: JsonValue, at: number, definite: boolean): void {
    const step = this.steps[at];
    const isLast = at === this.steps.length - 1;
    if (step === undefined) this.hits.push(value);
    else if (step.kind === "scan") this.scan(value, at + 1);
    else
      for (const found of this.reached(step, value, isLast, definite))
        this.from(found, at + 1, definite && isDefiniteStep(step, isLast));
  }

  /** What a step leads to. @throws {@link NotFound} where one place is looked for and there is none */
  private reached(
    step: Exclude<Step, { readonly kind: "scan" }>,
    value: JsonValue,
    isLast: boolean,
    definite: boolean,
  ): readonly unknown[] {
    // Where a path leads to one place, the wrong kind of value is a place that is not there.
    const otherwise = (): readonly unknown[] => {
      if (definite) throw new NotFound();
      return [];
    };
    switch (step.kind) {
      case "property":
        return isMap(value) ? this.members(step.names, value, isLast, definite) : otherwise();
      case "index":
        return Array.isArray(value) ? step.at.flatMap((at) => item(value, at)) : otherwise();
      case "slice":
        return Array.isArray(value) ? value.slice(step.from, step.to) : otherwise();
      case "wildcard":
        return Array.isArray(value) ? value : isMap(value) ? Object.values(value) : [];
      case "filter": {
        const asked = Array.isArray(value) ? value : isMap(value) ? [value] : otherwise();
        return asked.filter((each) => this.holds(step.condition, each));
      }
      case "function": {
        const args = step.args.map((arg) => operandValue(arg, value, this.document));
        const result = callFunction(step.name, value, args);
        if (result === undefined) throw new NotFound();
        return [result];
      }
    }
  }

  private members(
    names: readonly string[],
    value: Readonly<Record<string, unknown>>,
    isLast: boolean,
    definite: boolean,
  ): readonly unknown[] {
    const known = names.filter((name) => Object.hasOwn(value, name));
    const mustBe = this.strict || (definite && !isLast && names.length === 1);
    if (mustBe && known.length < names.length) throw new NotFound();
    if (names.length > 1 && isLast) return [Object.fromEntries(known.map((name) => [name, value[name]]))];
    return known.map((name) => value[name]);
  }

  /** Tries a step on a value and on all that is in it. */
  private scan(value: JsonValue, at: number): void {
    const step = this.steps[at];
    if (step !== undefined && fits(step, value)) {
      // A filter is asked of the value itself: those in a list are asked in their turn.
      if (step.kind !== "filter") this.from(value, at, false);
      else if (this.holds(step.condition, value)) this.from(value, at + 1, false);
    }
    if (typeof value === "object" && value !== null)
      for (const each of Object.values(value)) this.scan(each, at);
  }

  private holds(condition: Condition, item: JsonValue): boolean {
    try {
      return holds(condition, item, this.document);
    } catch (error) {
      if (error instanceof Meaningless) return false;
      throw error;
    }
  }
}

function fits(step: Step, value: JsonValue): boolean {
  if (step.kind === "property")
    return isMap(value) && (step.names.length > 1 || Object.hasOwn(value, step.names[0] ?? ""));
  if (step.kind === "index" || step.kind === "slice") return Array.isArray(value);
  return isMap(value) || (Array.isArray(value) && step.kind !== "filter");
}

function item(items: readonly unknown[], index: number): readonly unknown[] {
  const at = index < 0 ? items.length + index : index;
  return at in items ? [items[at]] : [];
}

function isMap(value: JsonValue): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function operandValue(operand: Operand, item: JsonValue, document: JsonValue): unknown {
  if (operand.kind === "literal") return operand.value;
  return operand.kind === "pattern" ? operand.pattern : evaluate(operand.path, item, document);
}

function holds(condition: Condition, item: JsonValue, document: JsonValue): boolean {
  switch (condition.kind) {
    case "or":
      return condition.all.some((each) => holds(each, item, document));
    case "and":
      return condition.all.every((each) => holds(each, item, document));
    case "not":
      return !holds(condition.condition, item, document);
    case "exists":
      return (evaluate(condition.path, item, document, true) !== NOTHING) === condition.wanted;
    case "comparison": {
      const { left, operator, right } = condition;
      return COMPARE[operator](operandValue(left, item, document), operandValue(right, item, document));
    }
  }
}

/** A comparison of two values; either may be {@link NOTHING}. */
type Compare = (left: unknown, right: unknown) => boolean;

/** What is not there equals nothing, not even itself; 1 is not '1'. Source: json-path/JsonPath, its README and `EvaluatorFactory`. */
const equal: Compare = (left, right) => left !== NOTHING && right !== NOTHING && isSame(left, right);

const ordered =
  (holdsFor: (order: number) => boolean): Compare =>
  (left, right) => {
    if (typeof left === "number" && typeof right === "number") return holdsFor(left - right);
    if (typeof left === "string" && typeof right === "string")
      return holdsFor(left < right ? -1 : left > right ? 1 : 0);
    return false;
  };

const among: Compare = (left, right) => listOf(right).some((each) => equal(left, each));

function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new Meaningless();
}

function matches(left: unknown, right: unknown): boolean {
  const [pattern, value] = left instanceof RegExp ? [left, right] : [right, left];
  if (!(pattern instanceof RegExp) || value instanceof RegExp) return false;
  const textOf = (each: unknown) =>
    ["string", "number", "boolean"].includes(typeof each) ? String(each) : "";
  return (Array.isArray(value) ? value : [value]).some((each) => pattern.test(textOf(each)));
}

const lengthOf = (value: unknown): number | undefined => {
  if (typeof value === "string" || Array.isArray(value)) return value.length;
  return isMap(value) ? Object.keys(value).length : undefined;
};

const COMPARE: Readonly<Record<Operator, Compare>> = {
  "==": equal,
  "===": equal,
  "!=": (left, right) => !equal(left, right),
  "!==": (left, right) => !equal(left, right),
  "<": ordered((order) => order < 0),
  "<=": ordered((order) => order <= 0),
  ">": ordered((order) => order > 0),
  ">=": ordered((order) => order >= 0),
  "=~": matches,
  IN: among,
  NIN: (left, right) => !among(left, right),
  CONTAINS: (left, right) =>
    typeof left === "string"
      ? typeof right === "string" && left.includes(right)
      : Array.isArray(left) && among(right, left),
  ALL: (left, right) =>
    typeof left === "object" &&
    left !== null &&
    (!Array.isArray(left) || listOf(right).every((each) => among(each, left))),
  SIZE: (left, right) => typeof right === "number" && lengthOf(left) === right,
  EMPTY: (left, right) => lengthOf(left) !== undefined && (lengthOf(left) === 0) === right,
  SUBSETOF: (left, right) => listOf(left).every((each) => among(each, listOf(right))),
  ANYOF: (left, right) => listOf(left).some((each) => among(each, listOf(right))),
  NONEOF: (left, right) => !listOf(left).some((each) => among(each, listOf(right))),
};

/** True for two JSON values with the same content. */
function isSame(left: unknown, right: unknown): boolean {
  if (Array.isArray(left) && Array.isArray(right))
    return left.length === right.length && left.every((each, at) => isSame(each, right[at]));
  if (!isMap(left) || !isMap(right)) return left === right;
  const names = Object.keys(left);
  return (
    names.length === Object.keys(right).length &&
    names.every((name) => Object.hasOwn(right, name) && isSame(left[name], right[name]))
  );
}
