import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";

/** What is built. */
export interface GoBuild {
  /** What it is, for people: `Vault 1.21.4`. */
  readonly what: string;
  /** Directory of the module. */
  readonly module: string;
  /** The package in it. */
  readonly package: string;
  /** Flags of the linker, beside those that leave out symbols. @default - none */
  readonly ldflags?: string;
  /** Where the binary goes. */
  readonly target: string;
}

/** Where built programs are kept: the user's cache directory. */
export function cacheDirectory(): string {
  if (process.env.XDG_CACHE_HOME) return process.env.XDG_CACHE_HOME;
  if (process.platform === "darwin") return join(homedir(), "Library", "Caches");
  if (process.platform === "win32" && process.env.LOCALAPPDATA) return process.env.LOCALAPPDATA;
  return join(homedir(), ".cache");
}

/** A program's file name on this machine. */
export const executable = (name: string): string => (process.platform === "win32" ? `${name}.exe` : name);

/** Whether a Go toolchain is on PATH. */
export function goIsThere(): boolean {
  return spawnSync("go", ["version"], { stdio: "ignore" }).status === 0;
}

/**
 * Builds a program, and says how far it is.
 * @throws Error with the compiler's last lines when the build fails.
 */
export async function buildWithGo(build: GoBuild, log: (line: string) => void): Promise<void> {
  const { what, module, target, ldflags = "" } = build;
  mkdirSync(dirname(target), { recursive: true });
  const temporary = `${target}.${process.pid}`;
  log(`Building ${what} from its public Go module: once, five to seven minutes on two cores`);
  log("  getting modules and listing packages ...");
  const packages = (await go(["list", "-deps", build.package], module)).length;
  const started = Date.now();
  let compiled = 0;
  const seconds = () => Math.round((Date.now() - started) / 1000);
  const timer = setInterval(
    () => log(`  compiled ${compiled} of at most ${packages} packages, ${seconds()} s`),
    10_000,
  );
  try {
    const flags = ["-v", "-trimpath", `-ldflags=-s -w ${ldflags}`.trim()];
    await go(["build", ...flags, "-o", temporary, build.package], module, () => {
      compiled += 1;
    });
    // Renamed when whole: two that build at once do no harm to each other.
    renameSync(temporary, target);
  } finally {
    clearInterval(timer);
    rmSync(temporary, { force: true });
  }
  log(`  built in ${seconds()} s, kept in ${target}`);
}

/**
 * Runs `go` in a directory; resolves to its output's lines.
 * @param onProgress told each line of what it says beside @default - silence
 * @throws Error with its last lines when it fails.
 */
export function go(
  args: readonly string[],
  cwd: string,
  onProgress: (line: string) => void = () => {},
): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const child = spawn("go", args, { cwd, stdio: ["ignore", "pipe", "pipe"] });
    const output: string[] = [];
    const errors: string[] = [];
    createInterface({ input: child.stdout }).on("line", (line) => output.push(line));
    createInterface({ input: child.stderr }).on("line", (line) => {
      onProgress(line);
      errors.push(line);
      if (errors.length > 20) errors.shift();
    });
    const stop = () => child.kill();
    process.once("exit", stop);
    child.once("error", reject);
    child.once("close", (code) => {
      process.off("exit", stop);
      if (code === 0) resolve(output);
      else reject(new Error(`go ${args[0]} ended with ${code}:\n${errors.slice(-8).join("\n")}`));
    });
  });
}
