import { JSONPath } from "jsonpath-plus";
import { INDEFINITE } from "../core/contract/json-path";

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

function query(path: string, json: unknown): unknown[] {
  // Jayway compares by type: 1 is not '1'.
  const strict = path.replace(/\[\?\([^\]]*\)\]/g, (filter) => filter.replace(/([=!])=(?!=)/g, "$1=="));
  const hits: unknown = JSONPath({ path: strict, json: json as object, wrap: true, eval: "safe" });
  return Array.isArray(hits) ? hits : [];
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
