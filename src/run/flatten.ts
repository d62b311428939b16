import { isObject } from "../core/diagnostic";

/**
 * An output as Architect shows it: the members of an object by name, those of a nested one behind its name and a dot; a
 * list of objects as one list for each member. What Genesys Cloud does with deeper lists is not documented: they stay as
 * they are.
 */
export function flattened(output: unknown): Readonly<Record<string, unknown>> {
  const flat: Record<string, unknown> = {};
  collect(output, "", flat);
  return flat;
}

function collect(value: unknown, name: string, flat: Record<string, unknown>): void {
  const below = (key: string) => (name === "" ? key : `${name}.${key}`);
  if (isObject(value)) for (const [key, each] of Object.entries(value)) collect(each, below(key), flat);
  else if (Array.isArray(value) && value.length > 0 && value.every(isObject)) {
    const keys = [...new Set(value.flatMap((each) => Object.keys(each)))];
    for (const key of keys)
      collect(
        value.map((each) => each[key] ?? null),
        below(key),
        flat,
      );
  } else flat[name] = value;
}
