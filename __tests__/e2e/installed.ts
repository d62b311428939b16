import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { ROOT, shown } from "../process";

const INSTALL = ["install", "--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error"];

/** A folder in which the packed package is installed, as a user installs it. */
export class Installed {
  private constructor(
    private readonly parent: string,
    private readonly tarball: string,
    readonly path: string,
  ) {}

  /** Builds, packs, and installs the tarball in an empty folder. */
  static async make(): Promise<Installed> {
    const parent = mkdtempSync(join(tmpdir(), "scopelock-installed-"));
    await command(ROOT, "npm", ["run", "--silent", "build"]);
    await command(ROOT, "npm", [
      "pack",
      "--ignore-scripts",
      "--loglevel=error",
      "--pack-destination",
      parent,
    ]);
    const [tarball = ""] = readdirSync(parent);
    const path = join(parent, "app");
    mkdirSync(path);
    const installed = new Installed(parent, join(parent, tarball), path);
    await installed.run("npm", ...INSTALL, installed.tarball);
    return installed;
  }

  /** Installs what package.json names. */
  async install(): Promise<void> {
    await this.run("npm", ...INSTALL);
  }

  /** Runs a command in the folder; what it printed. Fails with that when the command does. */
  run(name: string, ...args: string[]): Promise<string> {
    return command(this.path, name, args);
  }

  /** The same in a folder below. */
  below(folder: string, name: string, ...args: string[]): Promise<string> {
    return command(join(this.path, folder), name, args);
  }

  remove(): void {
    rmSync(this.parent, { recursive: true, force: true });
  }
}

async function command(cwd: string, name: string, args: readonly string[]): Promise<string> {
  // As a user has it: nothing of the test's own runner.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(
      ([key]) => !/^(npm_|VITEST|NODE_ENV$|NODE_OPTIONS$|SCOPELOCK_)/i.test(key),
    ),
  );
  try {
    const { stdout, stderr } = await promisify(execFile)(name, args, {
      cwd,
      env: { ...env, NO_COLOR: "1", CHECKPOINT_DISABLE: "1", DISABLE_VERSION_CHECK: "1" },
      maxBuffer: 64 * 1024 * 1024,
    });
    return stdout + stderr;
  } catch (error) {
    const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
    throw new Error(`${name} ${args.join(" ")} failed:\n${shown(stdout + stderr)}`);
  }
}
