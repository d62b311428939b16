import { type Diagnostic, enumeration, isObject, record, shown } from "../../diagnostic";
import { schemaFindings, subschemas } from "./json-schema";

/** What Genesys Cloud refuses or cannot use in an output contract. */
export function outputContractFindings(output: unknown): readonly Diagnostic[] {
  return [
    ...schemaFindings("the output contract", output),
    ...topFindings(output),
    ...nestedFindings(output),
  ];
}

function topFindings(output: unknown): Diagnostic[] {
  const { type } = record(output);
  if (type === "object" || type === "array") return [];
  const got = isObject(output) ? `of type ${shown(type)}` : shown(output);
  return [
    {
      id: "action/output-contract",
      severity: isObject(output) && type === undefined ? "warning" : "error",
      what: `The output contract is ${got}.`,
      why: "Genesys Cloud takes an object or an array.",
      fix: 'Write { type: "object", properties: { ... } }.',
    },
  ];
}

function nestedFindings(output: unknown): Diagnostic[] {
  const nested = subschemas(output).filter(
    ({ schema }) => schema.type === "array" && record(schema.items).type === "array",
  );
  if (nested.length === 0) return [];
  return [
    {
      id: "contract/nested-array",
      severity: "error",
      what: `The output contract has arrays of arrays: ${enumeration(nested.map(({ pointer }) => pointer))}.`,
      why: "Genesys Cloud does not support them.",
      fix: "Have the translation map flatten it, for example with $..name.",
    },
  ];
}
