import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { projectRoot } from "../project-root";

/** The Vault that is built. Also in `server/go.mod`. */
export const VAULT_VERSION = "1.21.4";

const SOURCE = join(projectRoot(), "sandbox/vault/server");

/** Where built servers are kept: the user's cache directory, by version, source and machine. */
export function cachedServer(): string {
  const hash = createHash("sha256");
  for (const file of ["main.go", "go.mod", "go.sum"]) hash.update(readFileSync(join(SOURCE, file)));
  const key = `${VAULT_VERSION}-${hash.digest("hex").slice(0, 12)}-${process.platform}-${process.arch}`;
  return join(
    cacheDirectory(),
    "scopelock",
    "vault",
    key,
    process.platform === "win32" ? "server.exe" : "server",
  );
}

function cacheDirectory(): string {
  if (process.env.XDG_CACHE_HOME) return process.env.XDG_CACHE_HOME;
  if (process.platform === "darwin") return join(homedir(), "Library", "Caches");
  if (process.platform === "win32" && process.env.LOCALAPPDATA) return process.env.LOCALAPPDATA;
  return join(homedir(), ".cache");
}

/** Whether a Go toolchain is on PATH. */
export function goIsThere(): boolean {
  return spawnSync("go", ["version"], { stdio: "ignore" }).status === 0;
}

/**
 * The server's binary, built when the cache has none: about four to six minutes on two cores, and once.
 * @throws Error with the compiler's last lines when the build fails.
 */
export async function buildServer(log: (line: string) => void): Promise<string> {
  const target = cachedServer();
  if (existsSync(target)) return target;
  mkdirSync(join(target, ".."), { recursive: true });
  const temporary = `${target}.${process.pid}`;
  log(`Building Vault ${VAULT_VERSION} from its public Go module: once, about five minutes on two cores`);
  log("  getting modules and listing packages ...");
  const packages = (await go(["list", "-deps", "."], () => {})).length;
  const started = Date.now();
  let compiled = 0;
  const timer = setInterval(() => {
    const seconds = Math.round((Date.now() - started) / 1000);
    log(`  compiled ${compiled} of at most ${packages} packages, ${seconds} s`);
  }, 10_000);
  try {
    await go(["build", "-v", "-trimpath", "-ldflags=-s -w", "-o", temporary, "."], () => {
      compiled += 1;
    });
    // Renamed when whole: two sandboxes that build at once do no harm to each other.
    renameSync(temporary, target);
  } finally {
    clearInterval(timer);
    rmSync(temporary, { force: true });
  }
  log(`  built in ${Math.round((Date.now() - started) / 1000)} s, kept in ${target}`);
  return target;
}

/** Runs `go` in the server's module; resolves to its output's lines. */
function go(args: readonly string[], onProgress: (line: string) => void): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const child = spawn("go", args, { cwd: SOURCE, stdio: ["ignore", "pipe", "pipe"] });
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
