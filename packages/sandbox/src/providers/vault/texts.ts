import { goJson } from "../plugin/go-json";
import type { Attributes } from "../plugin/value";

/** Values of a map as texts, JSON for those that are none: a map in a schema holds nothing else. */
export function asTexts(map: Attributes): Record<string, string> {
  return Object.fromEntries(
    Object.entries(map).map(([key, value]) => [key, typeof value === "string" ? value : goJson(value)]),
  );
}
