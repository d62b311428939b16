import { type Attributes, UNKNOWN } from "./value";

/** An attribute, as `terraform providers schema -json` prints it. */
export interface AttributeSchema {
  readonly type: unknown;
  readonly required?: boolean;
  readonly optional?: boolean;
  readonly computed?: boolean;
  readonly sensitive?: boolean;
  readonly deprecated?: boolean;
  readonly write_only?: boolean;
}

/** A nested block. */
export interface NestedBlockSchema {
  readonly nesting_mode: "single" | "list" | "set" | "map" | "group";
  readonly block: BlockSchema;
  readonly min_items?: number;
  readonly max_items?: number;
}

/** A block of attributes and nested blocks. */
export interface BlockSchema {
  readonly attributes?: Readonly<Record<string, AttributeSchema>>;
  readonly block_types?: Readonly<Record<string, NestedBlockSchema>>;
  readonly deprecated?: boolean;
}

/** A resource, a data source or the provider itself. */
export interface Schema {
  readonly version: number;
  readonly block: BlockSchema;
}

/** A provider's schemas. */
export interface ProviderSchema {
  readonly provider: Schema;
  readonly resource_schemas: Readonly<Record<string, Schema>>;
  readonly data_source_schemas: Readonly<Record<string, Schema>>;
}

const NESTING = { single: 1, list: 2, set: 3, map: 4, group: 5 } as const;

/** The schema as it travels. */
export function schemaMessage({ version, block }: Schema): object {
  return { version, block: blockMessage(block) };
}

function blockMessage(block: BlockSchema): object {
  return {
    attributes: Object.entries(block.attributes ?? {}).map(([name, { type, ...flags }]) => ({
      name,
      type: Buffer.from(JSON.stringify(type)),
      ...flags,
    })),
    block_types: Object.entries(block.block_types ?? {}).map(([type_name, nested]) => ({
      type_name,
      block: blockMessage(nested.block),
      nesting: NESTING[nested.nesting_mode],
      min_items: nested.min_items ?? 0,
      max_items: nested.max_items ?? 0,
    })),
    deprecated: block.deprecated ?? false,
  };
}

/** Brings attributes into the schema's form: every name there and no other, blocks as lists, write-only ones null. */
export function conform(block: BlockSchema, value: Attributes): Attributes {
  const result: Attributes = {};
  for (const [name, attribute] of Object.entries(block.attributes ?? {}))
    result[name] = attribute.write_only ? null : (value[name] ?? null);
  for (const [name, nested] of Object.entries(block.block_types ?? {}))
    result[name] = nest(nested, value[name]);
  return result;
}

function nest({ nesting_mode, block }: NestedBlockSchema, value: unknown): unknown {
  const single = nesting_mode === "single" || nesting_mode === "group";
  if (value === UNKNOWN) return value;
  if (value === null || value === undefined) return single ? null : [];
  return Array.isArray(value)
    ? value.map((element: Attributes) => conform(block, element))
    : conform(block, value as Attributes);
}
