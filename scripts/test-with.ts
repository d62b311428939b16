/**
 * `npm run test:cdktn`, `npm run test:lowest-peers`: the unit tests that import cdktf, with the same snapshots, on other versions of what
 * scopelock is built on. In a copy of the checkout (uncommitted files too) with an installation of its own, which goes
 * away afterwards. Arguments are handed to vitest, in place of the folders whose tests import cdktf.
 */
import { spawn, spawnSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const ROOT = join(__dirname, "..");
const VARIANTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  // CDK Terrain, which goes on with cdktf. Under cdktf's name, and for the bindings too: docs/cdktn.md.
  cdktn: { cdktf: "npm:cdktn@0.24.0", constructs: "10.7.2" },
  "lowest-peers": { constructs: "10.4.2" },
};
/** Where tests import cdktf, as vitest's filters. Every other unit test imports none, and runs in `npm test`. */
const WITH_CDKTF = [
  "__tests__/cli/identities",
  "__tests__/core/terraform",
  "__tests__/environment",
  "__tests__/examples",
  "__tests__/genesys",
  "__tests__/handoff",
  "__tests__/integration",
  "__tests__/props",
  "__tests__/rules",
  "__tests__/stacks",
  "__tests__/terraform",
  "__tests__/testing",
  "__tests__/types",
  "__tests__/vault",
];
/** No unit test uses them. */
const NOT_NEEDED = ["@biomejs/biome", "cdktf-cli", "tinybench"];

/** Runs something in a directory, and shows what it says. */
async function run(directory: string, command: string, ...args: string[]): Promise<void> {
  const child = spawn(command, args, { cwd: directory, stdio: "inherit" });
  const stop = () => child.kill();
  process.once("SIGINT", stop).once("SIGTERM", stop);
  const code = await new Promise((done, fail) => child.once("error", fail).once("close", done));
  process.off("SIGINT", stop).off("SIGTERM", stop);
  if (code !== 0)
    throw new Error(`${command} ${args.slice(0, 2).join(" ")} ended with ${code ?? "a signal"}`);
}

function copyCheckout(target: string): void {
  const listed = spawnSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: ROOT,
    encoding: "utf8",
  });
  if (listed.status !== 0) throw new Error(`git ls-files: ${listed.stderr ?? listed.error}`);
  // What is deleted and not yet committed is listed, too.
  for (const file of listed.stdout
    .split("\0")
    .filter((name) => name !== "" && existsSync(join(ROOT, name)))) {
    mkdirSync(dirname(join(target, file)), { recursive: true });
    copyFileSync(join(ROOT, file), join(target, file));
  }
}

/** An override rewrites what the bindings ask for, too; a dependency of one's own must say the same. */
function rewriteManifest(target: string, versions: Readonly<Record<string, string>>): void {
  const { peerDependencies: _, ...manifest } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  for (const name of NOT_NEEDED) delete manifest.devDependencies[name];
  Object.assign(manifest.devDependencies, versions);
  writeFileSync(join(target, "package.json"), JSON.stringify({ ...manifest, overrides: versions }, null, 2));
  rmSync(join(target, "package-lock.json"));
}

/** What was installed; the bindings must not have got another one. */
function installed(target: string, name: string): string {
  const ours = createRequire(join(target, "package.json")).resolve(`${name}/package.json`);
  const vault = join(target, "node_modules/@cdktf/provider-vault/package.json");
  if (createRequire(vault).resolve(`${name}/package.json`) !== ours)
    throw new Error(`the Vault bindings have a ${name} of their own: the override had no effect`);
  const { name: real, version } = JSON.parse(readFileSync(ours, "utf8"));
  return `${real} ${version}`;
}

async function main([variant = "", ...given]: string[]): Promise<void> {
  const filters = given.length > 0 ? given : WITH_CDKTF;
  const versions = VARIANTS[variant];
  if (!versions) throw new Error(`there is no "${variant}": ${Object.keys(VARIANTS).join(", ")}`);
  const target = mkdtempSync(join(tmpdir(), `scopelock-${variant}-`));
  try {
    console.log(`${variant}: copying the checkout, installing ...`);
    copyCheckout(target);
    rewriteManifest(target, versions);
    const quiet = ["--ignore-scripts", "--no-package-lock", "--no-audit", "--no-fund"];
    await run(target, "npm", "install", "--prefer-offline", ...quiet);
    const what = ["cdktf", "constructs"].map((name) => installed(target, name)).join(", ");
    console.log(`${variant}: generating and testing with ${what} ...`);
    await run(target, "npm", "run", "--silent", "generate");
    await run(target, "npx", "vitest", "run", "--project", "unit", "--update=none", ...filters);
    console.log(`${variant}: the unit tests of what uses cdktf pass with ${what}`);
  } finally {
    rmSync(target, { recursive: true, force: true });
  }
}

main(process.argv.slice(2)).catch((error) => {
  console.error(`test-with: ${error instanceof Error ? error.message : error}`);
  process.exit(1);
});
