import { chmodSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { rotateCommand } from "../../src/cli/rotate";
import type { RotationReport } from "../../src/cli/rotate-report";
import { ScopelockError } from "../../src/core/diagnostic/error";
import { shown, start, temporaryDirectory } from "../process";

const TODAY = "2026-11-25";

let temporary: ReturnType<typeof temporaryDirectory>;
let file: string;
beforeEach(() => {
  temporary = temporaryDirectory();
  mkdirSync(join(temporary.path, "environments"));
  file = join(temporary.path, "environments/dev.json");
});
afterEach(() => {
  temporary.remove();
  vi.restoreAllMocks();
});

/** An environment file in a style of its own, around its rotation. */
const environment = (rotation: string) => `{
  "genesys": { "region": "eu-west-1" },

  "vault":   { "address": "https://vault.example.com:8200", "mount": { "path": "genesys-cloud", "managed": true } },
  "backend": { "type": "local", "path": "state/dev.tfstate" },
  "rotation": ${rotation}
}
`;
const write = (rotation: string) => writeFileSync(file, environment(rotation));
const text = () => readFileSync(file, "utf8");

/** Runs the command in this process: what it printed, and what it refused. */
async function rotate(...args: string[]): Promise<{ output: string; refused?: ScopelockError }> {
  const log = vi.spyOn(console, "log").mockImplementation(() => undefined);
  const printed = () => log.mock.calls.map(([line]) => `${line}\n`).join("");
  try {
    await rotateCommand().parseAsync(
      ["dev", "--environments", join(temporary.path, "environments"), "--today", TODAY, ...args],
      { from: "user" },
    );
    return { output: printed() };
  } catch (error) {
    if (!ScopelockError.is(error)) throw error;
    return { output: printed(), refused: error };
  } finally {
    log.mockRestore();
  }
}

/** Runs `scopelock rotate` as users do. */
async function scopelock(...args: string[]): Promise<{ code: number | null; output: string }> {
  const environments = join(temporary.path, "environments");
  const process = start("src/cli/main.ts", ["rotate", ...args], { SCOPELOCK_ENVIRONMENTS: environments });
  const code = await process.ended;
  return { code, output: process.output() };
}

describe("scopelock rotate", () => {
  it("adds a generation, keeps the file's format, and says what comes next", async () => {
    write('{ "live": [4], "current": 4, "everyDays": 90, "rotatedOn": "2026-08-27" }');
    const { output } = await rotate();
    expect(text()).toBe(
      environment('{ "live": [4, 5], "current": 5, "everyDays": 90, "rotatedOn": "2026-11-25" }'),
    );
    expect(output.replaceAll(file, "<file>")).toBe(`dev: rotated (<file>)
  was live [4], current 4, rotated on 2026-08-27
  is  live [4, 5], current 5, rotated on 2026-11-25

Next:
  1. npx cdktf deploy dev
     creates the OAuth client g5 with its integration credential
     writes its secret to Vault (mount genesys-cloud) and proves that it is there
     switches the integration to g5, then writes the manifest
     keeps g4 alive: tokens of it stay valid
  2. npx scopelock doctor dev
     proves that Vault, the integration and the manifest are on g5
     when the deploy of g5 failed for good: npx scopelock rotate dev --heal
  3. from 2026-11-28 on: npx scopelock rotate dev --drop-previous
     drops g4, when the overlap is over
     if the deploy comes later than 2026-11-25, put its day into "rotatedOn"
`);
  });

  it("names the addresses that no deploy sets, where the file has them, whenever a client is made", async () => {
    writeFileSync(
      file,
      environment('{ "live": [4], "current": 4 }').replace(
        '"eu-west-1"',
        '"eu-west-1", "allowedIpAddresses": ["203.0.113.0/24"]',
      ),
    );
    const line = /creates .* g5 .*\n(.*\n)* +cannot set its allowed IP addresses: set 203\.0\.113\.0\/24 in /;
    for (const move of [[], ["--heal"], ["--emergency"]])
      expect((await rotate("--dry-run", ...move)).output).toMatch(line);
    write('{ "live": [4], "current": 4 }');
    expect((await rotate("--dry-run")).output).not.toContain("addresses");
  });

  it("--emergency drops every older one at once", async () => {
    write('{ "live": [3, 4], "current": 4 }');
    const { output } = await rotate("--emergency");
    expect(text()).toBe(environment('{ "live": [5], "current": 5, "rotatedOn": "2026-11-25" }'));
    expect(output).toMatch(/creates .* g5 .*switches .*destroys g3, g4 last.* 401 .*repeat it/s);
    expect(output).not.toMatch(/keeps/);
  });

  it("--heal drops the broken one and keeps the last good one", async () => {
    write('{ "live": [4, 5], "current": 5, "rotatedOn": "2026-11-25" }');
    const { output } = await rotate("--heal");
    expect(text()).toBe(environment('{ "live": [4, 6], "current": 6, "rotatedOn": "2026-11-25" }'));
    expect(output).toMatch(/creates .* g6 .*keeps g4 alive.*destroys g5 last/s);
  });

  it("--drop-previous drops it after the overlap, and names the next rotation", async () => {
    write('{ "live": [4, 5], "current": 5, "rotatedOn": "2026-11-22", "everyDays": 90 }');
    const { output } = await rotate("--drop-previous");
    expect(text()).toBe(
      environment('{ "live": [5], "current": 5, "rotatedOn": "2026-11-22", "everyDays": 90 }'),
    );
    expect(output).toMatch(
      /1\. npx scopelock doctor.*2\. npx cdktf deploy dev\n +destroys g4 .*from 2027-02-20 on/s,
    );
  });

  it("--dry-run prints the same and the change, and writes nothing", async () => {
    write('{ "live": [4], "current": 4 }');
    chmodSync(file, 0o444);
    const { output } = await rotate("--dry-run");
    expect(text()).toBe(environment('{ "live": [4], "current": 4 }'));
    expect(output).toContain("dev: would rotate");
    expect(output).toContain(`@@ -6,1 +6,1 @@
-  "rotation": { "live": [4], "current": 4 }
+  "rotation": { "live": [4, 5], "current": 5, "rotatedOn": "2026-11-25" }

Nothing was written.`);
    chmodSync(file, 0o644);
    const next = (said: string) => said.slice(said.indexOf("Next:"));
    expect(next((await rotate()).output)).toBe(next(output));
  });

  it("--format json says the same as data", async () => {
    write('{ "live": [4], "current": 4 }');
    const { output } = await rotate("--format", "json");
    expect(JSON.parse(output)).toEqual({
      environment: "dev",
      file,
      move: "rotate",
      written: true,
      before: { live: [4], current: 4, rotatedOn: null },
      after: { live: [4, 5], current: 5, rotatedOn: "2026-11-25" },
      deploy: { creates: [5], keeps: [4], destroys: [] },
      next: [
        { command: "npx cdktf deploy dev", from: null, does: expect.any(Array) },
        { command: "npx scopelock doctor dev", from: null, does: expect.any(Array) },
        { command: "npx scopelock rotate dev --drop-previous", from: "2026-11-28", does: expect.any(Array) },
      ],
      diff: expect.stringMatching(/^--- .*\n\+\+\+ .*\n@@ -6,1 \+6,1 @@\n-.*\n\+.*\n$/),
    });
  });

  it.each<[string, string[], Pick<RotationReport, "move" | "deploy">]>([
    [
      '{ "live": [3, 4], "current": 4 }',
      ["--emergency"],
      { move: "emergency", deploy: { creates: [5], keeps: [], destroys: [3, 4] } },
    ],
    [
      '{ "live": [4, 5], "current": 5 }',
      ["--heal"],
      { move: "heal", deploy: { creates: [6], keeps: [4], destroys: [5] } },
    ],
    [
      '{ "live": [4, 5], "current": 5, "rotatedOn": "2026-11-22" }',
      ["--drop-previous"],
      { move: "drop-previous", deploy: { creates: [], keeps: [5], destroys: [4] } },
    ],
  ])("tells of %s %j what the deploy does", async (rotation, args, expected) => {
    write(rotation);
    expect(JSON.parse((await rotate(...args, "--format", "json")).output)).toMatchObject(expected);
  });

  it("keeps CRLF, tabs and byte order mark, follows a symbolic link, keeps the mode", async () => {
    const tabs = (rotation: string) =>
      `\uFEFF${environment(rotation).replaceAll("  ", "\t").replaceAll("\n", "\r\n")}`;
    const target = join(temporary.path, "elsewhere.json");
    writeFileSync(target, tabs('{\n  "live": [\n    4\n  ],\n  "current": 4\n}'), { mode: 0o600 });
    symlinkSync("../elsewhere.json", file);
    await rotate();
    expect(readFileSync(target, "utf8")).toBe(
      tabs('{\n  "live": [\n    4,\n    5\n  ],\n  "current": 5,\n  "rotatedOn": "2026-11-25"\n}'),
    );
    expect(statSync(target).mode & 0o777).toBe(0o600);
    expect(text()).toBe(readFileSync(target, "utf8"));
  });
});

describe("scopelock rotate --due", () => {
  it.each([
    ["the day before", '{ "live": [4], "current": 4, "rotatedOn": "2026-08-28", "everyDays": 90 }', []],
    [
      "the previous one may not go yet",
      '{ "live": [4, 5], "current": 5, "rotatedOn": "2026-11-23" }',
      ["--drop-previous"],
    ],
    ["there is no previous one", '{ "live": [5], "current": 5 }', ["--drop-previous"]],
  ])("is silent and changes nothing: %s", async (_, rotation, args) => {
    write(rotation);
    expect(await rotate("--due", ...args)).toEqual({ output: "" });
    expect(text()).toBe(environment(rotation));
    // Who asks for JSON gets JSON.
    const { output } = await rotate("--due", ...args, "--format", "json");
    expect(JSON.parse(output)).toMatchObject({ move: "none", written: false, diff: "" });
    expect(text()).toBe(environment(rotation));
  });

  it("rotates on the day, and is silent when it is repeated", async () => {
    write('{ "live": [4], "current": 4, "rotatedOn": "2026-08-27", "everyDays": 90 }');
    expect((await rotate("--due")).output).toMatch(/^dev: rotated/);
    const rotated = text();
    expect(rotated).toContain('"live": [4, 5], "current": 5, "rotatedOn": "2026-11-25"');
    expect(await rotate("--due")).toEqual({ output: "" });
    expect(text()).toBe(rotated);
  });

  it("drops the previous one on the day", async () => {
    write('{ "live": [4, 5], "current": 5, "rotatedOn": "2026-11-22" }');
    expect((await rotate("--due", "--drop-previous")).output).toMatch(/^dev: dropped the previous/);
    expect(text()).toContain('"live": [5]');
  });

  it.each([
    ["without a schedule", '{ "live": [4], "current": 4 }', "rotation/unscheduled"],
    [
      "when the rotation is due and the previous one was never dropped",
      '{ "live": [3, 4], "current": 4, "rotatedOn": "2026-08-01", "everyDays": 90 }',
      "rotation/previous-live",
    ],
    [
      "when it was rotated in the future",
      '{ "live": [4], "current": 4, "rotatedOn": "2062-11-25", "everyDays": 90 }',
      "rotation/rotated-on",
    ],
  ])("is not silent %s", async (_, rotation, id) => {
    write(rotation);
    expect((await rotate("--due")).refused?.id).toBe(id);
    expect(text()).toBe(environment(rotation));
  });
});

describe("scopelock rotate refuses, prints nothing and writes nothing", () => {
  it.each([
    ["a third generation", '{ "live": [4, 5], "current": 5 }', [], "rotation/previous-live"],
    [
      "a drop before the overlap is over",
      '{ "live": [4, 5], "current": 5, "rotatedOn": "2026-11-23" }',
      ["--drop-previous"],
      "rotation/overlap-running",
    ],
    ["a drop of nothing", '{ "live": [5], "current": 5 }', ["--drop-previous"], "rotation/nothing-to-drop"],
    [
      "a drop since nobody knows when",
      '{ "live": [4, 5], "current": 5 }',
      ["--drop-previous"],
      "rotation/rotated-on",
    ],
    [
      "an impossible day",
      '{ "live": [5], "current": 5, "rotatedOn": "2026-02-30" }',
      [],
      "environment/invalid",
    ],
    ["an unknown key", '{ "live": [5], "current": 5, "rotateOn": "2026-02-20" }', [], "environment/invalid"],
    ["a current one that is not live", '{ "live": [5], "current": 6 }', [], "rotation/generation"],
    ["broken JSON", '{ "live": [5], "current": 5, }', [], "environment/json"],
    ["a key that stands twice", '{ "live": [5], "live": [6], "current": 6 }', [], "environment/ambiguous"],
  ])("%s", async (_, rotation, args, id) => {
    write(rotation);
    const { output, refused } = await rotate(...args);
    expect(refused?.id).toBe(id);
    expect(refused?.where).toContain(file);
    expect(output).toBe("");
    expect(text()).toBe(environment(rotation));
  });

  it("a file that is read-only", async () => {
    write('{ "live": [5], "current": 5 }');
    chmodSync(file, 0o444);
    expect((await rotate()).refused?.id).toBe("environment/unwritable");
    expect(text()).toBe(environment('{ "live": [5], "current": 5 }'));
  });
});

describe("the process scopelock rotate", () => {
  beforeEach(() => write('{ "live": [4], "current": 4, "rotatedOn": "2026-11-25", "everyDays": 90 }'));

  it("ends with 0 in silence when nothing is due, by the clock's day or a given one", async () => {
    expect(await scopelock("dev", "--due", "--today", TODAY)).toEqual({ code: 0, output: "" });
    const now = new Date().toISOString().slice(0, 10);
    write(`{ "live": [4], "current": 4, "rotatedOn": "${now}", "everyDays": 90 }`);
    expect(await scopelock("dev", "--due")).toEqual({ code: 0, output: "" });
  });

  it.each([
    [["dve"], /"dve".*\[environment\/unknown\].*Did you mean "dev"/s],
    [[], /Missing required argument 'environment'/],
    [["dev", "--today", "2026-02-30"], /"2026-02-30" is not a day/],
    [["dev", "--emergency", "--heal"], /'--heal' cannot be used with option '--emergency'/],
    [["dev", "--drop-previous", "--emergency"], /cannot be used with/],
    [["dev", "--emergency", "--due"], /cannot be used with/],
    [["dev", "--emergancy"], /Unknown option '--emergancy'.*Did you mean --emergency/s],
    [["dev", "--format", "xml"], /Give one of text, json/],
    [["dev", "prod"], /Too many arguments/],
  ])("%j ends with 1 and says why", async (args, message) => {
    const before = text();
    const { code, output } = await scopelock(...args);
    expect(code, shown(output)).toBe(1);
    expect(output).toMatch(message);
    expect(output).not.toMatch(/^\s+at .*:\d+:\d+/m);
    expect(text()).toBe(before);
  });

  it("documents its exit codes", async () => {
    const { code, output } = await scopelock("--help");
    expect(code).toBe(0);
    expect(output).toMatch(/Exit codes:\n {2}0 .*\n {2}1 /);
  });

  it("never loses a rotation to another at the same time", async () => {
    const runs = await Promise.all([1, 2, 3].map(() => scopelock("dev", "--emergency")));
    const done = runs.filter(({ code }) => code === 0).length;
    expect(done).toBeGreaterThan(0);
    expect(JSON.parse(text()).rotation).toMatchObject({ live: [4 + done], current: 4 + done });
    for (const { code, output } of runs)
      if (code !== 0) expect(output).toMatch(/environment\/(changed|locked)/);
  });
});
