import Ajv, { type ValidateFunction } from "ajv-draft-04";

/** Compiled once for each contract, and let go with it. */
const compiled = new WeakMap<object, ValidateFunction>();

/**
 * What a value has against its contract; `undefined` if nothing, or without a contract. Contracts are JSON Schema draft 4;
 * a schema's `default` is not applied. Source: Genesys Cloud Resource Center, "Add contracts to custom actions"; the draft
 * is concluded from the validator's own messages.
 */
export function contractViolation(contract: unknown, value: unknown): string | undefined {
  if (typeof contract !== "object" || contract === null) return undefined;
  let validate: ValidateFunction;
  try {
    validate = validatorOf(contract);
  } catch (error) {
    return `the contract is not a JSON Schema: ${(error as Error).message}`;
  }
  if (validate(value)) return undefined;
  return (validate.errors ?? [])
    .map(({ instancePath, message }) => `${instancePath === "" ? "it" : instancePath} ${message}`)
    .join("; ");
}

function validatorOf(contract: object): ValidateFunction {
  const known = compiled.get(contract);
  if (known) return known;
  // Each contract by itself: two may have the same id.
  const { $schema: _, id: __, ...schema } = contract as Record<string, unknown>;
  const validate = new Ajv({ strict: false, allErrors: true, logger: false }).compile(schema);
  compiled.set(contract, validate);
  return validate;
}
