import { createColors } from "picocolors";
import type { Reporter } from "./scenario";

/** Colour on a terminal only, and not where NO_COLOR is set. */
const colors = createColors(process.stdout.isTTY === true && !process.env.NO_COLOR);

/** How long a step may be silent before it says that it still runs. Milliseconds. */
const HEARTBEAT = 10_000;

/** Reports the scenario on standard output: each step when it begins and when it ends. */
export function consoleReporter(verbose: boolean): Reporter & { note(text: string): void } {
  let started = 0;
  let timer: NodeJS.Timeout | undefined;
  const seconds = () => `${((Date.now() - started) / 1000).toFixed(1)} s`;
  const end = (mark: string, text: string) => {
    clearInterval(timer);
    console.log(`  ${mark} ${text} ${colors.dim(`(${seconds()})`)}`);
  };
  return {
    note: (text) => console.log(colors.dim(text)),
    begin(title) {
      started = Date.now();
      console.log(`\n${colors.bold(title)}`);
      timer = setInterval(() => console.log(colors.dim(`  ... ${seconds()}`)), HEARTBEAT).unref();
    },
    done: (saw) => end(colors.green("✓"), saw),
    failed: (why) => end(colors.red("✗"), why),
    line: (text) => {
      if (verbose && text.trim() !== "") console.log(colors.dim(`  │ ${text}`));
    },
  };
}
