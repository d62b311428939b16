import { type ChildProcessByStdio, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Readable } from "node:stream";
import { tail } from "../packages/sandbox/src/deploy";

export const ROOT = resolve(__dirname, "..");

/** The app of this checkout, synthesized as its cdktf.json says. */
export const CHECKOUT_APP = { directory: ROOT };

/** A process of scopelock's own under test, with a directory for temporary files that can be looked into. */
export interface Process {
  readonly output: () => string;
  readonly ended: Promise<number | null>;
  kill(signal: NodeJS.Signals): void;
}

/** Starts a source file as users do: `node --import tsx <file> <args>`, in the checkout. */
export function start(
  file: string,
  args: readonly string[],
  env: Record<string, string | undefined>,
): Process {
  const child = spawn(process.execPath, ["--import", "tsx", file, ...args], {
    cwd: ROOT,
    env: { ...process.env, NO_COLOR: "1", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  return watched(child);
}

/** What a child process prints, on both streams, and its end. */
export function watched(child: ChildProcessByStdio<null, Readable, Readable>): Process {
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (chunk: string) => {
      output += chunk;
    });
  return {
    output: () => output,
    ended: new Promise((done) => child.once("close", done)),
    kill: (signal) => child.kill(signal),
  };
}

/** A directory for temporary files; what a process leaves in it is `left`. */
export function temporaryDirectory(): { path: string; left: () => string[]; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), "scopelock-test-"));
  return {
    path,
    // tsx and Node keep caches of compiled sources there; neither is ours.
    left: () => readdirSync(path).filter((entry) => !/^(tsx-|node-compile-cache)/.test(entry)),
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}

/** A command's output as part of a failure's message: its last lines, and none that vitest would take for a stack. */
export function shown(output: string): string {
  return tail(output, 60).replace(/^\s*at /gm, "in ");
}
