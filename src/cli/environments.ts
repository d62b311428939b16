import { Command, Option } from "commander";
import { clock, todayOption } from "./day";
import { environmentsOption } from "./environments-option";
import { print } from "./output";

/** What the command takes. */
interface Options {
  readonly format: "text" | "json";
  readonly changedSince?: string;
  readonly environments: string;
  readonly today?: string;
}

const HELP = `
With --changed-since, only the environments that the changes since then can reach: those whose file changed, and all of
them when anything else did that git does not ignore and that is not documentation (*.md, docs/, LICENSE).

Exit codes:
  0  listed; the list may be empty
  1  unusable input`;

/** `scopelock environments`. */
export function environmentsCommand(): Command {
  return new Command("environments")
    .addOption(new Option("--format <format>", "how to print").choices(["text", "json"]).default("text"))
    .option("--changed-since <ref>", "only what changed since a commit, such as origin/main; asks git")
    .addOption(environmentsOption())
    .addOption(todayOption())
    .addHelpText("after", HELP)
    .action(environments);
}

async function environments(options: Options): Promise<void> {
  // Loaded here: --help and other commands must not wait for schemas and the catalogue.
  const { listEnvironments, environmentsText } = await import("./environments-list.js");
  const { colors } = await import("./output.js");
  const list = listEnvironments(options.environments, options.today ?? clock(), options.changedSince);
  print(options.format === "json" ? list : environmentsText(list, colors));
}
