import { Command, Option } from "commander";
import { GRANTS, type Grant } from "../core/permission";
import { print } from "./output";

/** What the command takes. */
interface Options {
  readonly format: "text" | "json";
  readonly grant: Grant;
  readonly catalog?: string;
}

const EXIT_CODES = `
Exit codes:
  0  explained
  1  neither a request, a permission nor a scope; or the catalogue cannot be used
  2  not found, with suggestions; or a request that cannot work`;

/** `scopelock explain`. */
export function explainCommand(): Command {
  return new Command("explain")
    .argument(
      "<what...>",
      'a request ("GET /api/v2/users/{userId}"), a permission (routing:queue:view, or as the console has it: "Routing > Queue > View"), several of them ("routing:queue:*", routing:queue:read, routing:queue), or an OAuth scope (routing:readonly)',
    )
    .addOption(new Option("--format <format>", "how to print").choices(["text", "json"]).default("text"))
    .addOption(
      new Option("--grant <grant>", "of a request: how the client gets its tokens")
        .choices([...GRANTS])
        .default("client-credentials"),
    )
    .option("--catalog <file>", "a catalogue made by scopelock catalog refresh (default: the embedded one)")
    .addHelpText("after", EXIT_CODES)
    .action(explain);
}

async function explain(words: readonly string[], options: Options): Promise<void> {
  // Loaded here: --help and other commands must not wait for the catalogue.
  const { loadCatalog } = await import("./load-catalog.js");
  const { answer, wasFound } = await import("./explain-answer.js");
  const { explanationText } = await import("./explain-text.js");
  const explanation = answer(words.join(" "), loadCatalog(options.catalog), options.grant);
  print(options.format === "json" ? explanation : explanationText(explanation));
  process.exitCode = wasFound(explanation) ? 0 : 2;
}
