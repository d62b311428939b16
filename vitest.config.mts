import { availableParallelism } from "node:os";
import { join } from "node:path";
import { defineConfig } from "vitest/config";
import tsconfig from "./tsconfig.json" with { type: "json" };

/** The packages as sources, by the names that tsconfig.json gives them: an edit is tested without a build. */
const resolve = {
  alias: Object.entries(tsconfig.compilerOptions.paths).map(([name, [file = ""]]) => ({
    find: new RegExp(`^${name}$`),
    replacement: join(import.meta.dirname, file),
  })),
};

/** Files that run at once: two also on two cores, as one waits for other programs much of its time; more than four only wait for each other. */
const AT_ONCE = Math.min(Math.max(availableParallelism() - 1, 2), 4);

export default defineConfig({
  test: {
    maxWorkers: AT_ONCE,
    reporters: ["default", "./__tests__/summary-reporter.ts"],
    projects: [
      {
        resolve,
        test: {
          name: "unit",
          include: ["__tests__/**/*.test.ts"],
          exclude: ["__tests__/e2e/**"],
          // Some start commands; a machine that does other things too is no defect.
          testTimeout: 30_000,
        },
      },
      {
        resolve,
        test: {
          name: "e2e",
          include: ["__tests__/e2e/**/*.test.ts"],
          globalSetup: ["__tests__/e2e/global-setup.ts"],
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
