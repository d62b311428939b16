import type { InputOptions } from "rolldown";

/** What both bundles have in common: the command's and the library's. */
export const OPTIONS = {
  platform: "node",
  // Bundlers cannot follow what some libraries require in their other form.
  resolve: { mainFields: ["module", "main"] },
  // What our sources do, they do when they are called: importing one name of a folder must not load all of it.
  treeshake: {
    moduleSideEffects: [
      { test: /[\\/]node_modules[\\/]zod[\\/]/, external: false, sideEffects: false },
      { test: /[\\/]node_modules[\\/]/, external: false, sideEffects: true },
      { test: /./, sideEffects: false },
    ],
  },
  checks: { ineffectiveDynamicImport: false },
} satisfies InputOptions;

/** Names stay, for a stack trace to be of use. */
export const MINIFY = { mangle: false, compress: true, codegen: { removeWhitespace: true } };
