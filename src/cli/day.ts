import { InvalidArgumentError } from "commander";
import { isDate } from "../core/rotation/date";

/** A day as a command's option takes it. */
export function day(text: string): string {
  if (!isDate(text)) throw new InvalidArgumentError(`"${text}" is not a day. Give one such as 2026-11-25.`);
  return text;
}

/** Today, in UTC: environment files are shared across time zones. */
export const clock = () => new Date().toISOString().slice(0, 10);
