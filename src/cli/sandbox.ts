import { Command, InvalidArgumentError, Option } from "commander";
import type { Providers } from "../../sandbox";
import { consoleTeller } from "./console-teller";

/** What the command takes. */
interface Options {
  readonly keep?: true;
  readonly deploy: boolean;
  readonly providers: Providers;
  readonly port?: number;
  readonly verbose?: true;
}

const EXIT_CODES = `
Exit codes:
  0  every step held; with --no-deploy: everything was started; with --keep: then too when it was ended by Ctrl-C
  1  refused, or a step failed
  130, 143  ended by Ctrl-C or a signal, after everything started was stopped and removed`;

/** `scopelock sandbox`. */
export function sandboxCommand(): Command {
  return new Command("sandbox")
    .option("--keep", "leave it running afterwards, and print the environment variables for cdktf and curl")
    .option("--no-deploy", "with --keep: start everything, deploy nothing")
    .addOption(
      new Option(
        "--providers <which>",
        "Terraform providers: the real ones, scopelock's stand-ins, or what can be had",
      )
        .choices(["auto", "real", "builtin"])
        .default("auto"),
    )
    .option("--port <number>", "port of the Genesys Cloud stand-in (default: a free one)", port)
    .option("--verbose", "show what cdktf and Terraform print")
    .addHelpText("after", EXIT_CODES)
    .action((options: Options) => sandbox(options));
}

function port(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > 65_535)
    throw new InvalidArgumentError(`"${text}" is not a port. Give a number from 1 to 65535.`);
  return number;
}

async function sandbox(options: Options): Promise<void> {
  // Loaded here: --help and other commands must not wait for gRPC and an HTTP server.
  const { startSandbox } = await import("../../sandbox/index.js");
  const { tellStory } = await import("../../sandbox/story.js");
  const ending = new AbortController();
  let signalled: NodeJS.Signals | undefined;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.on(signal, () => {
      signalled ??= signal;
      ending.abort(new Error(signal));
    });

  const teller = consoleTeller(options.verbose === true);
  try {
    const running = await startSandbox({
      providers: options.providers,
      ...(options.port !== undefined && { port: options.port }),
      log: teller.note,
      signal: ending.signal,
    });
    try {
      const held = options.deploy === false || (await tellStory(running, teller, ending.signal));
      process.exitCode = held ? 0 : 1;
      if (held && options.deploy !== false) teller.note("Every step held.");
      if (options.keep && held) {
        printVariables(running.variables, running.genesys.url);
        await new Promise<void>((resolve) => ending.signal.addEventListener("abort", () => resolve()));
      }
    } finally {
      await running.close();
    }
  } catch (error) {
    if (signalled === undefined) throw error;
  }
  // An end that was asked for: what was started is stopped, what was made is removed.
  if (signalled !== undefined && !options.keep) process.exitCode = signalled === "SIGINT" ? 130 : 143;
}

function printVariables(variables: Readonly<Record<string, string>>, url: string): void {
  console.log(
    "\nThe sandbox is running. Ctrl-C stops it and removes it. In another terminal, in this directory (to be closed then: with these\nvariables Terraform would look for what is gone):\n",
  );
  for (const [name, value] of Object.entries(variables)) console.log(`export ${name}='${value}'`);
  console.log(`
npx cdktf deploy sandbox --skip-provider-lock --auto-approve
npx cdktf diff sandbox --skip-provider-lock
curl -s -u "$GENESYSCLOUD_OAUTHCLIENT_ID:$GENESYSCLOUD_OAUTHCLIENT_SECRET" -d grant_type=client_credentials ${url}/oauth/token
`);
}
