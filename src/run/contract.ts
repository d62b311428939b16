import type Ajv from "ajv-draft-04";
import type { ValidateFunction } from "ajv-draft-04";
import { isObject } from "../core/diagnostic";

/** What is wrong: the value, or the contract itself. */
export interface Violation {
  readonly of: "value" | "contract";
  readonly message: string;
}

/** Compiled once for each contract, and let go with it. */
const compiled = new WeakMap<object, ValidateFunction>();

/**
 * What a value has against its contract; `undefined` if nothing, or without a contract. Contracts are JSON Schema draft 4;
 * a schema's `default` is not applied. Source: Genesys Cloud Resource Center, "Add contracts to custom actions"; the draft
 * is concluded from the validator's own messages.
 */
export function contractViolation(contract: unknown, value: unknown): Violation | undefined {
  if (contract === undefined || contract === null) return undefined;
  if (!isObject(contract)) return { of: "contract", message: "it is not an object" };
  let validate: ValidateFunction;
  try {
    validate = validatorOf(contract);
  } catch (error) {
    return { of: "contract", message: (error as Error).message };
  }
  if (validate(value)) return undefined;
  const message = (validate.errors ?? [])
    .map(({ instancePath, message: fault }) => `${instancePath === "" ? "it" : instancePath} ${fault}`)
    .join("; ");
  return { of: "value", message };
}

/** Loaded for the first contract: a run of an action without one does not wait for it. */
const library = (): typeof Ajv => (require("ajv-draft-04") as { readonly default: typeof Ajv }).default;

function validatorOf(contract: object): ValidateFunction {
  const known = compiled.get(contract);
  if (known) return known;
  // Each contract by itself: two may have the same id.
  const { $schema: _, id: __, ...schema } = contract as Record<string, unknown>;
  const validate = new (library())({ strict: false, allErrors: true, logger: false }).compile(schema);
  compiled.set(contract, validate);
  return validate;
}
