import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const ROOT = resolve(__dirname, "..");
const PARTS = ["main.ts", "stacks", "actions", "src", "sandbox"];
/** Only these may import cdktf, constructs and provider bindings; the testing helper because it synthesizes. */
const MAY_IMPORT_CDKTF = /^(main\.ts|stacks\/|src\/(app|genesys|vault|integration|testing)\/)/;
const CDKTF = /^(cdktf|constructs|@cdktf\/.*)$/;
/** The libraries that the core may use, all pure: for "did you mean" and to compare versions; and to run templates and paths, in the runner alone. */
const CORE_LIBRARIES = ["fastest-levenshtein", "semver"];
const RUNNER_LIBRARIES = [...CORE_LIBRARIES, "velocityjs", "jsonpath-plus"];
/** Inner parts, and what they may not reach out to. */
const INWARD: Readonly<Record<string, RegExp>> = {
  "src/core/": /^(?!src\/core\/)/,
  "src/genesys/": /^src\/(integration|vault|cli|environment|handoff)\/|^(stacks|sandbox|actions)\//,
  "src/vault/": /^src\/(integration|cli|environment|handoff)\/|^(stacks|sandbox|actions)\//,
  "src/integration/": /^src\/(cli|environment|handoff)\/|^(stacks|sandbox|actions)\//,
  "src/doctor/": /^src\/(?!(doctor|core)\/|vault\/manifest-content$)|^(stacks|sandbox|actions)\//,
  "src/doctor/judgements/": /^src\/doctor\/(?!judgements\/|facts$|finding$|reply$|classify-)/,
  "src/app/": /^src\/(cli|doctor|review|testing)\/|^(stacks|sandbox|actions)\//,
  "src/rules/": /^(?!src\/(rules|core)\/)/,
  "src/testing/": /^(?!src\/(testing|core)\/)/,
  "src/review/": /^(?!src\/(review|core)\/)/,
  "src/sdk/": /^(?!src\/(sdk|core|import)\/)/,
  "actions/": /^(?!(actions|src\/core)\/)/,
  "stacks/": /^(sandbox|src\/cli)\//,
};

interface Import {
  readonly file: string;
  readonly from: string;
  /** Of the project's own files: the path from the root. */
  readonly target: string | undefined;
}

const files = PARTS.flatMap((part) =>
  part.endsWith(".ts")
    ? [part]
    : readdirSync(join(ROOT, part), { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(".ts"))
        .map((file) => join(part, file)),
).filter((file) => !file.startsWith("src/genesys/bindings/"));

const imports: Import[] = files.flatMap((file) => {
  const text = readFileSync(join(ROOT, file), "utf8");
  return [...text.matchAll(/(?<!")(?:from|import|require)\s*\(?\s*"([^"]+)"/g)].map(([, from = ""]) => ({
    file,
    from,
    target: from.startsWith(".") ? relative(ROOT, resolve(ROOT, dirname(file), from)) : undefined,
  }));
});

/** What Terraform is told to run is not run at synth. */
const withoutCommands = (text: string) => text.replace(/command: .*/g, "");

const list = (found: Import[]) => found.map(({ file, from }) => `${file} imports ${from}`);

describe("the import rules", () => {
  it("see the code", () => {
    expect(imports.length).toBeGreaterThan(50);
    expect(imports.some(({ from }) => CDKTF.test(from))).toBe(true);
  });

  it("keep cdktf in few folders", () => {
    expect(
      list(imports.filter(({ file, from }) => CDKTF.test(from) && !MAY_IMPORT_CDKTF.test(file))),
    ).toEqual([]);
  });

  it("keep the core pure: it imports nothing outside itself", () => {
    const outside = imports.filter(
      ({ file, from, target }) =>
        file.startsWith("src/core/") &&
        target === undefined &&
        !(file.startsWith("src/core/action/rendering/") ? RUNNER_LIBRARIES : CORE_LIBRARIES).includes(from),
    );
    expect(list(outside)).toEqual([]);
  });

  it.each(Object.entries(INWARD))("let %s reach inwards only", (part, forbidden) => {
    const outward = imports.filter(
      ({ file, target }) => file.startsWith(part) && target !== undefined && forbidden.test(target),
    );
    expect(list(outward)).toEqual([]);
  });

  it("load one resource of the Vault bindings, never the barrel of them all", () => {
    expect(list(imports.filter(({ from }) => from === "@cdktf/provider-vault"))).toEqual([]);
  });

  it("keep clock and randomness out of the core, the rules, the constructs, the doctor and the review", () => {
    const impure = files.filter(
      (file) =>
        /^src\/(core|rules|genesys|vault|integration|doctor|review)\//.test(file) &&
        /Date\.now|new Date\(\)|Math\.random|randomUUID|process\.(env|cwd)/.test(
          withoutCommands(readFileSync(join(ROOT, file), "utf8")),
        ),
    );
    expect(impure).toEqual([]);
  });
});
