import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { ROOT, shown } from "../process";

/** Installs from what is downloaded already, and prints errors only. */
const NPM = {
  npm_config_prefer_offline: "true",
  npm_config_audit: "false",
  npm_config_fund: "false",
  npm_config_loglevel: "error",
  npm_config_update_notifier: "false",
};

/** Files that npm packs, by the name of their package. */
interface Tarballs {
  readonly scopelock: string;
  readonly "@scopelock/sandbox": string;
}

/** A folder in which the packed package is installed, as a user installs it. */
export class Installed {
  private constructor(
    private readonly parent: string,
    private readonly tarballs: Tarballs,
    readonly path: string,
  ) {
    mkdirSync(path);
  }

  /** Builds, packs, and installs the tarball in an empty folder. */
  static async make(): Promise<Installed> {
    const parent = mkdtempSync(join(tmpdir(), "scopelock-installed-"));
    const checkout = join(parent, "checkout");
    await build(checkout);
    const installed = new Installed(
      parent,
      {
        scopelock: await pack(checkout, join(parent, "scopelock")),
        "@scopelock/sandbox": await pack(join(checkout, "packages/sandbox"), join(parent, "sandbox")),
      },
      join(parent, "app"),
    );
    await installed.run("npm", "install", installed.tarballs.scopelock);
    return installed;
  }

  /** Another folder, in which nothing is installed. */
  empty(name: string): Installed {
    return new Installed(this.parent, this.tarballs, join(this.parent, name));
  }

  /** Runs a block of commands of a document, word by word; no registry has the packages, so their tarballs are installed. */
  async follow(block: string): Promise<string> {
    const words = block.replace(
      /(?<=npm install [^\n&]*)(?<=\s)(@scopelock\/sandbox|scopelock)(?=\s|$)/g,
      (name) => (name === "scopelock" ? this.tarballs.scopelock : this.tarballs["@scopelock/sandbox"]),
    );
    return this.run("bash", "-euo", "pipefail", "-c", words);
  }

  /** Installs what package.json names. */
  async install(): Promise<void> {
    await this.run("npm", "install");
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
  const generated = [
    "src/core/action/checks/generated",
    "src/core/catalog/operations.json",
    "src/genesys/bindings",
    "src/rules/generated",
  ];
  for (const path of [...listed.split("\0").filter((file) => file !== ""), ...generated])
    if (existsSync(join(ROOT, path))) cpSync(join(ROOT, path), join(copy, path), { recursive: true });
  symlinkSync(join(ROOT, "node_modules"), join(copy, "node_modules"));
  await command(copy, "npm", ["run", "--silent", "build"]);
}

/** Packs a package into an empty folder; the path of the tarball. */
async function pack(from: string, to: string): Promise<string> {
  mkdirSync(to);
  await command(from, "npm", ["pack", "--ignore-scripts", "--loglevel=error", "--pack-destination", to]);
  const [tarball = ""] = readdirSync(to);
  return join(to, tarball);
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
      env: { ...env, NO_COLOR: "1", CHECKPOINT_DISABLE: "1", DISABLE_VERSION_CHECK: "1", ...NPM },
      maxBuffer: 64 * 1024 * 1024,
    });
    return stdout + stderr;
  } catch (error) {
    const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
    throw new Error(`${name} ${args.join(" ")} failed:\n${shown(stdout + stderr)}`);
  }
}
