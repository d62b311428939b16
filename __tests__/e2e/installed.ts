import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
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
    const checkout = join(parent, "checkout");
    const packed = join(parent, "packed");
    const path = join(parent, "app");
    for (const directory of [packed, path]) mkdirSync(directory);
    await build(checkout);
    await command(checkout, "npm", [
      "pack",
      "--ignore-scripts",
      "--loglevel=error",
      "--pack-destination",
      packed,
    ]);
    const [tarball = ""] = readdirSync(packed);
    const installed = new Installed(parent, join(packed, tarball), path);
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

/** Builds the package in a copy: other tests read `dist` of the checkout meanwhile. */
async function build(copy: string): Promise<void> {
  const listed = await command(ROOT, "git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
  const generated = ["src/genesys/bindings", "src/core/action/checks/generated"];
  for (const path of [...listed.split("\0").filter((file) => file !== ""), ...generated])
    if (existsSync(join(ROOT, path))) cpSync(join(ROOT, path), join(copy, path), { recursive: true });
  symlinkSync(join(ROOT, "node_modules"), join(copy, "node_modules"));
  // The parts of `npm run build` that make this package.
  await command(copy, "npx", ["tsc", "-p", "tsconfig.build.json"]);
  await command(copy, "node", ["--import", "tsx", "scripts/bundle-cli.ts"]);
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
