import { execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { PassThrough } from "node:stream";
import { satisfies, subset } from "semver";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { initCommand } from "../../src/cli/init";
import { askSettings } from "../../src/cli/init-questions";
import { ScopelockError } from "../../src/core/diagnostic";
import { PIPELINES } from "../../src/init";
import { codeIn, PAGES, pageText } from "../docs/pages";
import { ROOT } from "../process";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "scopelock-init-"));
});
afterEach(() => {
  process.exitCode = 0;
  rmSync(directory, { recursive: true, force: true });
});

const write = (path: string, text: string) => {
  mkdirSync(dirname(join(directory, path)), { recursive: true });
  writeFileSync(join(directory, path), text);
};
const read = (path: string) => readFileSync(join(directory, path), "utf8");
/** Every file of the app, sorted. */
const files = () =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(directory.length + 1))
    .sort();

/** Runs the command; what it printed and its exit code, or its refusal. */
async function init(...args: string[]): Promise<{ printed: string; code: number; error?: ScopelockError }> {
  let printed = "";
  const out = vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    printed += text;
    return true;
  });
  process.exitCode = 0;
  try {
    await initCommand().parseAsync([directory, ...args], { from: "user" });
    return { printed, code: Number(process.exitCode) };
  } catch (error) {
    if (!ScopelockError.is(error)) throw error;
    return { printed, code: 1, error };
  } finally {
    out.mockRestore();
  }
}

const APP = [
  ".gitignore",
  "__tests__/data-actions-stack.test.ts",
  "actions/get-external-contact.ts",
  "actions/index.ts",
  "cdktf.json",
  "environments/dev.json",
  "main.ts",
  "package.json",
  "stacks/data-actions-stack.ts",
  "tsconfig.json",
];

describe("scopelock init in an empty folder", () => {
  it("writes an app, names each file, and what it assumed", async () => {
    const { printed, code } = await init("--yes");
    expect(code).toBe(0);
    expect(files()).toEqual(APP);
    for (const file of APP) expect(printed).toContain(`  ${file}\n`);
    expect(printed).toMatch(
      /Assumed:\n {2}environment dev .*\n {2}region eu-west-1 .*\n {2}Vault at .* a placeholder/,
    );
    expect(printed).toContain("npm install");
  });

  it("takes environment, region and Vault", async () => {
    await init(
      "--environment",
      "eu-prod",
      "--region",
      "us-east-1",
      "--vault",
      "https://vault.acme.example:8200",
    );
    const file = JSON.parse(read("environments/eu-prod.json"));
    expect(file.genesys).toEqual({ region: "us-east-1" });
    expect(file.vault.address).toBe("https://vault.acme.example:8200");
    expect(file.backend.path).toBe("state/eu-prod.tfstate");
    expect(existsSync(join(directory, "environments/dev.json"))).toBe(false);
  });

  it("writes nothing with --dry-run, and lists what it would write", async () => {
    const { printed, code } = await init("--yes", "--dry-run", "--ci", "github");
    expect(code).toBe(0);
    expect(files()).toEqual([]);
    for (const file of APP) expect(printed).toContain(`  ${file}\n`);
    expect(printed).toContain(".github/workflows/plan.yml");
  });

  it("writes the same a second time: nothing", async () => {
    await init("--yes", "--ci", "github");
    const before = files().map((file) => [file, read(file)]);
    const { printed, code } = await init("--yes", "--ci", "github");
    expect(code).toBe(0);
    expect(printed).toContain("Every file exists already.");
    expect(files().map((file) => [file, read(file)])).toEqual(before);
  });

  it.each(PIPELINES)("writes workflows for %s that name nothing of scopelock's own checkout", async (ci) => {
    await init("--environment", "eu-prod", "--ci", ci);
    const written = files().filter((file) => /^\.git(hub|lab)/.test(file));
    expect(written.length > 0).toBe(ci !== "none");
    for (const file of written) {
      const text = read(file);
      expect(text).not.toMatch(/dist\/src|own checkout|\benv:\n\n|(?<![\w/])docs\/\w+\.md|(?<!\/)\bdev\b/);
      expect((statSync(join(directory, file)).mode & 0o111) !== 0, file).toBe(text.startsWith("#!"));
      for (const [page] of text.matchAll(/node_modules\/scopelock\/(docs\/\w+\.md)/g))
        expect(existsSync(join(ROOT, page.replace("node_modules/scopelock/", "")))).toBe(true);
      for (const [, script = ""] of text.matchAll(/(\.git(?:hub|lab)\/scripts\/[\w-]+\.sh)/g))
        expect(existsSync(join(directory, script)), script).toBe(true);
      for (const [, script = ""] of text.matchAll(/\bnpm (?:run )?((?<=run )[\w:]+|test\b)/g))
        expect(JSON.parse(read("package.json")).scripts).toHaveProperty([script]);
    }
  });

  it("has no two scripts that do the same", async () => {
    await init("--yes");
    const commands = Object.values(JSON.parse(read("package.json")).scripts);
    expect(new Set(commands).size).toBe(commands.length);
  });

  it("ignores every file that the pages and the pipelines write into it, but what is to be committed", async () => {
    await init("--yes", "--ci", "github");
    const lines = PAGES.flatMap((page) => codeIn(pageText(page), "sh")).join("");
    const written = [
      ...[...lines.matchAll(/(?:>|--output) ?"?([\w./-]+\.\w+)/g)].map(([, file = ""]) => file),
      ...[...lines.matchAll(/npm pack ([\w-]+)/g)].map(([, name = ""]) => `${name}-262.0.0.tgz`),
      ...files()
        .filter((file) => file.endsWith(".sh"))
        .flatMap((file) => [...read(file).matchAll(/(?:REVIEW|ROTATION|OUTPUT):[=-]([\w.]+)\}?/g)])
        .map(([, directory = ""]) => `${directory}/of-a-script`),
    ];
    expect(written).toEqual(expect.arrayContaining(["plan.json", "review.json", "review/of-a-script"]));
    execFileSync("git", ["init", "-q"], { cwd: directory });
    const listed = written.filter(
      (file) => spawnSync("git", ["check-ignore", "-q", file], { cwd: directory }).status !== 0,
    );
    // The catalogue that an app is derived with belongs to it.
    expect(new Set(listed)).toEqual(new Set(["genesys-catalog.json"]));
  });

  it("asks for versions that scopelock is tested with", () => {
    const app = JSON.parse(readFileSync(join(ROOT, "templates/app/package.json"), "utf8"));
    const own = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
    expect(app.engines).toEqual(own.engines);
    expect(satisfies(own.version, app.dependencies.scopelock)).toBe(true);
    const { scopelock: _, ...others } = { ...app.dependencies, ...app.devDependencies };
    for (const [name, range] of Object.entries<string>(others)) {
      expect(satisfies(own.devDependencies[name], range), name).toBe(true);
      const peer = own.peerDependencies[name];
      if (peer !== undefined) expect(subset(range, peer), name).toBe(true);
    }
  });

  it("has one shape with the app of the repository", () => {
    const plain = (path: string) =>
      readFileSync(join(ROOT, path), "utf8").replace(/"(\.\.\/src\/core\/action|scopelock)"/, '""');
    expect(plain("templates/app/actions/get-external-contact.ts")).toBe(
      plain("actions/get-external-contact.ts"),
    );
  });
});

describe("scopelock init beside an existing app", () => {
  const MAIN = 'import { App } from "cdktf";\nnew App().synth();\n';

  it("leaves its files alone, names them, and shows the lines for main.ts", async () => {
    write("main.ts", MAIN);
    write("cdktf.json", "{}");
    const { printed, code } = await init("--yes");
    expect(code).toBe(0);
    expect(read("main.ts")).toBe(MAIN);
    expect(read("cdktf.json")).toBe("{}");
    expect(printed).toContain("Left alone:\n  main.ts\n  cdktf.json\n");
    expect(printed).toContain("prepareHandoffs(handoffs);");
    expect(files()).toEqual(APP);
  });

  it("adds to package.json and .gitignore what they lack, and changes nothing of theirs", async () => {
    write(
      "package.json",
      '{\n\t"name": "x",\n\t"scripts": { "test": "jest" },\n\t"devDependencies": { "cdktf": "0.20.0" }\n}\n',
    );
    write(".gitignore", "/node_modules\nplan.json\nmine");
    const { printed } = await init("--yes");
    const merged = JSON.parse(read("package.json"));
    expect(merged).toMatchObject({
      name: "x",
      scripts: { test: "jest", synth: "cdktf synth", typecheck: "tsc --noEmit" },
      devDependencies: { cdktf: "0.20.0", vitest: expect.any(String) },
      dependencies: { scopelock: expect.any(String) },
    });
    expect(merged.dependencies.cdktf).toBeUndefined();
    expect(read("package.json")).toContain('\n\t"name": "x",\n');
    expect(read(".gitignore")).toMatch(/^\/node_modules\nplan\.json\nmine\ncdktf\.out\/\n/);
    expect(read(".gitignore").match(/node_modules|plan\.json/g)).toHaveLength(2);
    expect(printed).toContain("Left alone:\n  package.json: scripts.test\n");
  });
});

describe("scopelock init refuses, and writes nothing, for", () => {
  const noWrite = (path: string) => () => {
    mkdirSync(join(directory, path), { recursive: true });
    chmodSync(join(directory, path), 0o555);
  };
  it.each<[string, string, () => void, string[]]>([
    ["an action's file that differs", "init/exists", () => write("actions/index.ts", "x"), ["--yes"]],
    [
      "an environment file that differs",
      "init/exists",
      () => write("environments/dev.json", "{}"),
      ["--yes"],
    ],
    ["a folder's name that is a file's", "file/unwritable", () => write("actions", "x"), ["--yes"]],
    ["a file's name that is a folder's", "file/unwritable", () => write("main.ts/x", "x"), ["--yes"]],
    ["a directory that is not writable", "file/unwritable", noWrite("."), ["--yes"]],
    ["a folder that is not writable", "file/unwritable", noWrite("stacks"), ["--yes"]],
    ["a package.json that is not JSON", "file/json", () => write("package.json", "{,}"), ["--yes"]],
    ["a package.json that is cut off", "file/truncated", () => write("package.json", "{"), ["--yes"]],
    ["a package.json that is a list", "init/package-json", () => write("package.json", "[]"), ["--yes"]],
    ["a name that cannot be an environment's", "environment/name", () => {}, ["--environment", "Prod EU"]],
    ["an empty name", "environment/name", () => {}, ["--environment", ""]],
    ["a path as a name", "environment/name", () => {}, ["--environment", "../../x"]],
    ["an unknown region", "region/unknown", () => {}, ["--region", "ireland"]],
    ["a Vault without a protocol", "environment/invalid", () => {}, ["--vault", "vault.example.com"]],
    [
      "a Vault with a password",
      "environment/invalid",
      () => {},
      ["--vault", "https://me:hunter2@v.example.com"],
    ],
    ["a source that is not there", "file/missing", () => {}, ["--yes", "--from", "nowhere.json"]],
    [
      "a source that is not actions",
      "import/not-an-action",
      () => {},
      ["--yes", "--from", join(ROOT, "package.json")],
    ],
    [
      "a directory without actions",
      "import/nothing-found",
      () => {},
      ["--yes", "--from", join(ROOT, "decisions")],
    ],
    [
      "a table of requests",
      "init/no-contract",
      () => write("../requests.tsv", "method\turl\nGET\t/api/v2/users\n"),
      ["--yes", "--from", "REQUESTS"],
    ],
  ])("%s: %s", async (_, id, prepare, args) => {
    // A folder of its own around, for what must not be in the app's.
    directory = join(directory, "app");
    mkdirSync(directory);
    prepare();
    const before = files();
    const requests = join(directory, "../requests.tsv");
    const { code, error, printed } = await init(...args.map((arg) => (arg === "REQUESTS" ? requests : arg)));
    expect(code).toBe(1);
    expect(error).toMatchObject({ id, where: expect.any(String), fix: expect.any(String) });
    expect(error?.message).not.toContain("hunter2");
    expect(printed).toBe("");
    expect(files()).toEqual(before);
    directory = dirname(directory);
  });

  it("several files that differ, all of them at once", async () => {
    write("actions/index.ts", "x");
    write("stacks/data-actions-stack.ts", "x");
    const { error } = await init("--yes");
    expect([error, ...(error?.others ?? [])].map((each) => each?.where?.slice(directory.length + 1))).toEqual(
      ["actions/index.ts", "stacks/data-actions-stack.ts"],
    );
  });

  it("a link that leads nowhere is not followed", async () => {
    symlinkSync(join(directory, "../scopelock-nowhere"), join(directory, "main.ts"));
    const { error } = await init("--yes");
    expect(error?.id).toBe("file/unwritable");
    expect(files()).toEqual([]);
  });
});

describe("scopelock init --from", () => {
  const action = (name: string, requestType: string, requestUrlTemplate: string) => ({
    name,
    contract: {
      input: { inputSchema: { type: "object", properties: { id: { type: "string" } } } },
      output: { successSchema: { type: "object", properties: {} } },
    },
    config: { request: { requestType, requestUrlTemplate } },
  });
  const source = (...actions: object[]) => {
    const file = join(directory, "source.json");
    writeFileSync(file, JSON.stringify(actions));
    return file;
  };

  it("expects in the test what is derived", async () => {
    await init("--from", source(action("One", "GET", "/api/v2/routing/queues")));
    expect(read("__tests__/data-actions-stack.test.ts")).toContain('toGrantExactly(["routing:queue:view"])');
    expect(read("actions/index.ts")).toContain("export const actions = [one] as const;");
    expect(existsSync(join(directory, "actions/get-external-contact.ts"))).toBe(false);
  });

  it("writes an action whose needs cannot be derived, and does not deploy it", async () => {
    const { printed, code } = await init(
      "--from",
      source(
        action("Good", "GET", "/api/v2/routing/queues"),
        action("Bad", "GET", "/api/v2/routing/queueueueues"),
      ),
    );
    expect(code).toBe(2);
    expect(printed).toMatch(/not in actions\/index\.ts yet:\n {2}Bad: .*\[operation\/unknown\]/);
    expect(read("actions/index.ts")).toMatch(
      /\/\/ Not deployed: bad of \.\/bad\. .*\n(?:.*\n)*.*\[good\] as const/,
    );
    expect(read("actions/bad.ts")).toContain("queueueueues");
  });

  it("names what cannot be declared, and writes the others", async () => {
    const { printed, code } = await init(
      "--from",
      source(
        action("Good", "GET", "/api/v2/routing/queues"),
        { ...action("No contract", "GET", "/api/v2/users"), contract: {} },
        action("Good", "GET", "/api/v2/users"),
        action("Good", "GET", "/api/v2/routing/queues"),
      ),
    );
    expect(code).toBe(2);
    expect(printed).toMatch(/Not written:\n(?:.*"No contract".*\n)+.*\[init\/same-name\]\n/);
    expect(readdirSync(join(directory, "actions")).sort()).toEqual(["good.ts", "index.ts"]);
  });

  it("refuses when nothing of it can be deployed", async () => {
    const { error } = await init("--from", source(action("Bad", "GET", "/api/v2/nowhere")));
    expect(error?.id).toBe("operation/unknown");
    expect(files()).toEqual(["source.json"]);
  });
});

describe("the questions", () => {
  async function answered(...lines: (string | undefined)[]) {
    const input = new PassThrough();
    const output = new PassThrough();
    const asked = askSettings(input, output);
    for (const line of lines) line === undefined ? input.end() : input.write(`${line}\n`);
    const settings = await asked;
    return { settings, printed: String(output.read()) };
  }

  it("are three, with defaults", async () => {
    const { settings, printed } = await answered("", "", "");
    expect(settings).toEqual({
      environment: "dev",
      region: "eu-west-1",
      vault: "https://vault.example.com:8200",
    });
    expect(printed.match(/\]: /g)).toHaveLength(3);
  });

  it("are asked again until the answer can be used", async () => {
    const { settings, printed } = await answered(
      "Prod",
      "prod",
      "eu-west-9",
      "us-east-1",
      "v",
      "https://v.example.com",
    );
    expect(settings).toEqual({ environment: "prod", region: "us-east-1", vault: "https://v.example.com" });
    expect(printed).toContain('"Prod" cannot name an environment.');
    expect(printed.match(/\]: /g)).toHaveLength(6);
  });

  it.each([[[undefined]], [["dev", undefined]], [["dev", "us-east-1", undefined]]])(
    "end with the input: %j",
    async (lines) => {
      expect((await answered(...lines)).settings).toBeUndefined();
    },
  );
});
