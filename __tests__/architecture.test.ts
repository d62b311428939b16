import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const ROOT = resolve(__dirname, "..");
const PARTS = ["main.ts", "stacks", "actions", "src", "packages/sandbox/src", "packages/sandbox/app"];
/** Only these may import cdktf, constructs and provider bindings; the testing helper because it synthesizes. */
const MAY_IMPORT_CDKTF =
  /^(main\.ts|stacks\/|src\/(app|genesys|vault|integration|terraform|handoff|testing|rules\/synth)\/)/;
const CDKTF = /^(cdktf|constructs|@cdktf\/.*)$/;
/** The libraries that the core may use, all pure: for "did you mean" and to compare versions. */
const CORE_LIBRARIES = ["fastest-levenshtein", "semver"];
/** And what one part of it may use besides: to run templates and paths, and to read the manifest. */
const MORE_LIBRARIES: Readonly<Record<string, readonly string[]>> = {
  "src/core/action/rendering/": ["velocityjs"],
  "src/core/stack/allowed-addresses.ts": ["zod"],
  "src/core/stack/manifest.ts": ["zod", "node:crypto"],
};
/**
 * The rooms of `src`, the innermost first: each imports only rooms above it in this list. `cli` is the outermost.
 */
const ROOMS = [
  "core/diagnostic/ids",
  "core/diagnostic",
  "core/permission",
  "core/catalog",
  "core/request",
  "core/action",
  "core/derivation",
  "core/rotation",
  "core/terraform",
  "core/stack",
  "core",
  "process",
  "files",
  "terraform",
  "props",
  "environment",
  "genesys",
  "vault",
  "rules",
  "rules/synth",
  "handoff",
  "integration",
  "app",
  "run",
  "sandbox-support",
  "testing",
  "import",
  "sdk",
  "doctor",
  "review",
  "init",
  "cli",
].map((room) => `src/${room}`);
/** Rooms whose files stand alone: each is imported by itself. */
const WITHOUT_DOOR = ["src/process", "src/core"];
/** Rooms that reach no further than these. */
const ONLY: Readonly<Record<string, RegExp>> = {
  "src/core/": /^src\/core\//,
  "src/rules/sl": /^src\/(rules|core)\//,
  "src/testing/": /^src\/(testing|core|files|run)\b/,
  "src/run/": /^src\/(run|core)\//,
  "src/review/": /^src\/(review|core)\//,
  "src/doctor/": /^src\/(doctor|core|run)\b/,
  "src/doctor/checks/": /^src\/(core\/|doctor\/(checks\/|facts$|finding$|reply$|connection-fix$|classify-))/,
  "src/sdk/": /^src\/(sdk|core|files)\b/,
  "src/import/": /^src\/((import|core|files|props)\b|process\/import-module$)/,
  "src/environment/": /^src\/(environment|core|files|props)\b/,
  "src/init/": /^src\/(init|core|process|files|environment|import)\b/,
  "src/handoff/": /^src\/(handoff|core|process|props|terraform|genesys)\b/,
  "actions/": /^(actions|src\/core)\//,
  "stacks/": /^(?!packages\/|src\/cli\/)/,
  "src/": /^src\//,
  "packages/sandbox/src/": /^packages\/sandbox\/src\//,
  "packages/sandbox/app/": /^packages\/sandbox\/app\//,
};

interface Import {
  readonly file: string;
  readonly from: string;
  /** Of the project's own files: the path from the root. */
  readonly target: string | undefined;
  /** Loaded when it is needed, not with the file. */
  readonly lazy: boolean;
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
  return [...text.matchAll(/(?<!")(?:from|import|require)\s*(\(?)\s*"([^"]+)"/g)].map(
    ([, call, from = ""]) => ({
      file,
      from,
      target: from.startsWith(".") ? relative(ROOT, resolve(ROOT, dirname(file), from)) : undefined,
      lazy: call === "(",
    }),
  );
});

/** The innermost room that holds a file; a room is named by its folder, too. */
const roomOf = (path: string) =>
  ROOMS.filter((room) => path === room || path.startsWith(`${room}/`)).sort((a, b) => b.length - a.length)[0];

/** Imports from one room into another. */
const crossing = imports.flatMap(({ file, from, target = "", lazy }) => {
  const [inside, reached] = [roomOf(file), roomOf(target)];
  return inside && reached && inside !== reached ? [{ file, from, target, lazy, inside, reached }] : [];
});

/** What Terraform is told to run is not run at synth. */
const withoutCommands = (text: string) => text.replace(/command: .*/g, "");

const list = (found: Pick<Import, "file" | "from">[]) =>
  found.map(({ file, from }) => `${file} imports ${from}`);

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
        !CORE_LIBRARIES.includes(from) &&
        !Object.entries(MORE_LIBRARIES).some(([part, more]) => file.startsWith(part) && more.includes(from)),
    );
    expect(list(outside)).toEqual([]);
  });

  it("let a room reach only rooms further inside", () => {
    expect(crossing.length).toBeGreaterThan(200);
    expect(
      list(crossing.filter(({ inside, reached }) => ROOMS.indexOf(reached) > ROOMS.indexOf(inside))),
    ).toEqual([]);
  });

  it("enter a room by its door, unless one file is loaded late", () => {
    const besides = crossing.filter(
      ({ inside, reached, target, lazy }) =>
        target !== reached &&
        !lazy &&
        !WITHOUT_DOOR.includes(reached) &&
        inside !== "src/core" &&
        !target.startsWith("src/genesys/bindings/"),
    );
    expect(list(besides)).toEqual([]);
  });

  it("leave no file of src outside of a room, except its entry", () => {
    expect(files.filter((file) => file.startsWith("src/") && roomOf(file) === undefined)).toEqual([
      "src/index.ts",
    ]);
  });

  it("stand in ARCHITECTURE.md, in this order", () => {
    const page = readFileSync(join(ROOT, "ARCHITECTURE.md"), "utf8");
    const [, rooms = ""] = page.split("## The rooms, in order");
    expect([...rooms.matchAll(/^\| `(src[^`]*)` \|/gm)].map(([, room]) => room)).toEqual(ROOMS);
  });

  it.each(Object.entries(ONLY))("let %s reach no further than it needs", (part, allowed) => {
    const outward = imports.filter(
      ({ file, target }) => file.startsWith(part) && target !== undefined && !allowed.test(target),
    );
    expect(list(outward)).toEqual([]);
  });

  it("let the sandbox see of scopelock what is exported for it, and its app what every app sees", () => {
    const entries = (part: string) =>
      imports
        .filter(({ file, from }) => file.startsWith(part) && /^@?scopelock\b/.test(from))
        .map(({ from }) => from);
    expect([...new Set(entries("packages/sandbox/src/"))]).toEqual(["scopelock/sandbox-support"]);
    expect([...new Set(entries("packages/sandbox/app/"))].sort()).toEqual([
      "scopelock",
      "scopelock/report-refusals",
    ]);
    expect(entries("src/").filter((from) => from.startsWith("@scopelock"))).toEqual([]);
  });

  it("load one resource of the Vault bindings, never the barrel of them all", () => {
    expect(list(imports.filter(({ from }) => from === "@cdktf/provider-vault"))).toEqual([]);
  });

  it("keep clock and randomness out of the core, the rules, the constructs, the doctor and the review", () => {
    const impure = files.filter(
      (file) =>
        /^src\/(core|rules|terraform|genesys|vault|integration|doctor|review)\//.test(file) &&
        /Date\.now|new Date\(\)|Math\.random|randomUUID|process\.(env|cwd)/.test(
          withoutCommands(readFileSync(join(ROOT, file), "utf8")),
        ),
    );
    expect(impure).toEqual([]);
  });
});

describe("tables that are asked for names from elsewhere", () => {
  it("have their own entries, and nothing of what each object has, such as constructor", () => {
    const plain = /^(export )?const \w+: Readonly<Record<string, ?[^;{}]*>>\s*=\s*\{/m;
    const found = files.filter(
      (file) =>
        /^src\/(core|review|import|doctor)\//.test(file) &&
        plain.test(readFileSync(join(ROOT, file), "utf8")),
    );
    expect(found).toEqual([]);
  });
});
