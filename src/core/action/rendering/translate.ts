import type { JSONPathOptions } from "jsonpath-plus";
import { INDEFINITE } from "../checks/json-path";
import { RenderError } from "./render-error";

/** What of Jayway JsonPath may end a path. */
const FUNCTION = /\.(length|size|min|max|sum|avg|keys|first|last)\(\)$/;

const NOTHING = Symbol("nothing");

/**
 * Applies a translation map to a response: variable name to JSON text, as the success template gets it. A definite path
 * that finds nothing takes its default, and has no variable without one; an indefinite path that finds nothing is `[]`,
 * and a `null` that is there is `null`: neither takes the default.
 */
export function translate(
  map: Readonly<Record<string, string>>,
  defaults: Readonly<Record<string, string>>,
  response: unknown,
): Record<string, string> {
  const variables: Record<string, string> = {};
  for (const [name, path] of Object.entries(map)) {
    const found = read(path, response);
    if (found !== NOTHING) variables[name] = JSON.stringify(found);
    else if (defaults[name] !== undefined) variables[name] = defaults[name];
  }
  return variables;
}

function read(written: string, json: unknown): unknown {
  const path = /^[$@]/.test(written) ? written : written.startsWith("[") ? `$${written}` : `$.${written}`;
  const name = FUNCTION.exec(path)?.[1];
  const found = find(name === undefined ? path : path.replace(FUNCTION, ""), json);
  return name === undefined || found === NOTHING ? found : apply(name, found);
}

function find(path: string, json: unknown): unknown {
  const indefinite = INDEFINITE.exec(path);
  if (!indefinite) {
    const [hit = NOTHING] = query(path.replace(/\[(-\d+)\]/g, "[$1:]"), json);
    return hit;
  }
  // What stands before the first indefinite step must be there, or nothing is found at all.
  const before = path.slice(0, indefinite.index);
  if (before !== "$" && query(before, json).length === 0) return NOTHING;
  return query(path, json);
}

/** Loaded when a path is read: most commands read none. */
const library = (): typeof import("jsonpath-plus") => require("jsonpath-plus");

function query(path: string, json: unknown): unknown[] {
  const { expressions, plain } = withoutExpressions(path);
  // Jayway compares by type: 1 is not '1'.
  const strict = plain.replace(/\[\?\([^\]]*\)\]/g, (filter) => filter.replace(/([=!])=(?!=)/g, "$1=="));
  // Jayway matches the whole of a text.
  const matches = (value: unknown, at: number) => typeof value === "string" && expressions[at]?.test(value);
  const options: object = { path: strict, json, wrap: true, eval: "safe", sandbox: { matches } };
  const hits: unknown = library().JSONPath(options as JSONPathOptions);
  return Array.isArray(hits) ? hits : [];
}

/** `@.name =~ /text.*\/i`: Jayway's, and not in JavaScript's expressions. */
const MATCHES = /(@[^\s()=!<>&|]*)\s*=~\s*\/((?:\\.|[^/\\])+)\/([a-z]*)/g;

/** A path with a call in place of each regular expression. */
function withoutExpressions(path: string): {
  readonly plain: string;
  readonly expressions: readonly RegExp[];
} {
  const expressions: RegExp[] = [];
  const plain = path.replace(MATCHES, (_, value: string, pattern: string, flags: string) => {
    expressions.push(expression(pattern, flags));
    return `matches(${value}, ${expressions.length - 1})`;
  });
  return { plain, expressions };
}

function expression(pattern: string, flags: string): RegExp {
  try {
    return new RegExp(`^(?:${pattern})$`, flags.replace(/[^imsu]/g, ""));
  } catch {
    throw new RenderError(`/${pattern}/ is not a regular expression`);
  }
}

function apply(name: string, value: unknown): unknown {
  const list: unknown[] = Array.isArray(value) ? value : Object.values(Object(value));
  const numbers = () => list.filter((item) => typeof item === "number");
  switch (name) {
    case "length":
    case "size":
      return typeof value === "string" ? value.length : list.length;
    case "keys":
      return Object.keys(Object(value));
    case "first":
      return list[0] ?? NOTHING;
    case "last":
      return list.at(-1) ?? NOTHING;
    case "min":
      return Math.min(...numbers());
    case "max":
      return Math.max(...numbers());
    default: {
      const sum = numbers().reduce((total, number) => total + number, 0);
      return name === "sum" ? sum : sum / numbers().length;
    }
  }
}
