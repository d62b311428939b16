import type { z } from "zod";
import { isObject, type Refusal, ScopelockError, shown, suggester } from "../core/diagnostic";

/**
 * Checks what was given against its schema, for the many apps that no compiler has checked.
 * @param what whose properties they are, for people: `a DataActionIntegration`
 * @param where path of a construct, or the call
 * @throws {@link ScopelockError} that names every property that is wrong: `props/missing`, `props/type`, `props/unknown`.
 */
export function checkProps(what: string, where: string, schema: z.ZodObject, props: unknown): void {
  const { success, error } = schema.safeParse(props);
  if (success) return;
  const [first, ...others] = error.issues.flatMap((issue) => refusalsOf(issue, what, schema, props));
  if (first) throw new ScopelockError({ ...first, where }, ...others.map((each) => ({ ...each, where })));
}

/**
 * The same for the arguments of a function or a factory, by their names.
 * @param call for people: `loadEnvironments`
 */
export function checkArguments(
  call: string,
  schema: z.ZodObject,
  given: Readonly<Record<string, unknown>>,
): void {
  checkProps(call, call, schema, given);
}

type Unplaced = Omit<Refusal, "where">;

function refusalsOf(
  issue: z.core.$ZodIssue,
  what: string,
  schema: z.ZodObject,
  props: unknown,
): readonly Unplaced[] {
  if (issue.code === "unrecognized_keys" && !isOtherKind(valueAt(props, issue.path), issue.keys))
    return issue.keys.map((key) => unknownKey(key, issue.path, what, keysAt(schema, issue.path)));
  return [wrongValue(issue.path, what, issue.message, props)];
}

/** Whether an object is what another class made: its properties are not misspelt ones, and are not named one by one. */
const isOtherKind = (value: unknown, unknown: readonly string[]) =>
  unknown.length > 1 && ![Object.prototype, null].includes(Object.getPrototypeOf(value));

function wrongValue(path: readonly PropertyKey[], what: string, expected: string, props: unknown): Unplaced {
  const value = valueAt(props, path);
  const name = path.length === 0 ? `The properties of ${what}` : `"${pathText(path)}"`;
  const [noun = "", example = ""] = expected.split("\n");
  const fix = example === "" ? `Set it to ${noun}.` : example;
  if (value === undefined && typeof path.at(-1) !== "number")
    return {
      id: "props/missing",
      what: `${name} ${path.length === 0 ? "are" : "is"} missing.`,
      why: `${name} must be ${noun}.`,
      fix,
    };
  return {
    id: "props/type",
    what: `${name} ${path.length === 0 ? "are" : "is"} ${isObject(value) ? "an object of another kind" : shown(value)}.`,
    why: `${name} must be ${noun}.`,
    fix,
  };
}

function unknownKey(
  key: string,
  path: readonly PropertyKey[],
  what: string,
  known: readonly string[],
): Unplaced {
  const near = suggester(known)(key);
  const owner = path.length === 0 ? what : `"${pathText(path)}"`;
  return {
    id: "props/unknown",
    what: `"${pathText([...path, key])}" is not a property of ${owner}.`,
    why: "An unknown property would have no effect.",
    fix: `${near === undefined ? "" : `Did you mean "${near}"? `}The properties are ${known.join(", ")}.`,
  };
}

/** As code writes it: `secret.readers[0]`. */
function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((part, at) => (typeof part === "number" ? `[${part}]` : `${at === 0 ? "" : "."}${String(part)}`))
    .join("");
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, part) => (Array.isArray(at) || isObject(at) ? Reflect.get(at, part) : undefined),
    value,
  );
}

function keysAt(schema: z.ZodObject, path: readonly PropertyKey[]): readonly string[] {
  const at = path.reduce<z.core.$ZodType | undefined>((outer, part) => inner(outer, part), schema);
  return Object.keys(shapeOf(at)).sort();
}

function inner(schema: z.core.$ZodType | undefined, part: PropertyKey): z.core.$ZodType | undefined {
  return typeof part === "number" ? elementOf(schema) : shapeOf(schema)[String(part)];
}

/** The properties of an object, of one that may be left out, or the elements of a list of them. */
function shapeOf(schema: z.core.$ZodType | undefined): Readonly<Record<string, z.core.$ZodType>> {
  const { shape, innerType } = definitionOf(schema);
  return shape ?? (innerType ? shapeOf(innerType) : {});
}

/** The kind of a list's elements. */
function elementOf(schema: z.core.$ZodType | undefined): z.core.$ZodType | undefined {
  const { element, innerType } = definitionOf(schema);
  return element ?? (innerType && elementOf(innerType));
}

interface Definition {
  readonly innerType?: z.core.$ZodType;
  readonly element?: z.core.$ZodType;
  readonly shape?: Readonly<Record<string, z.core.$ZodType>>;
}

const definitionOf = (schema: z.core.$ZodType | undefined): Definition =>
  (schema?._zod.def ?? {}) as Definition;
