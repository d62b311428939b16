import { join } from "node:path";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    reporters: ["default", "./__tests__/summary-reporter.ts"],
    projects: [
      {
        // As tsconfig.json: what is copied out of docs/testing.md is run here on the sources.
        resolve: {
          alias: {
            "scopelock/testing": join(import.meta.dirname, "src/testing/index.ts"),
            "scopelock/report-refusals": join(import.meta.dirname, "src/process/report-refusals.ts"),
            scopelock: join(import.meta.dirname, "src/index.ts"),
          },
        },
        test: {
          name: "unit",
          include: ["__tests__/**/*.test.ts"],
          exclude: ["__tests__/e2e/**"],
          // Some start commands; a machine that does other things too is no defect.
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: "e2e",
          include: ["__tests__/e2e/**/*.test.ts"],
          globalSetup: ["__tests__/e2e/global-setup.ts"],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          // Each file runs Terraform and a Vault; two at once only make both slower.
          fileParallelism: false,
        },
      },
    ],
  },
});
