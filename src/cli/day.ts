import { InvalidArgumentError, Option } from "commander";
import { isDate } from "../core/diagnostic";

/** `--today <date>`. Without it: {@link clock}. */
export function todayOption(): Option {
  return new Option("--today <date>", "the day to reckon with, in UTC (default: the clock's)").argParser(
    (text: string) => {
      if (!isDate(text))
        throw new InvalidArgumentError(`"${text}" is not a day. Give one such as 2026-11-25.`);
      return text;
    },
  );
}

/** Today, in UTC: environment files are shared across time zones. */
export const clock = () => new Date().toISOString().slice(0, 10);
