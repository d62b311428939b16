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
import {
  endRun,
  type HandoffPlace,
  handoffOf,
  prepareHandoffs,
  sweep,
  touchRun,
} from "../../src/handoff/directory";

const CLIENT_ID = "3f2b7c1a-0d4e-4b7a-9c55-1f0a2b3c4d5e";
let project: string;
let outdir: string;
let directory: string;
let place: HandoffPlace;
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), "scopelock-handoff-"));
  outdir = join(project, "cdktf.out");
  place = handoffOf(outdir, "dev");
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
    prepareHandoffs([place]);
    for (const path of [".scopelock", ".scopelock/handoff", ".scopelock/handoff/dev"])
      expect(mode(join(project, path))).toBe("700");
    expect(existsSync(join(directory, ".ready"))).toBe(true);
    expect(existsSync(join(project, ".scopelock/.gitignore"))).toBe(true);
  });

  it("is corrected when it was there with another mode", () => {
    mkdirSync(directory, { recursive: true });
    chmodSync(directory, 0o777);
    prepareHandoffs([place]);
    expect(mode(directory)).toBe("700");
  });

  it("is refused when it is a symbolic link", () => {
    mkdirSync(join(project, ".scopelock/handoff"), { recursive: true });
    mkdirSync(join(project, "elsewhere"));
    symlinkSync(join(project, "elsewhere"), directory);
    expect(() => prepareHandoffs([place])).toThrow(/handoff\/unsafe/);
  });

  it("is refused when it cannot be made", () => {
    writeFileSync(join(project, ".scopelock"), "a file");
    expect(() => prepareHandoffs([place])).toThrow(/handoff\/unwritable/);
  });

  it("loses what a dead run left, at the next synth", () => {
    prepareHandoffs([place]);
    const left = secret();
    prepareHandoffs([place]);
    expect(existsSync(left)).toBe(false);
    expect(existsSync(join(directory, ".ready"))).toBe(true);
  });

  it("keeps what a run in flight has there", () => {
    prepareHandoffs([place]);
    touchRun(place, 4711);
    const inFlight = secret();
    prepareHandoffs([place]);
    expect(existsSync(inFlight)).toBe(true);
  });

  it("takes a run whose watcher was not heard of for long as dead", () => {
    prepareHandoffs([place]);
    touchRun(place, 4711);
    const long = new Date(Date.now() - 60_000);
    utimesSync(join(directory, ".run-4711"), long, long);
    const left = secret();
    prepareHandoffs([place]);
    expect(existsSync(left)).toBe(false);
  });

  it("is the last run's to sweep, not the first one's that ends", () => {
    prepareHandoffs([place]);
    touchRun(place, 1001);
    touchRun(place, 1002);
    expect(endRun(place, 1001)).toBe(false);
    expect(endRun(place, 1002)).toBe(true);
  });
});

it("can be another one, as the environment file says", () => {
  const other = join(project, "tmpfs");
  prepareHandoffs([handoffOf(outdir, "dev", other)]);
  expect(mode(other)).toBe("700");
  expect(existsSync(join(project, ".scopelock"))).toBe(false);
});

describe("sweeping", () => {
  it("also takes what the provider's fall-back dropped into the stack's folder, and nothing else there", () => {
    prepareHandoffs([place]);
    const stack = join(outdir, "stacks/dev");
    mkdirSync(stack, { recursive: true });
    writeFileSync(join(stack, CLIENT_ID), "secret");
    writeFileSync(join(stack, "cdk.tf.json"), "{}");
    sweep(place);
    expect(existsSync(join(stack, CLIENT_ID))).toBe(false);
    expect(existsSync(join(stack, "cdk.tf.json"))).toBe(true);
  });
});
