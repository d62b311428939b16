import { isObject, type JsonObject, record } from "../../diagnostic";

/** An attribute or a block of a schema, as far as a configuration can tell. Descriptions are left out. */
export interface SchemaEntry {
  /** Terraform's type as JSON; of a block, how it nests. */
  readonly type: string;
  readonly mode: "required" | "optional" | "optional and computed" | "computed";
  readonly isSensitive: boolean;
  readonly isWriteOnly: boolean;
  readonly isDeprecated: boolean;
  /** Of a block: how often it may stand there. */
  readonly count: string;
}

/** The entries of a resource, those in a block behind its name and a dot. */
export type SchemaEntries = ReadonlyMap<string, SchemaEntry>;

/** A provider's schemas, as `terraform providers schema -json` prints them, whichever registry it came from. */
export function schemasOf(document: unknown, source: string): JsonObject | undefined {
  const schemas = record(record(document).provider_schemas);
  const address = Object.keys(schemas).find((each) => each === source || each.endsWith(`/${source}`));
  const found = address === undefined ? undefined : schemas[address];
  return isObject(found) ? found : undefined;
}

/** What a schema has, by path. */
export function entriesOf(schema: unknown): SchemaEntries {
  const entries = new Map<string, SchemaEntry>();
  collect(record(record(schema).block), "", entries);
  return entries;
}

function collect(block: JsonObject, prefix: string, entries: Map<string, SchemaEntry>): void {
  for (const [name, value] of Object.entries(record(block.attributes))) {
    const attribute = record(value);
    const nested = record(attribute.nested_type);
    const isNested = isObject(attribute.nested_type);
    entries.set(prefix + name, {
      type: isNested ? `nested ${String(nested.nesting_mode)}` : JSON.stringify(attribute.type),
      mode: modeOf(attribute),
      isSensitive: attribute.sensitive === true,
      isWriteOnly: attribute.write_only === true,
      isDeprecated: attribute.deprecated === true,
      count: "",
    });
    if (isNested) collect(nested, `${prefix}${name}.`, entries);
  }
  for (const [name, value] of Object.entries(record(block.block_types))) {
    const nested = record(value);
    const inner = record(nested.block);
    const [least, most] = [Number(nested.min_items ?? 0), Number(nested.max_items ?? 0)];
    entries.set(prefix + name, {
      type: `block ${String(nested.nesting_mode)}`,
      mode: least > 0 ? "required" : "optional",
      isSensitive: false,
      isWriteOnly: false,
      isDeprecated: inner.deprecated === true,
      count: `${least} to ${most === 0 ? "any number" : most}`,
    });
    collect(inner, `${prefix}${name}.`, entries);
  }
}

function modeOf({ required, optional, computed }: JsonObject): SchemaEntry["mode"] {
  if (required === true) return "required";
  if (optional === true) return computed === true ? "optional and computed" : "optional";
  return "computed";
}
