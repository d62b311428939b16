import type { ChildProcess } from "node:child_process";
import { constants } from "node:os";
import { Command } from "commander";
import { cut, ScopelockError, systemReason } from "../core/diagnostic";
import { environmentsOption } from "./environments-option";
import { outputOption } from "./output-option";

/** What the command takes. */
interface Options {
  readonly environments: string;
  readonly output: string;
}

const HELP = `
For Terraform without the cdktf CLI. Makes the directory that a new client secret passes through, as a synth does
(decisions/0002-handoff-directory.md), runs the command, and removes what is left in the directory when the command has
ended, however it ended. An environment variable by which a provider unbinds a credential or logs secrets is refused, and
so is a release of Terraform that does not do what it plans.

Exit codes:
  those of the command; 128 and its number where a signal ended it
  1  unusable input, or the command cannot be run`;

/** `scopelock handoff`. */
export function handoffCommand(): Command {
  return new Command("handoff")
    .argument("<environment>", "the environment's name, as in environments/<environment>.json")
    .argument("<command...>", "the program and its arguments, after --")
    .addOption(environmentsOption())
    .addOption(outputOption())
    .addHelpText("after", HELP)
    .action(handoff);
}

async function handoff(name: string, command: readonly string[], options: Options): Promise<void> {
  // Loaded here: --help and other commands must not wait for schemas.
  const { spawn } = await import("node:child_process");
  const { existsSync } = await import("node:fs");
  const { resolve } = await import("node:path");
  const { isDirectory } = await import("../files/is-directory.js");
  const { environmentFile } = await import("../environment/file.js");
  const { loadEnvironment } = await import("../environment/load.js");
  const { refuseHarm } = await import("../process/refuse-harm.js");
  const { endRun, handoffOf, prepareHandoffs, sweep, watchRun } = await import("../handoff/directory.js");

  const [program = "", ...args] = command;
  refuseHarm(program);
  const { handoffDirectory } = loadEnvironment(environmentFile(options.environments, name));
  if (existsSync(options.output) && !isDirectory(options.output))
    throw new ScopelockError({
      id: "handoff/unwritable",
      what: "It is not a directory.",
      where: `--output ${options.output}`,
      why: "The hand-off directory is made beside the directory that cdktf synth writes.",
      fix: "Name the directory that cdktf synth writes, for example cdktf.out.",
    });
  const place = handoffOf(resolve(options.output), name, handoffDirectory);
  prepareHandoffs([place]);
  // For an end that this process does not see: SIGKILL.
  watchRun([place], process.pid);
  try {
    process.exitCode = await ended(
      program,
      started(program, () => spawn(program, args, { stdio: "inherit" })),
    );
  } finally {
    if (endRun(place, process.pid)) sweep(place);
  }
}

/** A name that cannot be one, such as none or an endless one, is thrown at once. */
function started(program: string, start: () => ChildProcess): ChildProcess {
  try {
    return start();
  } catch (error) {
    throw cannotRun(cut(program), cut(systemReason(error)));
  }
}

/** Waits for the end of a command. What ends this process ends the command, and is waited for. */
function ended(program: string, child: ChildProcess): Promise<number> {
  return new Promise((done, failed) => {
    // Ctrl-C reaches the command by itself: Terraform ends what it began.
    const pass = (signal: NodeJS.Signals) => signal !== "SIGINT" && child.kill(signal);
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, pass);
    child.once("error", (error: NodeJS.ErrnoException) =>
      failed(cannotRun(program, error.code === "ENOENT" ? "there is no such program" : systemReason(error))),
    );
    child.once("close", (code, signal) => done(code ?? 128 + (signal ? constants.signals[signal] : 0)));
  });
}

function cannotRun(program: string, message: string): ScopelockError {
  return new ScopelockError({
    id: "handoff/command",
    what: `The command cannot be run: ${message}.`,
    where: program,
    why: "The hand-off directory is made for it, and nothing else uses it.",
    fix: "Name a program that is installed, with its arguments after --.",
  });
}
