import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, extname, join } from "node:path";
import { ScopelockError } from "../src/core/diagnostic";
import { typescriptLoader } from "../src/process/typescript-loader";
import { projectRoot } from "./project-root";

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
 * Runs the cdktf CLI on scopelock's own app. The output directory is the caller's, so that nothing in the checkout
 * changes.
 * @throws {@link ScopelockError} `sandbox/cdktf-missing` when cdktf-cli is not installed.
 */
export function cdktf(
  args: readonly string[],
  outdir: string,
  options: Omit<RunOptions, "cwd">,
): Promise<Ran> {
  // Compiled code runs the compiled app; sources run what cdktf.json says.
  const app = extname(__filename) === ".js" ? ["--app", "node dist/main.js"] : [];
  return run(process.execPath, [cli(), ...args, ...app, "--output", outdir], {
    ...options,
    cwd: projectRoot(),
  });
}

/** Runs the `scopelock` command of this package. */
export function scopelock(args: readonly string[], options: Omit<RunOptions, "cwd">): Promise<Ran> {
  const main = join(__dirname, "../src/cli", `main${extname(__filename)}`);
  return run(process.execPath, [...typescriptLoader(main), main, ...args], {
    ...options,
    cwd: projectRoot(),
  });
}

function cli(): string {
  try {
    const manifest = require.resolve("cdktf-cli/package.json");
    const { bin } = JSON.parse(readFileSync(manifest, "utf8")) as { bin: Record<string, string> };
    return join(dirname(manifest), bin.cdktf ?? "");
  } catch {
    throw new ScopelockError({
      id: "sandbox/cdktf-missing",
      what: "The cdktf command is not installed.",
      where: "node_modules/cdktf-cli",
      why: "The sandbox deploys with it, as you do.",
      fix: "npm install --save-dev cdktf-cli@0.21",
    });
  }
}
