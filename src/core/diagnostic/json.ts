/** What a JSON text can hold between braces. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a value is an object: not `null`, not an array. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An object of JSON, or an empty one: what is read of a declaration may be anything. */
export function record(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

/** A text, or an empty one. */
export function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** The texts of a list; none when it is no list. */
export function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}

/** What a text of JSON holds; `undefined` for any other text. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether a text is JSON. */
export function isJson(value: string): boolean {
  return parsedJson(value) !== undefined;
}

/** A value for a message. Never long, and never fails. */
export function shown(value: unknown): string {
  if (Array.isArray(value)) return "an array";
  if (isObject(value)) return "an object";
  if (typeof value !== "string") return String(value);
  return JSON.stringify(cut(value));
}

/** A text from elsewhere, on one line, without what moves a cursor, hides, or turns the direction of reading. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ");
}

/** As {@link printable}, for a text of several lines. */
export function printableLines(text: string): string {
  return text.split("\n").map(printable).join("\n");
}

/** The beginning of a text. */
export function cut(value: string, length = 80): string {
  return value.length > length ? `${value.slice(0, length)}...` : value;
}

/** Whether a value of JSON is nested deeper than a number of levels. Does not recurse. */
export function isDeeperThan(levels: number, value: unknown): boolean {
  // Each object once in a level: what refers to itself, or to one thing from many places, would double with each.
  const isParent = (each: unknown) => typeof each === "object" && each !== null;
  let level = new Set([value].filter(isParent));
  for (let depth = 0; level.size > 0; depth += 1) {
    if (depth === levels) return [...level].some((each) => Object.keys(each as object).length > 0);
    level = new Set([...level].flatMap((each) => Object.values(each as object).filter(isParent)));
  }
  return false;
}

/**
 * How many values JSON of a value would have: what is referred to from several places counts in each. Infinite for what refers
 * to itself.
 */
export function countValues(value: unknown, counted = new Map<unknown, number>()): number {
  if (typeof value !== "object" || value === null) return 1;
  const known = counted.get(value);
  if (known !== undefined) return known;
  // Whoever comes back here while it is counted has gone round in a circle.
  counted.set(value, Number.POSITIVE_INFINITY);
  const count = Object.values(value).reduce((sum, each) => sum + countValues(each, counted), 1);
  counted.set(value, count);
  return count;
}
