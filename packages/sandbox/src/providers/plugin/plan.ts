import { same, sameBlock, sameJson } from "./equality";
import type { Resource } from "./resource";
import { type BlockSchema, conform } from "./schema";
import { type Attributes, UNKNOWN } from "./value";

/** A planned object. */
export interface Planned {
  readonly state: Attributes;
  /** Attributes whose change replaces the object. */
  readonly replaces: readonly string[];
}

/** Plans a change of one object, as a provider built with Terraform's SDK does. */
export function plan(
  block: BlockSchema,
  resource: Resource<never>,
  prior: Attributes | null,
  proposed: Attributes,
  config: Attributes,
): Planned {
  const planned = conform(block, withDefaults(block, resource, proposed, config));
  if (prior === null) return { state: computedUnknown(block, planned), replaces: [] };

  for (const name of resource.json ?? [])
    if (sameJson(prior[name], planned[name])) planned[name] = prior[name];
  keepUnset(block, prior, planned);
  for (const name of resource.computedBlocks ?? []) if (isUnset(config[name])) planned[name] = prior[name];
  if (sameBlock(block, prior, planned)) return { state: prior, replaces: [] };
  const replaces = (resource.forceNew ?? []).filter(
    (name) => !same(block.attributes?.[name]?.type, prior[name] ?? null, planned[name] ?? null),
  );
  for (const name of resource.changes?.(prior, planned) ?? []) planned[name] = UNKNOWN;
  return { state: nestedUnknown(block, planned), replaces };
}

/** To the SDK, unset and empty are the same: nothing of that is a change. Elements of a set stand for themselves. */
function keepUnset(block: BlockSchema, prior: Attributes, planned: Attributes): void {
  for (const name of Object.keys(block.attributes ?? {}))
    if (isUnset(prior[name]) && isUnset(planned[name])) planned[name] = prior[name] ?? null;
  for (const [name, nested] of Object.entries(block.block_types ?? {})) {
    const [old, wanted] = [prior[name], planned[name]];
    if (nested.nesting_mode !== "list" || !Array.isArray(old) || !Array.isArray(wanted)) continue;
    planned[name] = wanted.map((element: Attributes, at) => {
      const copy = { ...element };
      if (old[at]) keepUnset(nested.block, old[at] as Attributes, copy);
      return copy;
    });
  }
}

function withDefaults(
  block: BlockSchema,
  { defaults = {} }: Resource<never>,
  proposed: Attributes,
  config: Attributes,
): Attributes {
  const result = { ...proposed };
  for (const [name, value] of Object.entries(defaults))
    if ((config[name] ?? null) === null) result[name] = value;
  // What is only optional and no longer configured is gone, whatever the state holds.
  for (const [name, { computed }] of Object.entries(block.attributes ?? {}))
    if (!computed && !(name in defaults)) result[name] = config[name] ?? null;
  return result;
}

/** On creation, what the provider computes and nobody set is not known yet. */
function computedUnknown(block: BlockSchema, value: Attributes): Attributes {
  const result = nestedUnknown(block, value);
  for (const [name, { computed }] of Object.entries(block.attributes ?? {}))
    if (computed && (result[name] ?? null) === null) result[name] = UNKNOWN;
  return result;
}

/** The same for the elements of nested blocks, which may be new in an update too. */
function nestedUnknown(block: BlockSchema, value: Attributes): Attributes {
  const result = { ...value };
  for (const [name, nested] of Object.entries(block.block_types ?? {})) {
    const inner = result[name];
    if (Array.isArray(inner)) result[name] = inner.map((element) => computedUnknown(nested.block, element));
  }
  return result;
}

/** When an answer of the API is settled: of an object that was just written, or at a refresh. */
export type Occasion = "apply" | "refresh";

/**
 * Keeps what was before where the API's answer means the same: one unset text or number for another, and the order of sets. Of lists
 * and maps an apply keeps what was planned, `null` too, and a refresh says what the API does, `[]` or `{}`: so the real
 * providers list what was never set as drift, the first time that they refresh it (`normalizeNullValues` of terraform-plugin-sdk).
 */
export function settle(
  block: BlockSchema,
  before: Attributes,
  now: Attributes,
  occasion: Occasion,
): Attributes {
  const result = { ...now };
  for (const [name, { type }] of Object.entries(block.attributes ?? {})) {
    const isKept = occasion === "apply" || !isCollection(now[name]);
    if (
      same(type, before[name] ?? null, now[name] ?? null) ||
      (isKept && isUnset(before[name]) && isUnset(now[name]))
    )
      result[name] = before[name] ?? null;
  }
  for (const [name, nested] of Object.entries(block.block_types ?? {})) {
    const [old, current] = [before[name], now[name]];
    if (!Array.isArray(old) || !Array.isArray(current) || old.length !== current.length) continue;
    if (nested.nesting_mode === "list")
      result[name] = current.map((element, at) =>
        settle(nested.block, old[at] as Attributes, element, occasion),
      );
    else if (same(["set", []], old, current)) result[name] = old;
  }
  return result;
}

const isCollection = (value: unknown) => typeof value === "object" && value !== null && value !== UNKNOWN;

function isUnset(value: unknown): boolean {
  if (value === null || value === undefined || value === "" || value === false || value === 0) return true;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === "object" && value !== UNKNOWN && Object.keys(value).length === 0;
}
