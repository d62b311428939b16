import type { TestModule } from "vitest/node";
import type { Reporter } from "vitest/reporters";

/** How many tests came out how. */
interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** The last line of a run. */
export const countsLine = ({ passed, failed, skipped }: Counts): string =>
  `${passed} passed, ${failed} failed, ${skipped} skipped`;

/**
 * Ends a run with what could not be tested here and why, what the e2e tests ran on, and one line of counts. In CI a test that lacks its
 * prerequisite is a failure: a green run means that everything ran.
 */
export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    // What broke outside of any test, a setup for example, is a failure too.
    const counts = { passed: 0, failed: errors.length, skipped: 0 };
    const lacking = new Map<string, number>();
    for (const module of modules) {
      if (module.state() === "failed" && module.errors().length > 0) counts.failed += 1;
      for (const test of module.children.allTests()) {
        const result = test.result();
        if (result.state === "pending") continue;
        counts[result.state] += 1;
        const note = result.state === "skipped" ? (result.note ?? "no reason given") : undefined;
        if (note !== undefined) lacking.set(note, (lacking.get(note) ?? 0) + 1);
      }
    }
    for (const [note, tests] of lacking)
      console.log(`Not run (${tests} ${tests === 1 ? "test" : "tests"}): ${note}`);
    if (process.env.CI === "true" && counts.skipped > 0) {
      console.log("CI=true: what was not run counts as failed.");
      counts.failed += counts.skipped;
      counts.skipped = 0;
      process.exitCode = 1;
    }
    // Of projects with e2e tests only; the last line stays that of the counts.
    const projects = new Set(modules.map(({ project }) => project));
    for (const project of projects)
      for (const line of project.getProvidedContext().ranOn ?? []) console.log(line);
    console.log(countsLine(counts));
  }
}
