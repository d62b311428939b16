import { pathToFileURL } from "node:url";

/** What Node needs to run a file of ours as a child: a loader for a source, nothing for compiled code. */
export function typescriptLoader(file: string): string[] {
  return file.endsWith(".ts") ? ["--import", pathToFileURL(require.resolve("tsx")).href] : [];
}
