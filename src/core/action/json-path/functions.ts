import type { FunctionName } from "./path";

/**
 * Calls a function of a path.
 * @param value what the path before it found
 * @returns `undefined` where it has no result: an aggregate of no numbers, an element that is not there
 */
export function callFunction(name: FunctionName, value: unknown, args: readonly unknown[]): unknown {
  switch (name) {
    case "length":
    case "size":
      return sizeOf(args.length > 0 ? args[0] : value);
    case "keys":
      return isPlain(value) ? Object.keys(value) : null;
    case "concat":
      return textsOf([value, ...args]).join("");
    case "append":
      return Array.isArray(value) ? [...value, ...args] : value;
    case "first":
      return Array.isArray(value) ? value[0] : undefined;
    case "last":
      return Array.isArray(value) ? value.at(-1) : undefined;
    case "index":
      return Array.isArray(value) ? value.at(Number(args[0])) : undefined;
    default: {
      const numbers = [value, ...args].flat().filter((each) => typeof each === "number");
      return numbers.length === 0 ? undefined : aggregate(name, numbers);
    }
  }
}

/** Only a list and an object have a size; of anything else it is `null`. */
function sizeOf(value: unknown): number | null {
  if (Array.isArray(value)) return value.length;
  return isPlain(value) ? Object.keys(value).length : null;
}

const textsOf = (values: readonly unknown[]): readonly string[] =>
  values.flat().filter((each) => typeof each === "string");

function isPlain(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function aggregate(
  name: Extract<FunctionName, "min" | "max" | "sum" | "avg" | "stddev">,
  numbers: readonly number[],
): number {
  const sum = numbers.reduce((total, number) => total + number, 0);
  const mean = sum / numbers.length;
  switch (name) {
    case "min":
      return numbers.reduce((least, number) => Math.min(least, number));
    case "max":
      return numbers.reduce((most, number) => Math.max(most, number));
    case "sum":
      return sum;
    case "avg":
      return mean;
    case "stddev":
      return Math.sqrt(
        numbers.reduce((total, number) => total + number ** 2, 0) / numbers.length - mean ** 2,
      );
  }
}
