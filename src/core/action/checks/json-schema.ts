import {
  count,
  countValues,
  type Diagnostic,
  isDeeperThan,
  isObject,
  shown,
  suggester,
} from "../../diagnostic";
import validate from "./generated/draft-04";

/** Twice as deep as Genesys Cloud takes data: each level of it is two of a schema. */
const DEEPEST = 100;
/** Values of JSON in a contract: each of them is looked at. */
const MOST_VALUES = 100_000;

/** Keywords that hold schemas: in an object, in a list, as they are. */
const BY_NAME: ReadonlySet<string> = new Set([
  "properties",
  "patternProperties",
  "definitions",
  "dependencies",
]);
const IN_LIST: ReadonlySet<string> = new Set(["items", "allOf", "anyOf", "oneOf"]);
const ALONE: ReadonlySet<string> = new Set(["items", "additionalItems", "additionalProperties", "not"]);

/** A schema within a contract. */
export interface Subschema {
  /** JSON pointer as a URI fragment: `#/properties/phoneNumber`. */
  readonly pointer: string;
  readonly schema: Readonly<Record<string, unknown>>;
}

/** What ajv says of a schema. */
interface SchemaError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly message?: string;
  readonly params: { readonly allowedValues?: readonly unknown[] };
}

/**
 * Whether a contract is a JSON Schema that Genesys Cloud takes: draft 4, without `$ref`. One finding for each place.
 * That it is an object at all is for the contract's own check to say.
 * @param contract - "the input contract" or "the output contract"
 */
export function schemaFindings(contract: string, schema: unknown): readonly Diagnostic[] {
  const endless = endlessSchema(contract, schema);
  if (endless) return [endless];
  return subschemas(schema).flatMap((each) => [
    ...metaFindings(contract, each),
    ...ownFindings(contract, each),
  ]);
}

/** What is wrong with a contract that has no end, or nearly none: code can refer to one object from many places. */
export function endlessSchema(contract: string, schema: unknown): Diagnostic | undefined {
  if (isDeeperThan(DEEPEST, schema))
    return invalid(contract, "#", `is nested more than ${DEEPEST} levels deep`, "Make it flatter.");
  if (countValues(schema) > MOST_VALUES)
    return invalid(
      contract,
      "#",
      `has more than ${count(MOST_VALUES, "value")}`,
      "Make it smaller: what is referred to from several places counts in each.",
    );
  return undefined;
}

/** A contract and every schema in it. Those deeper than Genesys Cloud could use are left out. */
export function subschemas(schema: unknown): readonly Subschema[] {
  const found: Subschema[] = [];
  const open: { pointer: string; schema: unknown; depth: number }[] = [{ pointer: "#", schema, depth: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { pointer, schema, depth } = next;
    if (!isObject(schema) || depth > DEEPEST) continue;
    found.push({ pointer, schema });
    const inner = Object.entries(schema).flatMap(([key, value]) => inside(key, value));
    for (const [key, value] of inner.reverse())
      open.push({ pointer: `${pointer}/${key}`, schema: value, depth: depth + 1 });
  }
  return found;
}

/** The schemas in a keyword's value, each with its way from the schema. */
function inside(keyword: string, value: unknown): (readonly [string, unknown])[] {
  if (BY_NAME.has(keyword) ? isObject(value) : IN_LIST.has(keyword) && Array.isArray(value))
    return Object.entries(value as object).map(([key, each]) => [`${keyword}/${escaped(key)}`, each]);
  return ALONE.has(keyword) ? [[keyword, value]] : [];
}

function metaFindings(contract: string, { pointer, schema }: Subschema): Diagnostic[] {
  const check = validate as unknown as ((data: unknown) => boolean) & { errors?: readonly SchemaError[] };
  if (check(schema)) return [];
  const places = new Map<string, SchemaError[]>();
  for (const error of check.errors ?? []) {
    const place = places.get(error.instancePath);
    if (place) place.push(error);
    else places.set(error.instancePath, [error]);
  }
  const above = new Set([...places.keys()].map((path) => path.slice(0, path.lastIndexOf("/"))));
  return [...places].flatMap(([path, errors]) => {
    const told = errors.filter(({ keyword }) => keyword !== "anyOf");
    // Of the alternatives at a place, one was meant: if it went wrong further in, that says it all.
    if (told.length < errors.length && above.has(path)) return [];
    return [meta(contract, `${pointer}${path}`, told, valueAt(schema, path))];
  });
}

function meta(contract: string, pointer: string, errors: readonly SchemaError[], value: unknown): Diagnostic {
  const musts = errors.map(({ params, message = "must be otherwise" }) =>
    params.allowedValues ? `must be one of ${params.allowedValues.join(", ")}` : message,
  );
  const allowed = errors.flatMap(({ params }) => params.allowedValues ?? []).map(String);
  const meant = typeof value === "string" ? suggester(allowed)(value) : undefined;
  const found = invalid(
    contract,
    pointer,
    `is ${shown(value)}: it ${[...new Set(musts)].join(", or ")}`,
    meant !== undefined
      ? `Did you mean "${meant}"?`
      : typeof value === "boolean" && pointer.endsWith("/required")
        ? 'List the names that are required beside "properties": "required": ["..."].'
        : "Correct it as JSON Schema draft 4 has it.",
  );
  // Later drafts allow an empty list, and nobody has shown that Genesys Cloud minds.
  const empty = pointer.endsWith("/required") && errors.every(({ keyword }) => keyword === "minItems");
  return empty ? { ...found, severity: "warning" } : found;
}

function ownFindings(contract: string, { pointer, schema }: Subschema): Diagnostic[] {
  const findings: Diagnostic[] = [];
  if (typeof schema.$ref === "string")
    findings.push({
      id: "contract/ref",
      severity: "error",
      what: `${pointer} of ${contract} is a $ref, ${shown(schema.$ref)}.`,
      why: "Genesys Cloud does not resolve references in contracts.",
      fix: "Write the schema itself in its place.",
    });
  if (typeof schema.pattern === "string" && !isExpression(schema.pattern))
    findings.push({
      id: "contract/pattern",
      severity: "warning",
      what: `The pattern ${shown(schema.pattern)} at ${pointer} of ${contract} is not a regular expression.`,
      why: "JSON Schema has those of ECMA 262; no value can match.",
      fix: "Correct the pattern, or leave it out.",
    });
  return findings;
}

function isExpression(pattern: string): boolean {
  try {
    return new RegExp(pattern) !== undefined;
  } catch {
    return false;
  }
}

function invalid(contract: string, pointer: string, what: string, fix: string): Diagnostic {
  return {
    id: "contract/invalid-schema",
    severity: "error",
    what: `${pointer} of ${contract} ${what}.`,
    why: "Genesys Cloud takes JSON Schema draft 4.",
    fix,
  };
}

function valueAt(value: unknown, path: string): unknown {
  return path
    .split("/")
    .slice(1)
    .reduce<unknown>(
      (at, step) => (at as Record<string, unknown>)[step.replaceAll("~1", "/").replaceAll("~0", "~")],
      value,
    );
}

const escaped = (key: string) => key.replaceAll("~", "~0").replaceAll("/", "~1");
