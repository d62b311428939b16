import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { endRun, handoffRoot, prepareHandoff, sweep, touchRun } from "../../src/handoff/directory";

const CLIENT_ID = "3f2b7c1a-0d4e-4b7a-9c55-1f0a2b3c4d5e";
let project: string;
let outdir: string;
let directory: string;
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), "scopelock-handoff-"));
  outdir = join(project, "cdktf.out");
  directory = join(project, ".scopelock/handoff/dev");
});
afterEach(() => rmSync(project, { recursive: true, force: true }));
const secret = () => {
  const file = join(directory, CLIENT_ID);
  writeFileSync(file, "secret");
  return file;
};
const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);

describe("the hand-off directory", () => {
  it("lies beside the output, for its owner alone, and is marked ready", () => {
    prepareHandoff(outdir, ["dev"]);
    for (const path of [".scopelock", ".scopelock/handoff", ".scopelock/handoff/dev"])
      expect(mode(join(project, path))).toBe("700");
    expect(existsSync(join(directory, ".ready"))).toBe(true);
    expect(existsSync(join(project, ".scopelock/.gitignore"))).toBe(true);
  });

  it("is corrected when it was there with another mode", () => {
    mkdirSync(directory, { recursive: true });
    chmodSync(directory, 0o777);
    prepareHandoff(outdir, ["dev"]);
    expect(mode(directory)).toBe("700");
  });

  it("is refused when it is a symbolic link", () => {
    mkdirSync(join(project, ".scopelock/handoff"), { recursive: true });
    mkdirSync(join(project, "elsewhere"));
    symlinkSync(join(project, "elsewhere"), directory);
    expect(() => prepareHandoff(outdir, ["dev"])).toThrow(/handoff\/unsafe/);
  });

  it("is refused when it cannot be made", () => {
    writeFileSync(join(project, ".scopelock"), "a file");
    expect(() => prepareHandoff(outdir, ["dev"])).toThrow(/handoff\/unwritable/);
  });

  it("loses what a dead run left, at the next synth", () => {
    prepareHandoff(outdir, ["dev"]);
    const left = secret();
    prepareHandoff(outdir, ["dev"]);
    expect(existsSync(left)).toBe(false);
    expect(existsSync(join(directory, ".ready"))).toBe(true);
  });

  it("keeps what a run in flight has there", () => {
    prepareHandoff(outdir, ["dev"]);
    touchRun(outdir, 4711);
    const inFlight = secret();
    prepareHandoff(outdir, ["dev"]);
    expect(existsSync(inFlight)).toBe(true);
  });

  it("takes a run whose watcher was not heard of for long as dead", () => {
    prepareHandoff(outdir, ["dev"]);
    touchRun(outdir, 4711);
    const long = new Date(Date.now() - 60_000);
    utimesSync(join(handoffRoot(outdir), ".run-4711"), long, long);
    const left = secret();
    prepareHandoff(outdir, ["dev"]);
    expect(existsSync(left)).toBe(false);
  });

  it("is the last run's to sweep, not the first one's that ends", () => {
    prepareHandoff(outdir, ["dev"]);
    touchRun(outdir, 1001);
    touchRun(outdir, 1002);
    expect(endRun(outdir, 1001)).toBe(false);
    expect(endRun(outdir, 1002)).toBe(true);
  });
});

describe("sweeping", () => {
  it("also takes what the provider's fall-back dropped into the stack's folder, and nothing else there", () => {
    prepareHandoff(outdir, ["dev"]);
    const stack = join(outdir, "stacks/dev");
    mkdirSync(stack, { recursive: true });
    writeFileSync(join(stack, CLIENT_ID), "secret");
    writeFileSync(join(stack, "cdk.tf.json"), "{}");
    sweep(outdir);
    expect(existsSync(join(stack, CLIENT_ID))).toBe(false);
    expect(existsSync(join(stack, "cdk.tf.json"))).toBe(true);
  });
});
