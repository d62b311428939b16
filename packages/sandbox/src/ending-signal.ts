import { watchNpm } from "./npm-process";

/** Aborts when the process is asked to end, with the name of the first signal as the reason's message. */
export function endingSignal(): {
  readonly signal: AbortSignal;
  readonly name: () => NodeJS.Signals | undefined;
} {
  const ending = new AbortController();
  let first: NodeJS.Signals | undefined;
  const end = (name: NodeJS.Signals) => {
    first ??= name;
    ending.abort(new Error(name));
  };
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, end);
  // npm passes no signal on when it is killed: without this, the servers would go on.
  watchNpm(() => end("SIGTERM"));
  return { signal: ending.signal, name: () => first };
}

/** How to end this process, as a sentence: a shell, or npm in between, may keep Ctrl-C from what runs in the background. */
export const howToEnd = (ends: string): string =>
  `Ctrl-C ${ends}; from another terminal or in the background: kill ${process.pid}`;
