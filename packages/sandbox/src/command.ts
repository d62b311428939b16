import type { SandboxCommandOptions, SandboxPackage } from "scopelock/sandbox-support";
import { consoleReporter } from "./console-reporter";
import { endingSignal } from "./ending-signal";
import { type Sandbox, startSandbox } from "./index";
import { instructions } from "./instructions";
import { runScenario } from "./scenario";

/**
 * `scopelock sandbox`: starts everything, runs the scenario, and stops and removes everything, unless it is kept. Sets
 * `process.exitCode`.
 * @throws {@link ScopelockError} what {@link startSandbox} throws, and `sandbox/part-ended`
 */
export const runSandboxCommand: SandboxPackage["runSandboxCommand"] = async (options) => {
  const { keep = false, deploy = true, verbose = false } = options;
  const ending = endingSignal();

  const reporter = consoleReporter(verbose);
  try {
    const sandbox = await startSandbox(startOptions(options, reporter.note, ending.signal));
    try {
      const { held, action } = deploy
        ? await runScenario(sandbox, reporter, ending.signal)
        : { held: true, action: undefined };
      process.exitCode = held ? 0 : 1;
      if (deploy && held) reporter.note("Every step held.");
      if (!deploy && !keep)
        reporter.note("Everything started, and is stopped again: --keep leaves it running.");
      if (keep) {
        console.log(instructions(sandbox, !held, action));
        await untilEnded(sandbox, ending.signal);
      }
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
  { providers, port, seed, app }: SandboxCommandOptions,
  log: (line: string) => void,
  signal: AbortSignal,
) {
  return {
    log,
    signal,
    ...(providers !== undefined && { providers }),
    ...(port !== undefined && { port }),
    ...(seed !== undefined && { seedFile: seed }),
    ...(app !== undefined && { app }),
  };
}

/**
 * Waits until the sandbox is ended.
 * @throws {@link ScopelockError} `sandbox/part-ended` when a part of it has ended by itself
 */
async function untilEnded(sandbox: Sandbox, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  const lost = await Promise.race([
    sandbox.lost,
    new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true })),
  ]);
  if (lost && !signal.aborted) throw lost;
}
