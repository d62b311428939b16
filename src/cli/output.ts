import { createColors } from "picocolors";
import type { Severity } from "../core/diagnostic";

export { count } from "../review";

/** Colour on a terminal only, and not where NO_COLOR is set: a log is read as text. */
export const colors = createColors(process.stdout.isTTY === true && !process.env.NO_COLOR);

/** A number with its thousands set apart. */
export const many = (number: number) => number.toLocaleString("en-US");

/** Prints a result: text as it is, anything else as JSON. */
export function print(result: string | object): void {
  const text = typeof result === "string" ? result : JSON.stringify(result, null, 2);
  process.stdout.write(text.endsWith("\n") ? text : `${text}\n`);
}

/** A severity as people see it. */
export const MARKS: Readonly<Record<Severity, string>> = {
  error: colors.red("error"),
  access: colors.red("access"),
  alarm: colors.red("alarm"),
  unknown: colors.yellow("unknown"),
  warning: colors.yellow("warning"),
  note: colors.dim("note"),
};
