import type { Json } from "../data-action";

/** A JSON object whose values nobody has looked at. */
export type Fields = Readonly<Record<string, unknown>>;

/** The value as an object; `undefined` when it is none. */
export function fields(value: unknown): Fields | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}

/** Text, or the text of a template that was written as an object. `undefined` for nothing. */
export function templateText(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** A map of texts; other values as their JSON text. `undefined` when it is no object. */
export function textMap(value: unknown): Readonly<Record<string, string>> | undefined {
  const map = fields(value);
  return (
    map && Object.fromEntries(Object.entries(map).map(([key, each]) => [key, templateText(each) ?? "null"]))
  );
}

/** A JSON value that may have been written as its text. The text itself when that is no JSON. */
export function jsonValue(value: unknown): Json | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "string") return value as Json;
  try {
    return JSON.parse(value) as Json;
  } catch {
    return value;
  }
}

/** Collects what is not known, by JSON pointer. */
export function unknownKeys(
  of: Fields | undefined,
  known: readonly string[],
  at: string,
  into: Record<string, Json>,
): void {
  for (const [key, value] of Object.entries(of ?? {}))
    if (!known.includes(key)) into[`${at}/${key.replace(/~/g, "~0").replace(/\//g, "~1")}`] = value as Json;
}
