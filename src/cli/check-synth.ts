import { Command } from "commander";
import { printableLines } from "../core/diagnostic";

/** What the command takes. */
interface Options {
  readonly base: string;
  readonly output: string;
}

const HELP = `
For a pipeline: a job without credentials synthesizes a pull request; a job with them checks the result with the base
branch's scopelock and plans what this command wrote, so that no code of the pull request runs beside credentials. Refused
is what the base branch does not have: a provider, a setting of one, a version of Terraform, a backend, a data source but
those that scopelock makes, a provisioner, a module, a function that reads files, and any part that is not known. Nothing
is run.

Exit codes:
  0  nothing new runs or reaches anything; the checked configuration is written
  1  unusable input
  4  refused; each finding names what, where, why and the fix, and nothing is written`;

/** `scopelock check-synth`. */
export function checkSynthCommand(): Command {
  return new Command("check-synth")
    .argument("<cdk.tf.json>", "the synthesized stack to check")
    .requiredOption("--base <cdk.tf.json>", "the same stack as the base branch synthesizes it")
    .requiredOption("--output <file>", "where to write what was checked, for Terraform to plan")
    .addHelpText("after", HELP)
    .action(checkSynth);
}

async function checkSynth(file: string, { base, output }: Options): Promise<void> {
  // Loaded here: --help and other commands must not wait for it.
  const { readConfigurationFile } = await import("./configuration-file.js");
  const { newReaches } = await import("../review/configuration/reaches.js");
  const { refusalsOf } = await import("../review/configuration/refusals.js");
  const { refusalText } = await import("../core/diagnostic/error.js");
  const { writeWhole } = await import("../files/write-file.js");

  const configuration = readConfigurationFile(file);
  const refusals = refusalsOf(newReaches(configuration, readConfigurationFile(base)), file);
  if (refusals.length > 0) {
    for (const refusal of refusals) console.error(printableLines(refusalText(refusal)));
    process.exitCode = 4;
    return;
  }
  // As it was read: of a name that stands twice JSON takes the last, and Terraform both.
  writeWhole(output, `${JSON.stringify(configuration, null, 2)}\n`);
}
