import { oldCatalog } from "../core/catalog";
import type { DerivationReport } from "../core/derivation";
import { clock } from "./day";
import type { Options } from "./derive";
import { deriveMarkdown } from "./derive-markdown";
import { deriveReport, exitCode } from "./derive-report";
import { deriveText } from "./derive-text";
import { print } from "./output";
import { problemText } from "./problem-text";

/** Derives, prints the report, and sets the exit code. */
export async function derive(paths: readonly string[], options: Options): Promise<void> {
  const report = await deriveReport(paths, options);
  print(options.format === "json" ? report : rendered(report, options));
  if (options.today === undefined) tellAge(report.catalog);
  process.exitCode = exitCode(report);
}

/** On standard error: the report is the same on every day, unless it is asked for the report of one. */
function tellAge(catalog: DerivationReport["catalog"]): void {
  const old = oldCatalog(catalog, clock());
  if (old) process.stderr.write(problemText([old]));
}

function rendered(report: DerivationReport, { format, verbose }: Options): string {
  return format === "markdown" ? deriveMarkdown(report) : deriveText(report, verbose);
}
