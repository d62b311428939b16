import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: [
      { test: { name: "unit", include: ["__tests__/**/*.test.ts"], exclude: ["__tests__/e2e/**"] } },
      {
        test: {
          name: "e2e",
          include: ["__tests__/e2e/**/*.test.ts"],
          testTimeout: 600_000,
          hookTimeout: 1_200_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
