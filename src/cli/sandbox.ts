import { Command, InvalidArgumentError, Option } from "commander";
import type { GenesysCommandOptions, SandboxCommandOptions } from "../sandbox-support";
import { loadSandbox } from "./load-sandbox";

const EXIT_CODES = `
Exit codes:
  0  every step held; with --no-deploy: everything was started; with --keep: also when you end it with Ctrl-C
  1  refused, or a step failed
  130, 143  ended by Ctrl-C or a signal, after everything started was stopped and removed`;

const GENESYS_HELP = `
It listens on 127.0.0.1 only, prints its address and the ids of its clients, and runs until Ctrl-C. The secrets are in the
file that it prints, which you alone can read and which is removed at the end. Seeds, faults, journal, snapshots and reset:
docs/sandbox.md.

Exit codes:
  0  ended by Ctrl-C or a signal
  1  refused: the port is taken, or the seed is not valid`;

const EXECUTE_HELP = `
The integration executes it with its own OAuth client, as for an Architect flow.

Exit codes:
  0  the data action answered 200; or those that are deployed are listed
  1  refused: no sandbox, no such data action, or an input that is not JSON
  2  the data action failed; the answer is printed`;

/** `scopelock sandbox`: its options. The package `@scopelock/sandbox` does the work. */
export function sandboxCommand(): Command {
  const genesys = new Command("genesys")
    .description("run the Genesys Cloud stand-in alone: no Terraform, no Vault")
    .option("--port <number>", "port (default: a free one)", port)
    .option("--seed <file>", "JSON: clients, contacts, faults, limits, and answers by operation")
    .option(
      "--secrets-file <file>",
      "the file that gets the clients' secrets (default: one for temporary files)",
    )
    .addHelpText("after", GENESYS_HELP)
    .action(async (options: GenesysCommandOptions) => {
      const { runGenesysCommand } = await loadSandbox();
      await runGenesysCommand(options);
    });

  const execute = new Command("execute")
    .description("execute a deployed data action in the kept sandbox whose variables are exported")
    .argument(
      "[action]",
      "its name in Genesys Cloud, or its id (default: lists the names of those that are deployed)",
    )
    .option("--input <json>", "its input: JSON", "{}")
    .addHelpText("after", EXECUTE_HELP)
    .action(async (action: string | undefined, { input }: { readonly input: string }) => {
      const { runExecuteCommand } = await loadSandbox();
      await runExecuteCommand({ ...(action !== undefined && { action }), input });
    });

  return (
    new Command("sandbox")
      // Both have a port: what follows the name of the subcommand is the subcommand's.
      .enablePositionalOptions()
      .addCommand(genesys)
      .addCommand(execute)
      .option(
        "--keep",
        "leave it running afterwards, also when a step fails, and print the environment variables for cdktf and curl",
      )
      .option("--no-deploy", "with --keep: start everything, deploy nothing")
      .addOption(
        new Option(
          "--providers <kind>",
          "Terraform providers: the real ones, scopelock's stand-ins, or the first that is available",
        )
          .choices(["auto", "real", "builtin"])
          .default("auto"),
      )
      .option("--port <number>", "port of the Genesys Cloud stand-in (default: a free one)", port)
      .option(
        "--seed <file>",
        "what the Genesys Cloud stand-in holds and answers: JSON, as for sandbox genesys",
      )
      .option("--app <directory>", "the cdktf app to deploy (default: the sandbox's own example)")
      .option("--verbose", "show what cdktf and Terraform print")
      .addHelpText("after", EXIT_CODES)
      .action(async (options: SandboxCommandOptions) => {
        const { runSandboxCommand } = await loadSandbox();
        await runSandboxCommand(options);
      })
  );
}

function port(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > 65_535)
    throw new InvalidArgumentError(`"${text}" is not a port. Give a number from 1 to 65535.`);
  return number;
}
