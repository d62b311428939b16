/** A JSON value, of whatever form. */
export type JsonValue = unknown;

/** A step of a path. */
export type Step =
  /** `.a`, `['a']`, `['a','b']`. */
  | { readonly kind: "property"; readonly names: readonly string[] }
  /** `[0]`, `[-1]`, `[0,1]`. */
  | { readonly kind: "index"; readonly at: readonly number[] }
  /** `[1:3]`; either end may be open. */
  | { readonly kind: "slice"; readonly from: number | undefined; readonly to: number | undefined }
  /** `.*`, `[*]`. */
  | { readonly kind: "wildcard" }
  /** `..`: the next step is looked for on every level. */
  | { readonly kind: "scan" }
  /** `[?(...)]`. */
  | { readonly kind: "filter"; readonly condition: Condition }
  /** `.size()`. */
  | { readonly kind: "function"; readonly name: FunctionName; readonly args: readonly Operand[] };

/** Functions that a path may call. Source: json-path/JsonPath, `PathFunctionFactory`. */
export const FUNCTIONS = [
  "avg",
  "stddev",
  "sum",
  "min",
  "max",
  "concat",
  "length",
  "size",
  "append",
  "keys",
  "first",
  "last",
  "index",
] as const;

/** One of {@link FUNCTIONS}. */
export type FunctionName = (typeof FUNCTIONS)[number];

/** A parsed JSONPath. */
export interface JsonPath {
  /** `$`: of the whole document; `@`: of what a filter looks at. */
  readonly root: "$" | "@";
  readonly steps: readonly Step[];
}

/** A side of a comparison. */
export type Operand =
  | { readonly kind: "literal"; readonly value: JsonValue }
  | { readonly kind: "path"; readonly path: JsonPath }
  | { readonly kind: "pattern"; readonly pattern: RegExp };

/** Comparisons of a filter. Source: json-path/JsonPath, `RelationalOperator`. */
export const OPERATORS = [
  "==",
  "===",
  "!=",
  "!==",
  "<",
  "<=",
  ">",
  ">=",
  "=~",
  "IN",
  "NIN",
  "CONTAINS",
  "ALL",
  "SIZE",
  "EMPTY",
  "SUBSETOF",
  "ANYOF",
  "NONEOF",
] as const;

/** One of {@link OPERATORS}. */
export type Operator = (typeof OPERATORS)[number];

/** What a filter asks of each value. */
export type Condition =
  | { readonly kind: "or" | "and"; readonly all: readonly Condition[] }
  | { readonly kind: "not"; readonly condition: Condition }
  | { readonly kind: "exists"; readonly path: JsonPath; readonly wanted: boolean }
  | {
      readonly kind: "comparison";
      readonly left: Operand;
      readonly operator: Operator;
      readonly right: Operand;
    };

/**
 * True for a path that leads to one place at most. What it finds is a value; any other path finds a list, which may be
 * empty.
 */
export function isDefinite({ steps }: JsonPath): boolean {
  // `$..n.sum()` is the sum of `$..n`.
  if (scansForFunction(steps)) return true;
  return steps.every((step, at) => isDefiniteStep(step, at === steps.length - 1));
}

/** True for a function of everything that a scan finds. */
export const scansForFunction = (steps: readonly Step[]): boolean =>
  steps[0]?.kind === "scan" && steps.at(-1)?.kind === "function";

/** True for a step that leads to one place at most. Several names at the end make one object. */
export function isDefiniteStep(step: Step, isLast: boolean): boolean {
  switch (step.kind) {
    case "property":
      return step.names.length === 1 || isLast;
    case "index":
      return step.at.length === 1;
    case "function":
      return true;
    default:
      return false;
  }
}
