import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire, isBuiltin } from "node:module";
import { join } from "node:path";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startSandbox } from "../../packages/sandbox/src";
import { run } from "../../packages/sandbox/src/cdktf";
import { GenesysClient } from "../../packages/sandbox/src/genesys-client";
import { codeIn, pageText } from "../docs/pages";
import { ROOT, shown } from "../process";
import { Installed } from "./installed";
import { whichProviders } from "./which-providers";

/** Packing, building and two installations: minutes on a busy machine. */
const LONG = 900_000;

let app: Installed;
beforeAll(async () => {
  app = await Installed.make();
  expect(await app.run("npx", "--no-install", "scopelock", "init", "--yes", "--ci", "github")).toContain(
    "Written:",
  );
  await app.install();
}, LONG);
afterAll(() => app?.remove());

describe("an app that scopelock init writes", () => {
  it("type-checks, passes its own tests, and synthesizes", async () => {
    await app.run("npx", "tsc", "--noEmit");
    expect(await app.run("npx", "vitest", "run")).toMatch(/Tests\s+2 passed/);
    expect(await app.run("npx", "cdktf", "synth")).toContain("dev");
    const stack = JSON.parse(readFileSync(join(app.path, "cdktf.out/stacks/dev/cdk.tf.json"), "utf8"));
    expect(Object.values(stack.resource.genesyscloud_auth_role)).toMatchObject([
      { permission_policies: [{ domain: "externalContacts", entity_name: "contact", action_set: ["view"] }] },
    ]);
  });

  it("fails its own test when an action needs more", async () => {
    const file = join(app.path, "actions/index.ts");
    const text = readFileSync(file, "utf8");
    writeFileSync(
      join(app.path, "actions/list-queues.ts"),
      `import { DataAction } from "scopelock";
export const listQueues = DataAction.define({ name: "List queues", input: { type: "object", properties: {} },
  output: { type: "object", properties: {} }, request: { method: "GET", url: "/api/v2/routing/queues" } });`,
    );
    writeFileSync(
      file,
      `import { listQueues } from "./list-queues";\n${text.replace("= [", "= [listQueues, ")}`,
    );
    try {
      await expect(app.run("npx", "vitest", "run")).rejects.toThrow("routing:queue:view");
    } finally {
      writeFileSync(file, text);
    }
  });

  it("deploys to the sandbox, and its action answers", async () => {
    const sandbox = await startSandbox({ providers: whichProviders() });
    try {
      const cdktf = join(app.path, "node_modules/cdktf-cli/bundle/bin/cdktf");
      const deployed = await run(
        process.execPath,
        [cdktf, "deploy", sandbox.environment, "--skip-provider-lock", "--auto-approve"],
        { cwd: app.path, env: sandbox.env, signal: new AbortController().signal },
      );
      expect(deployed.code, shown(deployed.output)).toBe(0);
      const answer = await new GenesysClient(sandbox.genesys).execute("Get external contact by phone", {
        phoneNumber: "+15550199",
      });
      expect(answer).toMatchObject({ status: 200, body: { found: 1 } });
    } finally {
      await sandbox.close();
    }
  });

  it("has no sandbox, and is told what to install for one", async () => {
    await expect(app.run("npx", "--no-install", "scopelock", "sandbox")).rejects.toThrow(
      /\[sandbox\/not-installed\][\s\S]*npm install --save-dev @scopelock\/sandbox@\d/,
    );
    const servers = ["@grpc/grpc-js", "hono", "@msgpack/msgpack"].map((name) =>
      join(app.path, "node_modules", name),
    );
    expect(servers.filter(existsSync)).toEqual([]);
  });

  it("starts from the exports of the package's example", async () => {
    const output = await app.run(
      "npx",
      "--no-install",
      "scopelock",
      "init",
      "from-exports",
      "--yes",
      "--from",
      "node_modules/scopelock/examples/customer-service/exports",
    );
    expect(output).toContain("2 data actions");
    const folder = join(app.path, "from-exports");
    symlinkSync(join(app.path, "node_modules"), join(folder, "node_modules"));
    await app.below("from-exports", "npx", "tsc", "--noEmit");
    expect(await app.below("from-exports", "npx", "vitest", "run")).toMatch(/Tests\s+2 passed/);
    expect(await app.below("from-exports", "npx", "cdktf", "synth")).toContain("dev");
  });
});

/** What `exports` names; of a pattern, one file. */
function subpaths(): readonly string[] {
  const { exports } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { exports: object };
  return Object.keys(exports).map((path) => {
    const name = `scopelock${path.slice(1)}`;
    return name.endsWith("/schemas/*") ? name.replace("*", "environment.schema.json") : name;
  });
}

/** What npm installs with scopelock, and what an app has itself. Of the types that are built in, no consumer has a copy. */
const { dependencies, peerDependencies } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
const INSTALLED: readonly string[] = Object.keys({ ...dependencies, ...peerDependencies });

/** Packages that the types of scopelock name. */
function namedPackages(program: ts.Program): readonly string[] {
  const specifiers = program
    .getSourceFiles()
    .filter(({ fileName }) => fileName.includes("/node_modules/scopelock/"))
    .flatMap(({ text }) => ts.preProcessFile(text).importedFiles)
    .map(({ fileName }) => fileName)
    .filter((name) => !name.startsWith(".") && !isBuiltin(name));
  expect(specifiers).toContain("cdktf");
  return specifiers.map((name) => /^(@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name);
}

describe("every subpath of the package", () => {
  const { ModuleKind, ModuleResolutionKind } = ts;
  const modes: [string, ts.CompilerOptions][] = [
    ["node10", { module: ModuleKind.CommonJS, moduleResolution: ModuleResolutionKind.Node10 }],
    ["node16", { module: ModuleKind.Node16, moduleResolution: ModuleResolutionKind.Node16 }],
    ["nodenext", { module: ModuleKind.NodeNext, moduleResolution: ModuleResolutionKind.NodeNext }],
    ["bundler", { module: ModuleKind.ESNext, moduleResolution: ModuleResolutionKind.Bundler }],
  ];

  it.each(modes)("resolves, with types, under %s", (_, mode) => {
    const options = { ...mode, resolveJsonModule: true };
    for (const resolution of [ModuleKind.CommonJS, ModuleKind.ESNext] as const)
      for (const subpath of subpaths()) {
        const { resolvedModule } = ts.resolveModuleName(
          subpath,
          join(app.path, "main.ts"),
          options,
          ts.sys,
          undefined,
          undefined,
          resolution,
        );
        expect(resolvedModule?.resolvedFileName, subpath).toMatch(
          /node_modules\/scopelock\/.*\.(d\.ts|json)$/,
        );
      }
  });

  it.each(modes)("type-checks under %s, with the package's own types", (name, mode) => {
    const file = join(app.path, `consumer-${name}.ts`);
    writeFileSync(
      file,
      `import "scopelock/report-refusals";
import { DataAction, EnvironmentStack } from "scopelock";
import { matchers, synthesize } from "scopelock/testing";
export const all: readonly unknown[] = [DataAction.define, EnvironmentStack, matchers, synthesize];
// @ts-expect-error a name that the package does not have, so that the types are looked at
import { Nothing } from "scopelock";
export type N = Nothing;`,
    );
    const program = ts.createProgram([file], {
      ...mode,
      strict: true,
      noEmit: true,
      target: ts.ScriptTarget.ES2022,
      skipLibCheck: true,
      types: ["node"],
      typeRoots: [join(app.path, "node_modules/@types")],
    });
    const told = ts
      .getPreEmitDiagnostics(program)
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
    expect(told).toEqual([]);
    expect(namedPackages(program).filter((each) => !INSTALLED.includes(each))).toEqual([]);
  });

  it("is required by CommonJS, and imported by ESM, by name", async () => {
    const required = createRequire(join(app.path, "x.js"));
    for (const subpath of subpaths().filter((each) => !each.includes("testing")))
      expect(existsSync(required.resolve(subpath)), subpath).toBe(true);
    writeFileSync(
      join(app.path, "consumer.cjs"),
      `require("scopelock/report-refusals"); const { DataAction } = require("scopelock"); console.log(typeof DataAction.define);`,
    );
    writeFileSync(
      join(app.path, "consumer.mjs"),
      `import "scopelock/report-refusals"; import { DataAction, synthesizeEnvironments } from "scopelock"; console.log(typeof DataAction.define, typeof synthesizeEnvironments);`,
    );
    expect(await app.run("node", "consumer.cjs")).toBe("function\n");
    expect(await app.run("node", "consumer.mjs")).toBe("function function\n");
  });
});

describe("the example that comes along", () => {
  it("synthesizes as it stands in the package", async () => {
    // A copy outside of node_modules, as a user takes it.
    const from = join(app.path, "node_modules/scopelock/examples/customer-service");
    const to = join(app.path, "customer-service");
    for (const file of readdirSync(from, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    )) {
      const path = join(file.parentPath, file.name).slice(from.length + 1);
      mkdirSync(join(to, path, ".."), { recursive: true });
      copyFileSync(join(from, path), join(to, path));
    }
    await app.run(
      "npx",
      "cdktf",
      "synth",
      "--app",
      "node --import tsx customer-service/main.ts",
      "--output",
      "example.out",
    );
    expect(existsSync(join(app.path, "example.out/stacks/prod/cdk.tf.json"))).toBe(true);
  });
});

describe("README, word by word in an empty folder", () => {
  const readme = pageText("README.md");
  const [install = ""] = codeIn(readme, "sh");
  const [cdktf = "", environment = ""] = codeIn(readme, "json");
  const [main = ""] = codeIn(readme, "ts");
  const [installSandbox = ""] = codeIn(pageText("docs/sandbox.md"), "sh");
  let folder: Installed;
  const permissions = () => {
    const stack = JSON.parse(readFileSync(join(folder.path, "cdktf.out/stacks/dev/cdk.tf.json"), "utf8"));
    return Object.values<{ permission_policies: unknown }>(stack.resource.genesyscloud_auth_role).map(
      ({ permission_policies }) => permission_policies,
    );
  };

  beforeAll(async () => {
    folder = app.empty("readme");
    expect(install).toContain("npm install scopelock cdktf");
    // The last line writes what follows in README, in a form of its own.
    const commands = install
      .split("\n")
      .filter((line) => line !== "" && !line.startsWith("npx scopelock init"));
    expect(commands).toHaveLength(1);
    await folder.follow(commands.join("\n"));
    mkdirSync(join(folder.path, "environments"));
    writeFileSync(join(folder.path, "cdktf.json"), cdktf);
    writeFileSync(join(folder.path, "environments/dev.json"), environment);
    writeFileSync(join(folder.path, "main.ts"), main);
  }, LONG);

  it.each(["commonjs", "module"])("makes a stack that synthesizes, in a package of type %s", async (type) => {
    await folder.run("npm", "pkg", "set", `type=${type}`);
    await folder.run("rm", "-rf", "cdktf.out");
    expect(await folder.run("npx", "cdktf", "synth")).toContain("dev");
    expect(permissions()).toEqual([
      [{ domain: "externalContacts", entity_name: "contact", action_set: ["view"] }],
    ]);
  });

  it("installs the sandbox as its page writes it, and it starts", async () => {
    const [line = "", start = ""] = installSandbox.split("\n");
    expect([line, start]).toEqual(["npm install --save-dev @scopelock/sandbox", "npx scopelock sandbox"]);
    await folder.follow(line);
    // The whole scenario is what `npm run sandbox` runs in CI.
    expect(await folder.run("npx", "--no-install", "scopelock", "sandbox", "--no-deploy")).toMatch(
      /stand-in on http:\/\/127\.0\.0\.1[\s\S]*Everything started/,
    );
  });
});
