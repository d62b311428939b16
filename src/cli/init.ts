import { Command, Option } from "commander";
import type { Pipeline, Settings } from "../init";
import { refuseNodeWithoutCdktf } from "../process/node-version";

/** What the command takes. */
export interface Options {
  readonly environment?: string;
  readonly region?: string;
  readonly vault?: string;
  readonly yes?: true;
  readonly from?: string;
  readonly ci: Pipeline;
  readonly dryRun?: true;
}

const MORE = `
Without a terminal, or with one of --environment, --region, --vault and --yes, no question is asked. A file that exists is
never overwritten: package.json and .gitignore get what they lack, files of yours are left alone and named. Where a
file of scopelock alone exists and differs, nothing is written (init/exists).

Examples:
  npx scopelock init
  npx scopelock init --environment dev --region eu-west-1 --vault https://vault.example.com:8200 --ci github
  npx scopelock init --yes --from exports/

Exit codes:
  0  the app is written (--dry-run: would be), or was written before
  1  refused, and nothing was written; the message names what, where, why and the fix
  2  the app is written, without some of the actions of --from; each is named with the reason
  130  ended by Ctrl-C at a question, and nothing was written`;

/** `scopelock init`. */
export function initCommand(): Command {
  return new Command("init")
    .argument("[directory]", "where; also the directory of an existing cdktf app", ".")
    .option("--environment <name>", "name of the first environment (default: dev)")
    .option("--region <region>", "region of the Genesys Cloud organization (default: eu-west-1)")
    .option("--vault <address>", "address of the Vault (default: a placeholder)")
    .option("--yes", "ask nothing, take the defaults")
    .option(
      "--from <path>",
      "start from existing actions: exports, Terraform's files, or a directory of these",
    )
    .addOption(
      // The same list as PIPELINES, which --help must not wait for.
      new Option("--ci <system>", "workflows for").choices(["github", "gitlab", "none"]).default("none"),
    )
    .option("--dry-run", "list the files, write nothing")
    .addHelpText("after", MORE)
    .action((directory: string, options: Options) => init(directory, options));
}

async function init(directory: string, options: Options): Promise<void> {
  // Loaded here: --help and other commands must not wait for the catalogue and a JSON editor.
  const { appFiles, changesTo, sourceActions, writeChanges } = await import("../init/index.js");
  const { initText } = await import("./init-text.js");
  refuseNodeWithoutCdktf(directory);
  const settings = await settingsOf(options);
  if (settings === undefined) return;
  const from = options.from === undefined ? undefined : await sourceActions(options.from);
  const changes = changesTo(directory, appFiles({ settings, pipeline: options.ci, from }));
  if (!options.dryRun) writeChanges(changes);
  process.stdout.write(initText({ changes, settings, options, from }));
  process.exitCode = from && from.refused.length + from.pending.length > 0 ? 2 : 0;
}

/** The settings, checked; `undefined` when the questions were ended. */
async function settingsOf(options: Options): Promise<Settings | undefined> {
  const { checkEnvironment, checkRegion, checkVault, DEFAULTS } = await import("../init/index.js");
  const given = [options.environment, options.region, options.vault, options.yes].some(
    (each) => each !== undefined,
  );
  if (!given && process.stdin.isTTY) {
    const { askSettings } = await import("./init-questions.js");
    const answers = await askSettings(process.stdin, process.stdout);
    if (answers === undefined) process.exitCode = 130;
    return answers;
  }
  return {
    environment: checkEnvironment(options.environment ?? DEFAULTS.environment),
    region: checkRegion(options.region ?? DEFAULTS.region),
    vault: checkVault(options.vault ?? DEFAULTS.vault),
  };
}
