import type { BlockSchema } from "./schema";
import { type Attributes, UNKNOWN } from "./value";

/** Whether two values are the same; the order of a set's elements does not matter. */
export function same(type: unknown, a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (a === UNKNOWN || b === UNKNOWN || a === null || b === null || typeof a !== "object") return false;
  // Sets within a set's elements (a role's action sets) are sorted by their canonical texts as well.
  const sorted = (values: unknown[]) => (isSet(type) ? values.map(unordered).sort() : values.map(canonical));
  if (Array.isArray(a) && Array.isArray(b)) return sorted(a).join("\n") === sorted(b).join("\n");
  return canonical(a) === canonical(b);
}

/** Whether two objects of a block are the same, unset blocks and empty ones alike. */
export function sameBlock(block: BlockSchema, a: Attributes, b: Attributes): boolean {
  const attributes = Object.entries(block.attributes ?? {});
  const blocks = Object.entries(block.block_types ?? {});
  return (
    attributes.every(([name, { type }]) => same(type, a[name] ?? null, b[name] ?? null)) &&
    blocks.every(([name, nested]) => {
      const kind = nested.nesting_mode === "set" ? ["set", []] : ["list", []];
      return same(kind, a[name] ?? [], b[name] ?? []);
    })
  );
}

/** Whether two JSON texts mean the same, as the provider compares contracts: nulls of a map's count as absent. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (typeof a !== "string" || typeof b !== "string") return false;
  try {
    return canonical(withoutNulls(JSON.parse(a))) === canonical(withoutNulls(JSON.parse(b)));
  } catch {
    return false;
  }
}

const isSet = (type: unknown) => Array.isArray(type) && type[0] === "set";

/** A text that is the same for the same value, whatever the order of its keys. */
function canonical(value: unknown): string {
  if (value === UNKNOWN) return "unknown";
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value ?? null);
  const entries = Object.entries(value).filter(([, inner]) => inner !== null && inner !== undefined);
  return `{${entries
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`)
    .join()}}`;
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => (inner === null ? [] : [[key, withoutNulls(inner)]])),
  );
}

/** {@link canonical}, where the order of lists does not matter either: what stands in a set here holds only sets. */
function unordered(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(unordered).sort().join()}]`;
  if (typeof value !== "object" || value === null || value === UNKNOWN) return canonical(value);
  return canonical(Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, unordered(inner)])));
}
