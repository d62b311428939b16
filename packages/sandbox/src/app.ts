import { existsSync } from "node:fs";
import { extname, join, resolve } from "node:path";
import { ScopelockError, typescriptLoader } from "scopelock/sandbox-support";
import { sandboxRoot } from "./package-root";

/** A cdktf app that the sandbox deploys. */
export interface DeployedApp {
  /** Directory of its `cdktf.json`. */
  readonly directory: string;
  /** The command that synthesizes. @default - the one in `cdktf.json` */
  readonly command?: string;
}

/** The sandbox's own app: one integration with one data action. */
export function exampleApp(): DeployedApp {
  const extension = extname(__filename);
  const main = join(__dirname, "..", "app", `main${extension}`);
  const command = ["node", ...typescriptLoader(main), main].map((word) => JSON.stringify(word)).join(" ");
  return { directory: join(sandboxRoot(), "app"), command };
}

/**
 * An app of the user's, synthesized as its `cdktf.json` says.
 * @throws {@link ScopelockError} `sandbox/app-missing` when the directory has no `cdktf.json`
 */
export function appIn(directory: string): DeployedApp {
  const file = join(resolve(directory), "cdktf.json");
  if (existsSync(file)) return { directory: resolve(directory) };
  throw new ScopelockError({
    id: "sandbox/app-missing",
    what: `There is no cdktf app in "${directory}".`,
    where: `--app ${directory}`,
    why: `${file} does not exist; cdktf reads there how to synthesize the app.`,
    fix: "Name the directory of a cdktf app, or leave --app out to deploy the sandbox's own example.",
  });
}
