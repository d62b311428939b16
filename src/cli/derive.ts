import { Command, InvalidArgumentError, Option } from "commander";
import { printable } from "../core/diagnostic";
import { GRANTS, type Grant, type Permission } from "../core/permission";
import { PART } from "../core/stack";
import { todayOption } from "./day";

/** What the command takes. */
export interface Options {
  readonly format: "text" | "json" | "markdown";
  readonly verbose?: true;
  readonly grant: Grant;
  readonly prefer: readonly Permission[];
  readonly ignore?: "elsewhere";
  readonly catalog?: string;
  readonly deployer?: true;
  readonly environment: string;
  readonly integration: string;
  readonly mount: string;
  readonly today?: string;
}

const EXIT_CODES = `
All actions together are derived as one integration: one role, one OAuth client.

What a directory holds and is not read is named, and so are modules whose files are elsewhere.

Exit codes:
  0  every action that was read is derived, or ignored
  1  some input is unusable (a function, a draft and a custom authentication action too); the rest is derived all the same
  2  an action is unresolved (one of another service too), or has a problem at error level`;

/** `scopelock derive`. */
export function deriveCommand(): Command {
  return new Command("derive")
    .argument(
      "<path...>",
      "exports (*.custom.json) and answers of the API, Terraform's files (*.tf, *.tf.json, *.tfstate, the output of terraform show -json), directories, tables (*.tsv with the columns method and url), modules that export actions (*.ts, *.js)",
    )
    .addOption(
      new Option("--format <format>", "how to print").choices(["text", "json", "markdown"]).default("text"),
    )
    .option("--verbose", "of the text: every action and every place by name")
    .addOption(
      new Option("--grant <grant>", "how the OAuth client gets tokens; user grants have scopes")
        .choices([...GRANTS])
        .default("client-credentials"),
    )
    .option(
      "--prefer <permission>",
      "choose this one wherever it is one of several that would do; repeatable",
      (name: string, names: Permission[]) => [...names, name as Permission],
      [],
    )
    .addOption(
      new Option(
        "--ignore <what>",
        "actions of other services, functions, drafts and custom authentication are counted and named, and no error",
      ).choices(["elsewhere"]),
    )
    .option("--catalog <file>", "a catalogue made by scopelock catalog refresh (default: the embedded one)")
    .option("--deployer", "also what Terraform needs to deploy them: permissions and Vault policy")
    .option("--environment <name>", "with --deployer: name of the environment", name, "dev")
    .option("--integration <id>", "with --deployer: name of the integration", name, "data-actions")
    .option("--mount <path>", "with --deployer: the KV mount in Vault", mountPath, "genesys-cloud")
    .addOption(todayOption())
    .addHelpText("after", EXIT_CODES)
    .action(run);
}

async function run(paths: readonly string[], options: Options): Promise<void> {
  // Loaded here: its --help must not wait for the catalogue.
  const { derive } = await import("./derive-run.js");
  await derive(paths, options);
}

function name(text: string): string {
  if (PART.test(text)) return text;
  throw new InvalidArgumentError(
    `"${printable(text)}" is not a name. Use lower-case letters, digits and single hyphens, for example eu-prod.`,
  );
}

function mountPath(text: string): string {
  if (/^[A-Za-z0-9_-]+(\/[A-Za-z0-9_-]+)*$/.test(text)) return text;
  throw new InvalidArgumentError(
    `"${printable(text)}" is not the path of a mount. Give one without slashes at the ends, for example genesys-cloud or teams/genesys-cloud.`,
  );
}
