import { isObject, type JsonObject } from "../../core/diagnostic";

/** Every reference in an expression, however deep: blocks hold expressions of their own. */
export function ownNames(expression: unknown): readonly string[] {
  if (Array.isArray(expression)) return expression.flatMap(ownNames);
  if (!isObject(expression)) return [];
  return Object.entries(expression).flatMap(([key, value]) => {
    if (key === "constant_value") return [];
    if (key === "references" && Array.isArray(value))
      return value.filter((each): each is string => typeof each === "string");
    return ownNames(value);
  });
}

/** Deeper, modules only pass on what others pass on to them. */
const DEEPEST = 20;

/**
 * What an output refers to, as the author wrote it: without the parents that Terraform adds to each reference, and with the
 * outputs of modules replaced by what those refer to.
 */
export function traced(expression: unknown, module: JsonObject, depth = 0): readonly string[] {
  const names = ownNames(expression);
  // Terraform lists a reference, then its parents from long to short. Source: `jsonconfig/expression.go`.
  const written = names.filter((name, at) => {
    const before = names[at - 1];
    return before === undefined || before === name || !isParent(name, before);
  });
  return [...new Set(written.flatMap((name) => throughModule(name, module, depth)))];
}

const isParent = (name: string, of: string) => of.startsWith(name) && /^[.[]/.test(of.slice(name.length));

function throughModule(name: string, module: JsonObject, depth: number): readonly string[] {
  const [, call, output] = /^module\.([\w-]+)(?:\[[^\]]*\])?(?:\.([\w-]+))?/.exec(name) ?? [];
  if (call === undefined) return [name];
  const calls = isObject(module.module_calls) ? module.module_calls : {};
  const called = calls[call];
  const inner = isObject(called) && isObject(called.module) ? called.module : undefined;
  const outputs = isObject(inner?.outputs) ? inner.outputs : undefined;
  if (!inner || !outputs || depth > DEEPEST) return [name];
  const found = output === undefined ? Object.values(outputs) : [outputs[output]];
  return found.flatMap((each) => (isObject(each) ? traced(each.expression, inner, depth + 1) : [name]));
}
