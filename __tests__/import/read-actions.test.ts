import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { readActions } from "../../src/import/read-actions";
import { ROOT, start } from "../process";

const ACTION = {
  name: "Users",
  config: { request: { requestType: "GET", requestUrlTemplate: "/api/v2/users" } },
};

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "scopelock-import-"));
});
afterEach(() => rmSync(directory, { recursive: true }));
const write = (name: string, content: string | Buffer | object): string => {
  const file = join(directory, name);
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(
    file,
    typeof content === "string" || Buffer.isBuffer(content) ? content : JSON.stringify(content),
  );
  return file;
};
const names = async (...paths: string[]) => (await readActions(paths)).calls.map(({ name }) => name);

describe("reading actions", () => {
  it.each<[string, (text: string) => Buffer]>([
    ["UTF-8 with a byte order mark", (text) => Buffer.from(`\uFEFF${text}`)],
    ["UTF-16, as PowerShell writes", (text) => Buffer.from(`\uFEFF${text}`, "utf16le")],
    ["UTF-16 big-endian", (text) => Buffer.from(`\uFEFF${text}`, "utf16le").swap16()],
    ["UTF-16 without a mark", (text) => Buffer.from(text, "utf16le")],
    ["UTF-16 big-endian without a mark", (text) => Buffer.from(text, "utf16le").swap16()],
  ])("takes %s", async (_, encode) => {
    expect(
      await names(write("a.custom.json", encode(JSON.stringify({ ...ACTION, name: "Ünïcode" })))),
    ).toEqual(["Ünïcode"]);
  });

  it("finds exports below a directory, in order, and leaves what tools have written", async () => {
    write("b/two.custom.json", { ...ACTION, name: "Two" });
    write("a.custom.json", { ...ACTION, name: "One" });
    write("node_modules/x/three.custom.json", ACTION);
    write("cdktf.out/four.custom.json", ACTION);
    write("notes.md", "nothing");
    expect(await names(directory)).toEqual(["One", "Two"]);
  });

  it("takes several actions of one file: a list, a page of the API, Terraform's JSON", async () => {
    const terraform = { config_request: { request_type: "GET", request_url_template: "/api/v2/users" } };
    expect(await names(write("list.json", [ACTION, { ...ACTION, name: "More" }]))).toEqual(["Users", "More"]);
    expect(await names(write("page.json", { entities: [ACTION] }))).toEqual(["Users"]);
    expect(
      await names(
        write("main.tf.json", { resource: { genesyscloud_integration_action: { users: terraform } } }),
      ),
    ).toEqual(["users"]);
  });

  it("runs a module that is named, and of a directory those that declare actions", async () => {
    const file = write(
      "users.ts",
      `import { DataAction } from ${JSON.stringify(join(ROOT, "src/core/action/data-action"))};
       const users: DataAction = DataAction.define({ name: "Users of TypeScript", input: { type: "object" }, output: {},
         request: { method: "GET", url: "/api/v2/users" } });
       export { users, users as default }; export const number = 1;`,
    );
    expect(await names(file)).toEqual(["Users of TypeScript"]);
    const throwing = "throw new Error('was run');";
    const other = write("app.ts", throwing);
    const test = write("users.test.ts", `${throwing} // DataAction.define`);
    const compiled = write("users.js", `${throwing} // DataAction.define`);
    const { calls, skipped, unusable } = await readActions([directory]);
    expect(unusable).toEqual([]);
    expect(calls.map(({ name }) => name)).toEqual(["Users of TypeScript"]);
    expect(skipped).toEqual([
      { source: other, reason: "it declares no data action; name it itself to run it", read: false },
      { source: compiled, reason: "it is compiled from the TypeScript beside it", read: false },
      { source: test, reason: "it is a test; name it itself to run it", read: false },
    ]);
  });

  it("says why a module of a directory cannot be run, and reads the others", async () => {
    write("good.custom.json", ACTION);
    const file = write("broken.cjs", "// DataAction.define(\nthrow new Error('on purpose');\n");
    const { calls, unusable } = await readActions([directory]);
    expect(calls).toHaveLength(1);
    expect(unusable).toMatchObject([{ id: "import/module", where: `${file}:2` }]);
  });

  it.each([
    ["a table", "method\turl\nGET\t/api/v2/users\n", "GET /api/v2/users"],
    ["an export", JSON.stringify(ACTION), "Users"],
    [
      "Terraform's HCL",
      `# actions
       resource "genesyscloud_integration_action" "users" {
         name = "Of HCL"
         config_request { 
           request_type = "GET"
           request_url_template = "/api/v2/users" 
         }
       }`,
      "Of HCL",
    ],
  ])("knows %s by what it says, where it comes out of a pipe without a name", async (_, text, name) => {
    expect(await names(write("63", text))).toEqual([name]);
  });

  it("leaves JSON alone that is something else, unless it is named or says that it is an action", async () => {
    const other = write("package.json", { name: "x" });
    const broken = write("x.custom.json", { name: "x" });
    const { unusable, skipped } = await readActions([directory]);
    expect(skipped).toEqual([{ source: other, reason: "it is JSON, and no data action", read: true }]);
    expect(unusable).toMatchObject([{ id: "import/not-an-action", where: broken }]);
    expect((await readActions([other])).unusable).toMatchObject([
      { id: "import/not-an-action", where: other },
    ]);
  });

  it("names every file that it cannot use, and reads the others", async () => {
    const good = write("good.custom.json", ACTION);
    const cut = write("cut.custom.json", '{"name": "x", "config": {');
    const missing = join(directory, "missing.json");
    const throwing = write("throws.js", "throw new Error('on purpose')");
    const empty = write("empty.js", "module.exports = {}");
    const table = write("a.tsv", "methd\turl\nGET\t/x");
    const { calls, unusable } = await readActions([good, cut, missing, throwing, empty, table]);
    expect(calls).toHaveLength(1);
    expect(unusable.map(({ id, where }) => [id, where])).toEqual([
      ["file/truncated", cut],
      ["file/missing", missing],
      ["import/module", `${throwing}:1`],
      ["import/no-actions", empty],
      ["import/table", table],
    ]);
  });

  it("counts a file once, whatever it is reached by, and runs a module that is named and found", async () => {
    const file = write("a.custom.json", ACTION);
    const module = write(
      "users.cjs",
      `exports.users = { name: "Code", request: { method: "GET", url: "/api/v2/users" } };`,
    );
    symlinkSync(file, join(directory, "b.custom.json"));
    expect(await names(directory, file, directory, `${directory}/./a.custom.json`, module)).toEqual([
      "Users",
      "Code",
    ]);
    expect((await readActions([directory, directory, file, module])).unusable).toEqual([]);
  });

  it("names one bad entry among several, and reads the others", async () => {
    const bad = { name: "Bad", config: {} };
    const list = write("list.json", [ACTION, bad, "x"]);
    const page = write("page.json", { entities: [bad, ACTION] });
    const attributes = { config_request: { request_type: "GET", request_url_template: "/api/v2/users" } };
    const terraform = write("main.tf.json", {
      resource: { genesyscloud_integration_action: { good: attributes, bad: { name: "x" } } },
    });
    const { calls, unusable } = await readActions([list, page, terraform]);
    expect(calls.map(({ name, source }) => [name, source])).toEqual([
      ["Users", list],
      ["Users", page],
      ["good", terraform],
    ]);
    expect(unusable.map(({ id, where }) => [id, where])).toEqual([
      ["import/not-an-action", `${list}: entry 2 "Bad"`],
      ["import/not-an-action", `${list}: entry 3`],
      ["import/not-an-action", `${page}: entry 1 "Bad"`],
      ["import/not-an-action", `${terraform}: genesyscloud_integration_action "bad"`],
    ]);
  });

  it.each<[string, () => string]>([
    ["an empty directory", () => directory],
    [
      "a directory of other things",
      () => {
        write("package.json", {});
        write("users.ts", "");
        return directory;
      },
    ],
    ["a table with a header only", () => write("a.TSV", "method\turl\n")],
  ])("says that nothing was found in %s", async (_, make) => {
    const path = make();
    const { calls, unusable } = await readActions([path, path]);
    expect(calls).toEqual([]);
    expect(new Set(unusable.map(({ id, where }) => `${id} ${where}`))).toEqual(
      new Set([`import/nothing-found ${path}`]),
    );
  });

  it("refuses what is no file without waiting for it, and says what it is", async () => {
    const pipe = join(directory, "pipe.json");
    execFileSync("mkfifo", [pipe]);
    const large = write("large.json", "");
    truncateSync(large, 3_000_000_000);
    const loop = join(directory, "loop.json");
    symlinkSync(loop, loop);
    const broken = join(directory, "broken.json");
    symlinkSync(join(directory, "nowhere"), broken);
    const below = join(large, "foo");
    const long = join(directory, "x".repeat(5000));
    const good = write("good.custom.json", ACTION);
    const { calls, unusable } = await readActions([
      pipe,
      "/dev/zero",
      large,
      loop,
      broken,
      below,
      long,
      good,
    ]);
    expect(calls).toHaveLength(1);
    expect(unusable.map(({ id, where }) => [id, where])).toEqual([
      ["file/unreadable", pipe],
      ["file/unreadable", "/dev/zero"],
      ["file/unreadable", large],
      ["file/unreadable", loop],
      ["file/missing", broken],
      ["file/missing", below],
      ["file/unreadable", expect.stringMatching(/^.{300,}\.\.\.x+$/)],
    ]);
    expect(unusable.map(({ message }) => message).join("\n")).toMatch(
      /a pipe.*a device.*3,000 MB.*round in a circle.*link to a file that is not there.*no such file.*longer than/s,
    );
    for (const { message, where } of unusable) expect(message).not.toContain(`Did you mean ${where}`);
  });
});

describe("reading a module", () => {
  const broken = async (source: string) => {
    const file = write("broken.cjs", source);
    const { calls, unusable } = await readActions([file]);
    expect(calls).toEqual([]);
    return { file, unusable };
  };

  it.each([
    ["null", "run. null"],
    ["undefined", "run. undefined"],
    ['new TypeError("first\\nhunter2")', "TypeError: first"],
    ["{ toString() { throw 1; } }", "an object"],
  ])("that throws %s names it, and no more than its first line", async (thrown, told) => {
    const { file, unusable } = await broken(`throw ${thrown};`);
    expect(unusable).toMatchObject([{ id: "import/module" }]);
    expect(unusable[0]?.where).toMatch(new RegExp(`^${file}(:1)?$`));
    expect(unusable[0]?.what).toContain(told);
    expect(unusable[0]?.message).not.toContain("hunter2");
  });

  it("of TypeScript says that tsx is missing, and no path of the machine", async () => {
    vi.doMock("tsx/cjs/api", () => {
      throw new Error(
        "Cannot find package 'tsx' imported from /home/me/node_modules/scopelock/dist/module.js",
      );
    });
    try {
      const file = write("action.ts", "export {};");
      const { unusable } = await readActions([file]);
      expect(unusable).toMatchObject([
        { id: "import/module", where: file, what: "TypeScript needs tsx, which is not installed." },
      ]);
      expect(unusable[0]?.message).not.toContain("node_modules");
    } finally {
      vi.doUnmock("tsx/cjs/api");
    }
  });

  // By the command: vitest loads modules in its own way.
  it("names file and line of whatever fails", async () => {
    const action = JSON.stringify(join(ROOT, "src/core/action/data-action"));
    const cases: readonly (readonly [string, string, RegExp])[] = [
      ["syntax.ts", "export const a = 1;\n\nexport const b = { c: ; };\n", /Unexpected ";"/],
      ["syntax.mjs", "export const a = 1;\n\nexport const b = { c: ; };\n", /Unexpected token ';'/],
      ["syntax.cjs", "exports.a = 1;\n\nexports.b = { c: ; };\n", /Unexpected token ';'/],
      [
        "throws.ts",
        "interface A {}\nconst a: unknown = undefined;\n(a as () => void)();\n",
        /TypeError: a is not a function/,
      ],
      ["throws.mjs", "\n\nthrow new RangeError('too far');\n", /RangeError: too far/],
      ["throws.cjs", "\n\nthrow new RangeError('too far');\n", /RangeError: too far/],
      [
        "missing.ts",
        "\n\nimport { q } from './nowhere';\nexport const z = q;\n",
        /Cannot find module '\.\/nowhere'/,
      ],
      ["missing.mjs", "\n\nimport { q } from './nowhere.mjs';\nexport const z = q;\n", /Cannot find module/],
      [
        "package.ts",
        "\n\nimport { q } from 'no-such-package-here';\nexport const z = q;\n",
        /Cannot find module 'no-such-package-here'/,
      ],
      [
        "refused.ts",
        `import { DataAction } from ${action};\n\nexport const a = DataAction.define({ name: "" } as never);\n`,
        /Of data action "": /,
      ],
    ];
    const files = cases.map(([name, source]) => write(name, source));
    const command = start("src/cli/main.ts", ["derive", "--format", "json", ...files], {});
    expect(await command.ended, command.output()).toBe(1);
    const { unusable } = JSON.parse(command.output()) as {
      unusable: { where: string; what: string; why?: string }[];
    };
    expect(unusable.map(({ where }) => where)).toEqual(files.map((file) => `${file}:3`));
    for (const [at, [, , message]] of cases.entries())
      expect(`${unusable[at]?.what} ${unusable[at]?.why}`).toMatch(message);
    expect(command.output()).not.toMatch(/Transform failed|node_modules|undefined/);
  });

  it.each(["module.exports = null", "module.exports = 5", "exports.a = { name: 'x' }"])(
    "finds no action in %s",
    async (source) => {
      expect((await broken(source)).unusable).toMatchObject([{ id: "import/no-actions" }]);
    },
  );

  it.each([
    ['prefer: "x"', /"prefer" is a text/],
    ["permissions: { anyOf: 5 }", /"permissions\.anyOf" is a number/],
    ["problems: [null]", /"problems"/],
  ])("names an export with %s", async (key, told) => {
    const { file, unusable } = await broken(
      `exports.users = { name: "Users", request: { method: "GET", url: "/api/v2/users" }, ${key} };`,
    );
    expect(unusable).toMatchObject([{ id: "import/not-an-action", where: `${file}: export users` }]);
    expect(unusable[0]?.what).toMatch(told);
  });

  it("names the file and the action of a declaration that is refused", async () => {
    const file = write(
      "users.ts",
      `import { DataAction } from ${JSON.stringify(join(ROOT, "src/core/action/data-action"))};
       export const users = DataAction.define({ name: "Look up", input: { type: "object" }, output: {},
         request: { method: "FETCH" as "GET", url: "/api/v2/users" } });`,
    );
    const { unusable } = await readActions([file]);
    expect(unusable).toMatchObject([{ id: "action/method", where: `${file}:2` }]);
    expect(unusable[0]?.what).toContain('data action "Look up"');
  });
});
