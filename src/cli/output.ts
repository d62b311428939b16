import { createColors } from "picocolors";
import type { Severity } from "../core/diagnostic";

/** Colour on a terminal only, and not where NO_COLOR is set: a log is read as text. */
export const colors = createColors(process.stdout.isTTY === true && !process.env.NO_COLOR);

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
