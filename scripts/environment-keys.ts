import type { z } from "zod";
import { environmentJsonSchema } from "../src/environment/schema";

type Schema = z.core.JSONSchema.BaseSchema;

const START = "<!-- keys: written by npm run environment-schema -->";
const END = "<!-- /keys -->";

/** What editors complete and check environment files with: `schemas/environment.schema.json`. */
export function publishedSchema(): string {
  return `${JSON.stringify(environmentJsonSchema(), null, 2)}\n`;
}

/** The page about environments with its table of keys brought up to date. */
export function withKeys(page: string): string {
  const [before, rest] = page.split(START);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) throw new Error(`the page lacks ${START} ... ${END}`);
  const head = ["| key | value | default | meaning |", "| --- | --- | --- | --- |"];
  return [before + START, "", ...head, ...rows(environmentJsonSchema()), "", END + after].join("\n");
}

/** One row for each key of an object, and for those below it. */
function rows(
  schema: Schema,
  path = "",
  labelOf: (key: string, value: Schema) => string = () => "",
): string[] {
  const { required = [], additionalProperties } = schema;
  const named = typeof additionalProperties === "object" ? { "<name>": additionalProperties as Schema } : {};
  return Object.entries({ ...propertiesOf(schema), ...named }).flatMap(([key, value]) => {
    const at = path === "" ? key : `${path}.${key}`;
    const cells = [
      `\`${at}\`${labelOf(key, value)}`,
      kindOf(value),
      required.includes(key) || key === "<name>" ? "" : defaultOf(value),
      value.description ?? "",
    ];
    return [`| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`, ...below(value, at)];
  });
}

/** The keys of all alternatives. What they have in common is said once; the rest is labelled with what tells them apart. */
function below(schema: Schema, path: string): string[] {
  const all = alternatives(schema);
  const isCommon = (key: string, value: Schema) =>
    all.every((each) => JSON.stringify(propertiesOf(each)[key]) === JSON.stringify(value));
  const found = all.flatMap((each) =>
    rows(each, path, (key, value) =>
      value.const !== undefined || isCommon(key, value) ? "" : labelFor(each),
    ),
  );
  return [...new Set(found)];
}

const propertiesOf = ({ properties = {} }: Pick<Schema, "properties">) =>
  properties as Record<string, Schema>;

const alternatives = (schema: Schema): Schema[] => (schema.anyOf ?? schema.oneOf ?? [schema]) as Schema[];

/** The value by which an alternative is told, such as `"type": "s3"`. */
function labelFor(schema: Schema): string {
  const told = Object.entries(propertiesOf(schema)).filter(([, value]) => value.const !== undefined);
  return told.map(([key, value]) => ` (\`"${key}": ${JSON.stringify(value.const)}\`)`).join("");
}

function kindOf(schema: Schema): string {
  const found = alternatives(schema).map((each) => {
    if (each.enum !== undefined) return each.enum.map((value) => `\`${JSON.stringify(value)}\``).join(", ");
    if (each.const !== undefined) return `\`${JSON.stringify(each.const)}\``;
    const { minimum, maximum = Number.MAX_SAFE_INTEGER } = each;
    if (each.type === "array")
      return `list of ${JSON.stringify(each.items).includes('"string"') ? "texts" : "numbers"}`;
    if (minimum === undefined) return String(each.type);
    return maximum === Number.MAX_SAFE_INTEGER ? `${each.type} from ${minimum}` : `${minimum} to ${maximum}`;
  });
  return [...new Set(found)].join(", ");
}

const defaultOf = ({ default: value }: Schema) =>
  value === undefined ? "none" : `\`${JSON.stringify(value)}\``;
