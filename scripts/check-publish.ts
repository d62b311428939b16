/**
 * Before `npm publish`, of either package: its page in the registry leads people to the sources and to where defects are
 * reported. Run in the directory of the package.
 */
import { readFileSync } from "node:fs";

const KEYS = ["repository.url", "homepage", "bugs.url"] as const;

/** What package.json lacks to be published. */
export function missingAddresses(manifest: unknown): readonly string[] {
  return KEYS.filter((key) => {
    const value = key
      .split(".")
      .reduce<unknown>(
        (at, part) => (typeof at === "object" && at ? Reflect.get(at, part) : undefined),
        manifest,
      );
    return typeof value !== "string" || !URL.canParse(value.replace(/^git\+/, ""));
  });
}

if (require.main === module) {
  const missing = missingAddresses(JSON.parse(readFileSync("package.json", "utf8")));
  if (missing.length > 0) {
    console.error(
      `package.json has no address in ${missing.join(", ")}, and the registry would show none: npm pkg set ${missing.map((key) => `${key}=<address>`).join(" ")}`,
    );
    process.exitCode = 1;
  }
}
