import { Command } from "commander";
import { printableLines, ScopelockError } from "../core/diagnostic";
import { refuseOldNode } from "../process/node-version";
import { packageVersion } from "../process/package-version";
import { COMMANDS } from "./commands";
import { endProcess, watchOutput } from "./streams";
import { withUsage } from "./usage";

/** The exit codes of every command. */
const EXIT_CODES = `
Exit codes:
  0  done
  1  refused, failed, or unusable input; the message names what, where, why and the fix
  2  done, and something needs attention: see the help of the command
  3, 4  of review: access is broadened; an alarm. 4 of check-synth: something that the base branch does not have
  130, 143  ended by Ctrl-C or a signal, after everything started was stopped`;

/**
 * Runs `scopelock`.
 * @param args what stands behind its name
 */
export async function run(args: readonly string[]): Promise<void> {
  watchOutput();
  try {
    refuseOldNode();
    await (await program(args)).parseAsync(args, { from: "user" });
  } catch (error) {
    const refusal = ScopelockError.is(error) ? error : await refusalOfPath(error);
    console.error(refusal ? printableLines(refusal.message) : error);
    process.exitCode = 1;
  }
  endProcess();
}

/** What the system refused of a path that a user named; `undefined` for a defect. */
async function refusalOfPath(error: unknown): Promise<ScopelockError | undefined> {
  const { syscall, path } = error as NodeJS.ErrnoException;
  if (syscall === undefined || path === undefined) return undefined;
  const { unreadable } = await import("../files/read-json.js");
  return unreadable(error, path);
}

async function program(args: readonly string[]): Promise<Command> {
  const program = new Command("scopelock")
    .description(
      "Genesys Cloud data actions without drift between role, OAuth client, Vault and integration credential",
    )
    .version(packageVersion())
    // What follows a command is the command's: sandbox and sandbox genesys both have a port.
    .enablePositionalOptions()
    .addHelpText("after", EXIT_CODES);
  for (const { name, description, declared } of COMMANDS) {
    const command = args.includes(name) ? await declared() : new Command(name);
    program.addCommand(command.description(description));
  }
  withUsage(program);
  // The library prints the help of a command that has commands, as if nothing were wrong. One with options of its own, such as
  // sandbox, does something by itself.
  const group = args.length === 1 ? program.commands.find((each) => each.name() === args[0]) : undefined;
  if (group !== undefined && group.commands.length > 0 && group.options.length === 0)
    group.error(
      `error: missing command. Allowed choices are ${group.commands.map((each) => each.name()).join(", ")}.`,
    );
  // The library answers `help foo` with the help of the program, as if nothing were wrong.
  const [first, asked] = args;
  if (
    first === "help" &&
    asked !== undefined &&
    asked !== "help" &&
    !COMMANDS.some(({ name }) => name === asked)
  )
    program.error(`error: unknown command '${asked}'`);
  return program;
}
