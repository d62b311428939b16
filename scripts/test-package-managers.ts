/**
 * Installs both packages, packed as they are published, in empty folders with npm, pnpm and yarn, and synthesizes README's
 * smallest stack with each; then looks at how every subpath resolves. Needs the package registry; run it before a release.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = join(__dirname, "..");
const WITH = ["cdktf@0.21", "constructs", "@cdktf/provider-vault@15"];
const TO_DEVELOP = ["cdktf-cli@0.21", "tsx"];

/** A program that installs packages. */
interface PackageManager {
  readonly name: string;
  readonly command: readonly string[];
  readonly add: readonly string[];
  readonly addDevelopment: readonly string[];
  /** Runs a command of an installed package. */
  readonly exec: readonly string[];
  readonly files?: Readonly<Record<string, string>>;
}

const npx = (name: string) => ["npx", "--yes", name];
const MANAGERS: readonly PackageManager[] = [
  {
    name: "npm",
    command: ["npm"],
    add: ["install"],
    addDevelopment: ["install", "--save-dev"],
    exec: ["exec", "--"],
  },
  { name: "pnpm", command: npx("pnpm@9"), add: ["add"], addDevelopment: ["add", "-D"], exec: ["exec"] },
  { name: "yarn 1", command: npx("yarn@1"), add: ["add"], addDevelopment: ["add", "-D"], exec: ["-s"] },
  {
    name: "yarn 4",
    command: npx("@yarnpkg/cli-dist@4"),
    add: ["add"],
    addDevelopment: ["add", "-D"],
    exec: ["exec"],
    // cdktf-cli looks for packages in node_modules.
    files: { ".yarnrc.yml": "nodeLinker: node-modules\nenableTelemetry: false\n", "yarn.lock": "" },
  },
];

function run(cwd: string, [command = "", ...args]: readonly string[]): string {
  const env = { ...process.env, CI: "1", CHECKPOINT_DISABLE: "1" };
  return execFileSync(command, args, { cwd, env, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
}

/** Packs a package; the path of the tarball. */
function pack(from: string, to: string): string {
  mkdirSync(to);
  run(from, ["npm", "pack", "--ignore-scripts", "--loglevel=error", "--pack-destination", to]);
  return join(to, readdirSync(to)[0] ?? "");
}

/** README's smallest stack, as files. */
function writeApp(folder: string): void {
  const readme = readFileSync(join(ROOT, "README.md"), "utf8");
  const code = (language: string) =>
    [...readme.matchAll(/^```(\w+)\n(.*?)^```/gms)].flatMap(([, of, text]) =>
      of === language && text ? [text] : [],
    );
  const [cdktf = "", environment = ""] = code("json");
  mkdirSync(join(folder, "environments"));
  writeFileSync(join(folder, "cdktf.json"), cdktf);
  writeFileSync(join(folder, "environments/dev.json"), environment);
  writeFileSync(join(folder, "main.ts"), code("ts")[0] ?? "");
}

function tryManager(
  manager: PackageManager,
  parent: string,
  tarballs: Readonly<Record<string, string>>,
): void {
  const { name, command, add, addDevelopment, exec, files = {} } = manager;
  const folder = join(parent, name.replace(" ", "-"));
  mkdirSync(folder);
  writeFileSync(join(folder, "package.json"), '{ "name": "app", "private": true }\n');
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
  const { scopelock = "", sandbox = "" } = tarballs;
  run(folder, [...command, ...add, `scopelock@file:${scopelock}`, ...WITH]);
  run(folder, [...command, ...addDevelopment, ...TO_DEVELOP, `@scopelock/sandbox@file:${sandbox}`]);
  writeApp(folder);
  run(folder, [...command, ...exec, "cdktf", "synth"]);
  const policy = run(folder, [...command, ...exec, "scopelock", "identities", "dev", "--policy", "deployer"]);
  if (!policy.includes("genesys-cloud/data/dev/external-contacts")) throw new Error(`${name}: ${policy}`);
  console.log(`${name}: installs, synthesizes, and the command runs`);
}

function main(): void {
  const parent = mkdtempSync(join(tmpdir(), "scopelock-managers-"));
  try {
    run(ROOT, ["npm", "run", "--silent", "build"]);
    const tarballs = {
      scopelock: pack(ROOT, join(parent, "scopelock")),
      sandbox: pack(join(ROOT, "packages/sandbox"), join(parent, "sandbox")),
    };
    for (const manager of MANAGERS) tryManager(manager, parent, tarballs);
    for (const tarball of Object.values(tarballs))
      console.log(run(parent, [...npx("@arethetypeswrong/cli"), tarball, "--no-emoji", "--no-color"]));
  } finally {
    rmSync(parent, { recursive: true, force: true });
  }
}

main();
