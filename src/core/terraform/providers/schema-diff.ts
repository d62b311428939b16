import { type JsonObject, record } from "../../diagnostic";
import { PROVIDERS, type ProviderName } from "./providers";
import { entriesOf, type SchemaEntries, type SchemaEntry } from "./schema";
import { USES } from "./uses";

/** One difference between two schemas. */
export interface SchemaChange {
  readonly provider: ProviderName;
  /** `resource`, `data source`, or the provider's own configuration. */
  readonly kind: "resource" | "data source" | "provider";
  /** Name of the resource or data source; of the provider itself, its name. */
  readonly name: string;
  /** Path of the attribute or block; empty for the resource itself. */
  readonly attribute: string;
  /** What changed, for a sentence. */
  readonly what: string;
  /** Whether it concerns what scopelock writes or reads. */
  readonly isUsed: boolean;
}

/** What differs between the recorded schemas of a provider and others, for all that scopelock uses of it. Sorted. */
export function diffSchemas(
  provider: ProviderName,
  recorded: JsonObject,
  other: JsonObject,
): readonly SchemaChange[] {
  const uses = USES[provider];
  const each = (kind: SchemaChange["kind"], key: string, used: Readonly<Record<string, readonly string[]>>) =>
    Object.keys(used)
      .sort()
      .flatMap((name) => {
        const [before, after] = [record(recorded[key])[name], record(other[key])[name]];
        const at = { provider, kind, name };
        if (after === undefined) return [{ ...at, attribute: "", what: "removed", isUsed: true }];
        return diffEntries(entriesOf(before), entriesOf(after), used[name] ?? []).map((change) => ({
          ...at,
          ...change,
        }));
      });
  const own = diffEntries(entriesOf(recorded.provider), entriesOf(other.provider), uses.provider);
  return [
    ...own.map((change) => ({ provider, kind: "provider" as const, name: provider, ...change })),
    ...each("resource", "resource_schemas", uses.resources),
    ...each("data source", "data_source_schemas", uses.dataSources),
  ];
}

type EntryChange = Pick<SchemaChange, "attribute" | "what" | "isUsed">;

function diffEntries(
  before: SchemaEntries,
  after: SchemaEntries,
  used: readonly string[],
): readonly EntryChange[] {
  const paths = [...new Set([...before.keys(), ...after.keys()])].sort();
  return paths.flatMap((attribute): EntryChange[] => {
    const [was, is] = [before.get(attribute), after.get(attribute)];
    const isUsed = used.includes(attribute);
    if (was === undefined && is !== undefined) {
      const isMissed = is.mode === "required" && isWhereUsed(attribute, used);
      return [{ attribute, what: `added, ${said(is)}`, isUsed: isUsed || isMissed }];
    }
    if (was === undefined) return [];
    if (is === undefined) return [{ attribute, what: "removed", isUsed }];
    const changes = changesOf(was, is);
    const isMissed = was.mode !== "required" && is.mode === "required" && isWhereUsed(attribute, used);
    return changes.map((what) => ({ attribute, what, isUsed: isUsed || isMissed }));
  });
}

/** What must stand here is missing in everything that is written without it. */
const isWhereUsed = (attribute: string, used: readonly string[]) => {
  const parent = attribute.split(".").slice(0, -1).join(".");
  return parent === "" || used.includes(parent);
};

/** Everything that differs, in words. */
function changesOf(was: SchemaEntry, is: SchemaEntry): readonly string[] {
  return [
    ...(was.type === is.type ? [] : [`type changed from ${was.type} to ${is.type}`]),
    ...(was.mode === is.mode ? [] : [`became ${is.mode}, was ${was.mode}`]),
    // What must be there says more than how often.
    ...(was.count === is.count || was.count === "" || is.count === ""
      ? []
      : [`may stand ${is.count} times, was ${was.count}`]),
    ...flag(was.isSensitive, is.isSensitive, "sensitive"),
    ...flag(was.isWriteOnly, is.isWriteOnly, "write-only"),
    ...flag(was.isDeprecated, is.isDeprecated, "deprecated"),
  ];
}

const flag = (was: boolean, is: boolean, word: string) =>
  was === is ? [] : [is ? `became ${word}` : `is no longer ${word}`];

const said = (entry: SchemaEntry) =>
  [
    entry.mode,
    ...(entry.isSensitive ? ["sensitive"] : []),
    ...(entry.isWriteOnly ? ["write-only"] : []),
    ...(entry.isDeprecated ? ["deprecated"] : []),
  ].join(", ");

/** What is compared, for a sentence: `hashicorp/vault 5.6.0`. */
export const recordedName = (name: ProviderName) => `${PROVIDERS[name].source} ${PROVIDERS[name].recorded}`;
