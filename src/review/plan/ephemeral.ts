import { isObject, type JsonObject, record } from "../../core/diagnostic";
import { ownNames } from "./references";

/** A module as it stands in the configuration. */
interface Scope {
  /** Calls from the stack itself down to it. */
  readonly path: string;
  readonly module: JsonObject;
  /** What calls it. @default - it is the stack itself */
  readonly caller?: { readonly scope: Scope; readonly inputs: JsonObject };
}

/**
 * Paths of attributes that are given an ephemeral value, by {@link ephemeralKey} of the resource: the expression refers to an
 * ephemeral resource, also through variables and outputs of modules. A local value is not in a plan's configuration.
 */
export function ephemeralAttributes(root: JsonObject): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const scope of scopesIn({ path: "", module: root }))
    for (const { type, name, expressions } of objectsIn(scope.module.resources)) {
      const key = ephemeralKey(`${type}.${name}`, scope.caller === undefined);
      found.set(key, [...(found.get(key) ?? []), ...pathsIn(expressions, scope)]);
    }
  return found;
}

/** Of modules a review knows no more than that a resource is of one. */
export const ephemeralKey = (resource: string, isRoot: boolean) => (isRoot ? resource : `module ${resource}`);

function scopesIn(scope: Scope): readonly Scope[] {
  return [
    scope,
    ...Object.keys(record(scope.module.module_calls)).flatMap((name) =>
      called(name, scope).flatMap(scopesIn),
    ),
  ];
}

function called(name: string, scope: Scope): readonly Scope[] {
  const call = own(record(scope.module.module_calls), name);
  if (!isObject(call) || !isObject(call.module)) return [];
  const caller = { scope, inputs: record(call.expressions) };
  return [{ path: `${scope.path}/${name}`, module: call.module, caller }];
}

/** Paths of expressions that are ephemeral; blocks hold expressions of their own. */
function pathsIn(value: unknown, scope: Scope, path: readonly string[] = []): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((each) => pathsIn(each, scope, path));
  if (!isObject(value)) return [];
  if (Array.isArray(value.references)) return isEphemeral(value, scope, new Set()) ? [path.join(".")] : [];
  return Object.entries(value).flatMap(([key, each]) => pathsIn(each, scope, [...path, key]));
}

/** @param seen what was looked at: a wrong plan may lead round in a circle */
function isEphemeral(expression: unknown, scope: Scope, seen: Set<string>): boolean {
  return ownNames(expression).some((name) => {
    if (name.startsWith("ephemeral.")) return true;
    const [, kind, first = "", second] =
      /^(var|module)\.([\w-]+)(?:\[[^\]]*\])?(?:\.([\w-]+))?/.exec(name) ?? [];
    const key = `${scope.path} ${kind} ${first} ${second}`;
    if (kind === undefined || seen.has(key)) return false;
    seen.add(key);
    if (kind === "var")
      return (
        scope.caller !== undefined && isEphemeral(own(scope.caller.inputs, first), scope.caller.scope, seen)
      );
    return called(first, scope).some((inner) =>
      // Behind an output's name, Terraform lists the module as a whole as well.
      isEphemeral(second === undefined ? undefined : own(record(inner.module.outputs), second), inner, seen),
    );
  });
}

const own = (values: JsonObject, name: string) => (Object.hasOwn(values, name) ? values[name] : undefined);

const objectsIn = (value: unknown): readonly JsonObject[] =>
  Array.isArray(value) ? value.filter(isObject) : [];
