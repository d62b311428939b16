import { extname, join } from "node:path";
import { typescriptLoader } from "./typescript-loader";

/** The arguments with which Node runs the `scopelock` command: of the sources when this file is one, else compiled. */
export function scopelockCommand(): readonly string[] {
  const main = join(__dirname, "..", "cli", `main${extname(__filename)}`);
  return [...typescriptLoader(main), main];
}
