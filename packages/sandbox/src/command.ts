import type { SandboxCommandOptions, SandboxPackage } from "scopelock/sandbox-support";
import { consoleReporter } from "./console-reporter";
import { endingSignal } from "./ending-signal";
import { type Sandbox, startSandbox } from "./index";
import { instructions } from "./instructions";
import { runScenario } from "./scenario";

/**
 * `scopelock sandbox`: starts everything, runs the scenario, and stops and removes everything, unless it is kept. Sets
 * `process.exitCode`.
 * @throws {@link ScopelockError} what {@link startSandbox} throws
 */
export const runSandboxCommand: SandboxPackage["runSandboxCommand"] = async (options) => {
  const { keep = false, deploy = true, verbose = false } = options;
  const ending = endingSignal();

  const reporter = consoleReporter(verbose);
  let failed = false;
  try {
    const sandbox = await startSandbox(startOptions(options, reporter.note, ending.signal));
    try {
      failed = deploy && !(await runScenario(sandbox, reporter, ending.signal));
      process.exitCode = failed ? 1 : 0;
      if (deploy && !failed) reporter.note("Every step held.");
      if (!deploy && !keep)
        reporter.note("Everything started, and is stopped again: --keep leaves it running.");
      if (keep) await keepRunning(sandbox, failed, ending.signal);
    } finally {
      await sandbox.close();
    }
  } catch (error) {
    if (ending.name() === undefined) throw error;
  }
  // Ctrl-C is how a kept sandbox ends; otherwise the run was cut off.
  if (ending.name() !== undefined && !keep) process.exitCode = ending.name() === "SIGINT" ? 130 : 143;
};

function startOptions(
  { providers, port, app }: SandboxCommandOptions,
  log: (line: string) => void,
  signal: AbortSignal,
) {
  return {
    log,
    signal,
    ...(providers !== undefined && { providers }),
    ...(port !== undefined && { port }),
    ...(app !== undefined && { app }),
  };
}

/** Prints how to reach the sandbox, and waits until it is ended. */
async function keepRunning(sandbox: Sandbox, failed: boolean, signal: AbortSignal): Promise<void> {
  console.log(instructions(sandbox, failed));
  if (signal.aborted) return;
  await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}
