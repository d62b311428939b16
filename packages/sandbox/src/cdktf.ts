import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { packageRoot, ScopelockError, scopelockCommand, startsCdktfCli } from "scopelock/sandbox-support";
import type { DeployedApp } from "./app";

/** How a command ended, and what it printed. */
export interface Ran {
  readonly code: number;
  /** Both streams, as they came. */
  readonly output: string;
  readonly stdout: string;
}

/** Options of {@link run}. */
export interface RunOptions {
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** Ends the command, with all that it started. */
  readonly signal: AbortSignal;
  /** Told each line. @default - silence */
  readonly onLine?: (line: string) => void;
}

/** Runs a command to its end and keeps what it printed. */
export function run(command: string, args: readonly string[], options: RunOptions): Promise<Ran> {
  const { env, cwd, signal, onLine } = options;
  return new Promise((resolve, reject) => {
    // A process group of its own, so that ending it ends Terraform below it too.
    const child = spawn(command, args, { env, cwd, stdio: ["ignore", "pipe", "pipe"], detached: true });
    const end = () => {
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, "SIGTERM");
    };
    signal.addEventListener("abort", end);
    process.once("exit", end);
    let output = "";
    let stdout = "";
    let rest = "";
    const take = (chunk: string) => {
      output += chunk;
      const lines = (rest + chunk).split(/\r?\n/);
      rest = lines.pop() ?? "";
      for (const line of lines) onLine?.(line);
    };
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", take);
    child.stdout.on("data", (chunk: string) => {
      stdout += chunk;
    });
    child.once("error", reject);
    child.once("close", (code) => {
      signal.removeEventListener("abort", end);
      process.off("exit", end);
      if (signal.aborted) reject(signal.reason);
      else resolve({ code: code ?? 1, output, stdout });
    });
  });
}

/**
 * Runs the cdktf CLI, or where that does not start CDK Terrain's, on an app. The output directory is the caller's, so that nothing in the app's directory changes.
 * @throws {@link ScopelockError} `sandbox/cdktf-missing` when neither is installed.
 */
export function cdktf(
  { directory, command }: DeployedApp,
  args: readonly string[],
  outdir: string,
  options: Omit<RunOptions, "cwd">,
): Promise<Ran> {
  const app = command === undefined ? [] : ["--app", command];
  return run(process.execPath, [cli(directory), ...args, ...app, "--output", outdir], {
    ...options,
    cwd: directory,
  });
}

/** Runs the `scopelock` command. */
export function scopelock(args: readonly string[], options: Omit<RunOptions, "cwd">): Promise<Ran> {
  return run(process.execPath, [...scopelockCommand(), ...args], { ...options, cwd: packageRoot() });
}

function cli(app: string): string {
  const places = [app, process.cwd(), __dirname];
  const isCdktf = startsCdktfCli();
  for (const name of isCdktf ? ["cdktf-cli", "cdktn-cli"] : ["cdktn-cli"])
    try {
      const manifest = require.resolve(`${name}/package.json`, { paths: places });
      const { bin } = JSON.parse(readFileSync(manifest, "utf8")) as { bin: Record<string, string> };
      return join(dirname(manifest), Object.values(bin)[0] ?? "");
    } catch {
      // The other one may be installed.
    }
  throw new ScopelockError({
    id: "sandbox/cdktf-missing",
    what: `The ${isCdktf ? "cdktf" : "cdktn"} command is not installed.`,
    where: join(app, "node_modules"),
    why: isCdktf
      ? "The sandbox deploys with it, as you do."
      : `The sandbox deploys with it: cdktf-cli does not start on Node ${process.versions.node}, because its native module has builds for Node up to 22.`,
    fix: isCdktf
      ? "npm install --save-dev cdktf-cli@0.21"
      : "npm install constructs@10.7.2 && npm install --save-dev cdktn-cli@0.24. Or use Node 20 or 22.",
  });
}
