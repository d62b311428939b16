import { extname, join } from "node:path";
import { sandboxRoot } from "./package-root";

/**
 * The variables with which a child that runs a source file finds scopelock's sources from any working directory; none for
 * compiled code. Source: tsx, "TSX_TSCONFIG_PATH".
 */
export function sourceVariables(file: string): Readonly<Record<string, string>> {
  return extname(file) === ".ts"
    ? { TSX_TSCONFIG_PATH: join(sandboxRoot(), "..", "..", "tsconfig.json") }
    : {};
}
