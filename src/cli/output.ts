import { createColors } from "picocolors";

export { count } from "../review";

/** Colour on a terminal only, and not where NO_COLOR is set: a log is read as text. */
export const colors = createColors(process.stdout.isTTY === true && !process.env.NO_COLOR);

/** Prints a result: text as it is, anything else as JSON. */
export function print(result: string | object): void {
  const text = typeof result === "string" ? result : JSON.stringify(result, null, 2);
  process.stdout.write(text.endsWith("\n") ? text : `${text}\n`);
}
