import { evaluatePath, JsonPathError, NOTHING, parsePath } from "../json-path";
import { RenderError } from "./render-error";

/**
 * Applies a translation map to a response: variable name to JSON text, as the success template gets it. A definite path
 * that finds nothing takes its default, and has no variable without one; an indefinite path that finds nothing is `[]`,
 * and an existing `null` is `null`: neither takes the default.
 * @throws {@link RenderError} for what is not a JSONPath
 */
export function translate(
  map: Readonly<Record<string, string>>,
  defaults: Readonly<Record<string, string>>,
  response: unknown,
): Record<string, string> {
  const variables: Record<string, string> = {};
  for (const [name, path] of Object.entries(map)) {
    const found = read(name, path, response);
    const text = found === NOTHING ? defaults[name] : JSON.stringify(found);
    if (text !== undefined) variables[name] = text;
  }
  return variables;
}

function read(name: string, path: string, response: unknown): unknown {
  try {
    return evaluatePath(parsePath(path), response);
  } catch (error) {
    if (!(error instanceof JsonPathError)) throw error;
    throw new RenderError(`The path of "${name}" is not a JSONPath: ${error.message}: ${path}`);
  }
}
