import { Command, InvalidArgumentError, Option } from "commander";

/** What the command takes. */
export interface Options {
  readonly input: string;
  readonly action?: string;
  readonly in: string;
  readonly response?: string;
  readonly status?: number;
  readonly seed?: string;
  readonly live?: true;
  readonly format: "text" | "json";
  readonly trace?: true;
  readonly watch?: true;
  readonly catalog?: string;
}

const HELP = `
Example:
  npx scopelock run actions/get-queue.ts --input '{"queueId": "1f3c..."}' --response queue.json --trace

Without --response the stand-in of @scopelock/sandbox answers, after it checked the permission of the derived role.
--live reads GENESYSCLOUD_OAUTHCLIENT_ID, GENESYSCLOUD_OAUTHCLIENT_SECRET and GENESYSCLOUD_REGION (or GENESYSCLOUD_GATEWAY_HOST,
_PORT and _PROTOCOL), and takes the proxy of HTTPS_PROXY, HTTP_PROXY and NO_PROXY, as the Terraform provider does.

The steps: input contract, request templates, request, response, translation map, success template, output contract.

Exit codes:
  0  the action gave an output
  1  no action to run, or unusable input
  2  the action failed; the step, and Genesys Cloud's error, are printed`;

/** `scopelock run`. */
export function runCommand(): Command {
  return new Command("run")
    .argument(
      "<file|name>",
      "a module, an export, Terraform's file or a directory of these; or the name of an action that --in holds",
    )
    .requiredOption("--input <json>", "input of the action: JSON, or @ and the name of a file", "{}")
    .option("--action <name>", "which action, where a file holds several")
    .option("--in <path>", "where an action is looked up by its name", "actions")
    .option(
      "--response <file>",
      "what the API answers: a file with its body, - for standard input (default: the embedded stand-in answers)",
    )
    .option("--status <code>", "HTTP status of the answer (default: 200)", status)
    .option(
      "--seed <file>",
      "what the embedded stand-in holds and answers: a JSON file, as for scopelock sandbox genesys",
    )
    .addOption(
      new Option(
        "--live",
        "send the request to a real organization: a GET, or a probe that is declared harmless",
      ).conflicts(["response", "status", "seed"]),
    )
    .addOption(new Option("--format <format>", "how to print").choices(["text", "json"]).default("text"))
    .option("--trace", "show what went into each step and what came out")
    .option("--watch", "run again when a file changes")
    .option("--catalog <file>", "a catalogue made by scopelock catalog refresh (default: the embedded one)")
    .addHelpText("after", HELP)
    .action(run);
}

async function run(what: string, options: Options): Promise<void> {
  // Loaded here: its --help must not wait for what runs an action.
  const { runOnce, runAgain } = await import("./run-action.js");
  await (options.watch ? runAgain : runOnce)(what, options);
}

function status(text: string): number {
  if (/^[1-5]\d\d$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It is not an HTTP status. Use 100 to 599.");
}
