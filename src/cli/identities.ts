import { Command, Option } from "commander";
import { colors } from "./output";
import { outputOption } from "./output-option";

/** What the command takes. */
interface Options {
  readonly format: "text" | "json" | "markdown";
  readonly output: string;
  readonly policy?: string;
}

const HELP = `
Exit codes:
  0  printed
  1  refused: the stack is not synthesized, or cannot be read; the message names what, where, why and the fix`;

/** `scopelock identities`. */
export function identitiesCommand(): Command {
  return new Command("identities")
    .argument("<environment>", "the stack, as cdktf synth wrote it")
    .addOption(
      new Option("--format <format>", "what to print").choices(["text", "json", "markdown"]).default("text"),
    )
    .addOption(
      new Option(
        "--policy <identity>",
        "print one Vault policy alone: planner, deployer, reader, or reader:<integration or client>",
      ).conflicts("format"),
    )
    .addOption(outputOption())
    .addHelpText("after", HELP)
    .action(identities);
}

async function identities(environment: string, { format, output, policy }: Options): Promise<void> {
  // Loaded here: --help and other commands must not wait for the catalogue.
  const { Catalog } = await import("../core/catalog/catalog.js");
  const { deployerOf, plannerOf, readersOf } = await import("../core/stack/identity.js");
  const { jsonReport, markdownReport, policyText, textReport } = await import("./identities-report.js");
  const { synthesizedDeployment } = await import("./synthesized.js");

  const deployment = synthesizedDeployment(output, environment);
  const catalog = Catalog.load();
  const found = {
    environment,
    catalog: { version: catalog.version, sha256: catalog.sha256 },
    planner: plannerOf(deployment, catalog),
    deployer: deployerOf(deployment, catalog),
    readers: readersOf(deployment),
  };
  if (policy !== undefined) process.stdout.write(policyText(found, policy));
  else if (format === "json") process.stdout.write(jsonReport(found));
  else if (format === "markdown") process.stdout.write(markdownReport(found));
  else process.stdout.write(textReport(found, colors));
}
