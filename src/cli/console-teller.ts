import type { Teller } from "../../sandbox/story";
import { colors } from "./output";

/** How long a step may be silent before it says that it still runs. Milliseconds. */
const HEARTBEAT = 10_000;

/** Tells the story on standard output: each step when it begins and when it ends, colour on a terminal only. */
export function consoleTeller(verbose: boolean): Teller & { note(text: string): void } {
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
