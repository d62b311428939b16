import { isObject } from "../core/diagnostic";
import { refuseErrors } from "./matchers";
import { Synthesized } from "./synthesized";

/**
 * For `expect.addSnapshotSerializer`: `expect(synthesize(stack)).toMatchSnapshot()` keeps the configuration, the same on every
 * machine and with every version of cdktf.
 */
export const serializer = {
  test: (value: unknown): boolean => value instanceof Synthesized,

  /** @throws Error when the stack has errors: what cannot be synthesized is not to be kept. */
  serialize<Config, Refs>(
    value: Synthesized,
    config: Config,
    indentation: string,
    depth: number,
    refs: Refs,
    print: (value: unknown, config: Config, indentation: string, depth: number, refs: Refs) => string,
  ): string {
    refuseErrors(value);
    return print(unfolded(value.json), config, indentation, depth, refs);
  },
};

/** JSON inside a text; its name stands in front of it in the snapshot. */
class Json {
  constructor(content: object) {
    Object.assign(this, content);
  }
}

/** Texts that are JSON as what they hold: a snapshot has a line for each of its values, and none of hundreds of characters. */
function unfolded(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unfolded);
  if (isObject(value))
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, unfolded(each)]));
  if (typeof value !== "string" || !value.startsWith("{")) return value;
  try {
    const content: unknown = JSON.parse(value);
    return isObject(content) ? new Json(content) : value;
  } catch {
    return value;
  }
}
