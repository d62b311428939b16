import { readdirSync, readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { join, resolve } from "node:path";
import type { OutputChunk } from "rolldown";
import ts from "typescript";
import { beforeAll, describe, expect, it } from "vitest";
import { commandParts } from "../scripts/command-parts";
import { libraryParts } from "../scripts/library-parts";

const ROOT = resolve(__dirname, "..");

/** Every package that `npm install scopelock` installs, with the reason. */
const INSTALLED: Readonly<Record<string, string>> = {
  "@cdktn/hcl2json":
    "reads actions and permissions of Terraform configurations in HCL: large, with a file beside it",
  undici: "the doctor behind an HTTP proxy: large",
  zod: "checks environment files and the manifest: types of the public API are inferred from its schemas",
};

/** Every package that is built into the files of scopelock, with the reason. No consumer installs it. */
const BUILT_IN: Readonly<Record<string, string>> = {
  ajv: "ajv-draft-04 asks for it",
  "ajv-draft-04": "checks the input and output of a data action that is run: scopelock run, runAction",
  acorn: "reads the operations of the Genesys Cloud SDK: scopelock catalog refresh",
  commander: "the command line",
  debug: "velocityjs asks for it",
  "fast-deep-equal": "ajv asks for it",
  "fast-uri": "ajv asks for it",
  "fastest-levenshtein": "did you mean",
  fflate: "unpacks wheels of the Genesys Cloud SDK: scopelock catalog watch",
  "has-flag": "supports-color asks for it",
  "json-schema-traverse": "ajv asks for it",
  "jsonc-parser": "reads and edits environment files, and names the line of a mistake",
  ms: "debug asks for it",
  nanotar: "unpacks the Genesys Cloud SDK: scopelock catalog refresh",
  picocolors: "colour on a terminal",
  semver: "compares the versions of providers",
  "supports-color": "debug asks for it",
  velocityjs: "the checks of a declaration parse and render its templates at synth",
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

/** Of what is imported. */
const packageName = (specifier: string) => /^(@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier;

/** The package that a file is of. */
const packageOf = (file: string) => /^.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1];

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
    .map(({ fileName }) => packageName(fileName));
  return new Set(names.filter((name) => !isBuiltin(name)));
}

const keys = (versions: object) => Object.keys(versions).sort();

describe("the runtime dependencies of scopelock", () => {
  const used = imported("src");
  let parts: readonly OutputChunk[];
  beforeAll(async () => {
    parts = [...(await libraryParts()), ...(await commandParts())];
  }, 60_000);

  it("are installed where they cannot be built in, and no other", () => {
    expect(keys(library.dependencies)).toEqual(keys(INSTALLED));
    expect(keys(INSTALLED).filter((name) => !used.has(name))).toEqual([]);
  });

  it("are built in otherwise", () => {
    const built = parts.flatMap(({ moduleIds }) => moduleIds).flatMap((id) => packageOf(id) ?? []);
    const names = [...new Set(built)].filter((name) => INSTALLED[name] === undefined);
    expect(names.sort()).toEqual(keys(BUILT_IN));
  });

  it("are all that the built files load, besides what an app brings along", () => {
    const there = [...keys(library.dependencies), ...keys(library.peerDependencies)];
    const files = parts.map(({ fileName }) => fileName);
    const loaded = parts
      .flatMap(({ imports, dynamicImports }) => [...imports, ...dynamicImports])
      .filter((id) => !id.startsWith(".") && !isBuiltin(id) && !files.includes(id))
      .map(packageName);
    expect(loaded).toContain("cdktf");
    expect(loaded.filter((name) => !there.includes(name))).toEqual([]);
  });

  it("leave out what only the sandbox uses", () => {
    const only = keys(SANDBOX_NEEDS).filter((name) => INSTALLED[name] === undefined && !BUILT_IN[name]);
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
