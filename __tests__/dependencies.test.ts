import { readdirSync, readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { join, resolve } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";

const ROOT = resolve(__dirname, "..");

/** Every package that `npm install scopelock` installs, with the reason. */
const NEEDED: Readonly<Record<string, string>> = {
  "@cdktn/hcl2json": "reads actions and permissions of Terraform configurations in HCL",
  ajv: "ajv-draft-04 asks for it",
  "ajv-draft-04": "checks the input and output of a data action that is run: scopelock run, runAction",
  acorn: "reads the operations of the Genesys Cloud SDK: scopelock catalog refresh",
  commander: "the command line",
  "fastest-levenshtein": "did you mean",
  fflate: "unpacks wheels of the Genesys Cloud SDK: scopelock catalog watch",
  "jsonc-parser": "reads and edits environment files, and names the line of a mistake",
  nanotar: "unpacks the Genesys Cloud SDK: scopelock catalog refresh",
  picocolors: "colour on a terminal",
  semver: "compares the versions of providers",
  undici: "the doctor behind an HTTP proxy",
  velocityjs: "the checks of a declaration parse and render its templates at synth",
  zod: "checks environment files and the manifest",
};

/** Every package that `npm install @scopelock/sandbox` adds, with the reason. */
const SANDBOX_NEEDS: Readonly<Record<string, string>> = {
  "@grpc/grpc-js": "the provider stand-ins: Terraform's plugin protocol",
  "@grpc/proto-loader": "the same",
  "@hono/node-server": "the Genesys Cloud stand-in",
  "@msgpack/msgpack": "the provider stand-ins: Terraform's values",
  fflate: "opens plans, to search them for secrets",
  hono: "the Genesys Cloud stand-in",
  picocolors: "colour on a terminal",
  zod: "checks the bodies that the Genesys Cloud stand-in receives",
};
/** Asked for by another package, and imported by no file. */
const NOT_IMPORTED = ["ajv"];

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
}

const manifest = (directory: string): Manifest =>
  JSON.parse(readFileSync(join(ROOT, directory, "package.json"), "utf8"));
const [library, sandbox] = [manifest("."), manifest("packages/sandbox")];

/** Packages that the files below a directory import, as types or lazily too. */
function imported(...directories: string[]): Set<string> {
  const texts = directories.flatMap((directory) =>
    readdirSync(join(ROOT, directory), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .map((file) => readFileSync(join(ROOT, directory, file), "utf8")),
  );
  const names = texts
    .flatMap((text) => ts.preProcessFile(text, true, true).importedFiles)
    .filter(({ fileName }) => !fileName.startsWith("."))
    .map(({ fileName }) => /^(@[^/]+\/)?[^/]+/.exec(fileName)?.[0] ?? fileName);
  return new Set(names.filter((name) => !isBuiltin(name)));
}

const keys = (versions: object) => Object.keys(versions).sort();

describe("the runtime dependencies of scopelock", () => {
  const used = imported("src");

  it("are those that the constructs and the command need, and no other", () => {
    expect(keys(library.dependencies)).toEqual(keys(NEEDED));
    expect(keys(NEEDED).filter((name) => !used.has(name))).toEqual(NOT_IMPORTED);
  });

  it("are all that src imports, besides what an app brings along", () => {
    const there = [...keys(library.dependencies), ...keys(library.peerDependencies)];
    expect([...used].filter((name) => !there.includes(name)).sort()).toEqual([]);
  });

  it("leave out what only the sandbox uses", () => {
    const only = keys(SANDBOX_NEEDS).filter((name) => NEEDED[name] === undefined);
    expect(only.length).toBeGreaterThan(4);
    expect(only.filter((name) => used.has(name) || library.dependencies[name] !== undefined)).toEqual([]);
  });
});

describe("the runtime dependencies of @scopelock/sandbox", () => {
  const used = imported("packages/sandbox/src", "packages/sandbox/app");

  it("are those that it needs, and no other", () => {
    expect(keys(sandbox.dependencies)).toEqual(keys(SANDBOX_NEEDS));
    expect(keys(SANDBOX_NEEDS).filter((name) => !used.has(name))).toEqual([]);
  });

  it("are all that it imports, besides scopelock of the same version", () => {
    expect([...used].filter((name) => sandbox.dependencies[name] === undefined)).toEqual(["scopelock"]);
    expect(sandbox.version).toBe(library.version);
    expect(sandbox.peerDependencies).toEqual({ scopelock: library.version });
  });

  it("are the same versions as scopelock's", () => {
    const all = { ...library.devDependencies, ...library.dependencies };
    const differing = Object.entries(sandbox.dependencies).filter(
      ([name, version]) => all[name] !== undefined && all[name] !== version,
    );
    expect(differing).toEqual([]);
  });
});
