import { execFileSync } from "node:child_process";
import { ROOT } from "../process";

/**
 * The files that a package is published with, as paths from its root; `dist` as it was built last.
 * @param root of the package @default - of scopelock
 */
export function packedFiles(root: string = ROOT): ReadonlySet<string> {
  const answer = execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
    cwd: root,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  const [packed] = Object.values(JSON.parse(answer)) as { files: { path: string }[] }[];
  return new Set(packed?.files.map(({ path }) => path));
}
