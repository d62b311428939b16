import { Command, Option } from "commander";
import { terraformBinary } from "../process/terraform-binary";
import { clock, todayOption } from "./day";
import { environmentsOption } from "./environments-option";
import { parseStops } from "./fail-on";
import { colors, print } from "./output";

/** What the command takes. */
export interface Options {
  readonly expect?: string;
  readonly since?: string;
  readonly format: "text" | "markdown" | "json";
  readonly failOn: string;
  readonly environments: string;
  readonly deployerPermissions?: string;
  readonly today?: string;
}

const EXIT_CODES = `
A plan is what "${terraformBinary()} show -json plan" prints; of a directory such as cdktf.out it is stacks/<stack>/plan.json.
The command runs nothing, and shows no value but those that docs/review.md names.

Exit codes:
  0  nothing to look at; with --expect: the plans mean what was approved
  1  unusable input
  3  access is broadened
  4  an alarm; with --expect: the plans mean something else than what was approved`;

/** `scopelock review`. */
export function reviewCommand(): Command {
  return new Command("review")
    .argument("<path...>", "plans in JSON, or directories of them such as cdktf.out")
    .option("--expect <review.json>", "compare with an approved review, made with --format json")
    .option(
      "--since <review.json>",
      "an earlier review, of the base branch or the last deploy: changes of provider settings, provisioners and conditions are alarms",
    )
    .addOption(
      new Option("--format <format>", "how to print").choices(["text", "markdown", "json"]).default("text"),
    )
    .option(
      "--fail-on <list>",
      "what to exit with 3 or 4 for: broadened, alarm, ids such as action/replaced, parts of ids such as replaced, none",
      "broadened,alarm",
    )
    .addOption(environmentsOption())
    .option(
      "--deployer-permissions <file>",
      "what the deployer holds: a JSON list, or one permission a line; what it lacks is an alarm",
    )
    .addOption(todayOption())
    .addHelpText("after", EXIT_CODES)
    .action(review);
}

async function review(paths: readonly string[], options: Options): Promise<void> {
  // Loaded here: --help and other commands must not wait for it.
  const { STOPS, verdict } = await import("../review/findings/verdict.js");
  const { readApproved, reviewPaths } = await import("./review-input.js");

  const stops = parseStops(options.failOn, STOPS, {
    id: "review/fail-on",
    fix: "It takes broadened, alarm, none, or the id of a finding: docs/review.md lists them all.",
  });
  const approved = options.expect === undefined ? undefined : readApproved(options.expect);
  const since = options.since === undefined ? undefined : readApproved(options.since);
  const found = await reviewPaths(paths, options, options.today ?? clock(), { approved, since });
  if (approved) {
    const { compareReviews } = await import("../review/findings/compare.js");
    const { differenceReport } = await import("../review/render/difference.js");
    const difference = compareReviews(approved, found);
    print(differenceReport(difference, options.format));
    process.exitCode = difference.missing.length + difference.unexpected.length > 0 ? 4 : 0;
    return;
  }
  if (options.format === "json") print(found);
  else if (options.format === "markdown")
    print((await import("../review/render/comment.js")).reviewComment(found));
  else print((await import("../review/render/text.js")).reviewText(found, colors));
  process.exitCode = verdict(found, stops);
}
