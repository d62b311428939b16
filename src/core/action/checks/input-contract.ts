import { type Diagnostic, enumeration, isObject, record, shown, texts } from "../../diagnostic";
import { schemaFindings, subschemas } from "./json-schema";

/** Names that exist on `input` besides the contract's. Source: Genesys Cloud Resource Center, "Contracts". */
export const RESERVED: readonly string[] = ["rawRequest", "orgId", "integrationId"];

/** Types of an input. Source: Genesys Cloud's own refusal, "simple properties schema". */
const TYPES: readonly string[] = ["string", "integer", "number", "boolean", "null"];
const NAME = /^[a-zA-Z][a-zA-Z0-9_-]*$/;

/** What Genesys Cloud refuses or ignores in an input contract. */
export function inputContractFindings(input: unknown): readonly Diagnostic[] {
  const schema = record(input);
  return [
    ...schemaFindings("the input contract", input),
    ...topFindings(input),
    ...Object.entries(record(schema.properties)).flatMap(([name, property]) =>
      propertyFindings(name, property),
    ),
    ...requiredFindings(schema),
    ...defaultFindings(schema),
  ];
}

function topFindings(input: unknown): Diagnostic[] {
  if (record(input).type === "object") return [];
  const got = isObject(input) ? `of type ${shown(input.type)}` : shown(input);
  return [
    {
      id: "action/input-contract",
      severity: isObject(input) && input.type === undefined ? "warning" : "error",
      what: `The input contract is ${got}.`,
      why: "Genesys Cloud takes an object of flat values.",
      fix: 'Write { type: "object", properties: { ... } }.',
    },
  ];
}

function propertyFindings(name: string, property: unknown): Diagnostic[] {
  const findings: Diagnostic[] = [];
  if (RESERVED.includes(name))
    findings.push({
      id: "contract/reserved-input",
      severity: "error",
      what: `The input "${name}" has a reserved name.`,
      why: "Genesys Cloud itself puts a value of that name on every input.",
      fix: "Choose another name.",
    });
  else if (!NAME.test(name))
    findings.push({
      id: "contract/input-name",
      severity: "error",
      what: `The input ${shown(name)} has a name that Genesys Cloud refuses.`,
      why: "It takes a letter, then letters, digits, _ and -.",
      fix: "Choose a name of these.",
    });
  const { type, properties, items } = record(property);
  const kind =
    type === "object" || type === "array"
      ? type
      : properties !== undefined
        ? "object"
        : items !== undefined
          ? "array"
          : undefined;
  if (kind !== undefined && (type === kind || type === undefined))
    findings.push({
      id: "contract/nested-input",
      severity: "error",
      what: `The input "${name}" is an ${kind}.`,
      why: `Genesys Cloud takes flat inputs: ${TYPES.join(", ")}.`,
      fix: `Make one input of each value, or take JSON text as a string and write it into the body without quotes: \${input.${name}}.`,
    });
  if (Array.isArray(type))
    findings.push({
      id: "contract/input-type-list",
      severity: "warning",
      what: `The input "${name}" has a list of types.`,
      why: `Genesys Cloud takes one of ${TYPES.join(", ")}.`,
      fix: "Choose one type; what is not required may be left out anyway.",
    });
  return findings;
}

function requiredFindings(schema: Readonly<Record<string, unknown>>): Diagnostic[] {
  const names = new Set(Object.keys(record(schema.properties)));
  const missing = texts(schema.required).filter((name) => !names.has(name));
  if (missing.length === 0) return [];
  const never = schema.additionalProperties === false;
  return [
    {
      id: "contract/required-unknown",
      severity: never ? "error" : "warning",
      what: `The input contract requires ${enumeration(missing)}, but has no such property.`,
      why: never ? "No input can satisfy it." : "No flow can fill in this input, so every call fails.",
      fix: 'Add the property, or take the name out of "required".',
    },
  ];
}

function defaultFindings(schema: unknown): Diagnostic[] {
  const defaults = subschemas(schema).filter(({ schema }) => schema.default !== undefined);
  if (defaults.length === 0) return [];
  return [
    {
      id: "contract/default",
      severity: "note",
      what: `The input contract has a default at ${enumeration(defaults.map(({ pointer }) => pointer))}.`,
      why: "Defaults describe; a call that leaves the input out does not get them.",
      fix: "Do not count on it: make the input required, or handle its absence in the template.",
    },
  ];
}
