import type { ChildProcess } from "node:child_process";

/** Resolves when the process has ended, with its exit code or the signal. */
export function endOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) =>
    child.once("exit", (code, signal) => resolve(signal ?? `exit code ${code}`)),
  );
}
