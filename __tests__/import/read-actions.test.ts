import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readActions } from "../../src/import/read-actions";
import { ROOT } from "../process";

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

  it("runs a module that is named, and not one that it finds", async () => {
    const file = write(
      "users.ts",
      `import { DataAction } from ${JSON.stringify(join(ROOT, "src/core/data-action"))};
       const users: DataAction = DataAction.define({ name: "Users of TypeScript", input: { type: "object" }, output: {},
         request: { method: "GET", url: "/api/v2/users" } });
       export { users, users as default }; export const number = 1;`,
    );
    expect(await names(file)).toEqual(["Users of TypeScript"]);
    const { calls, skipped } = await readActions([directory]);
    expect(calls).toEqual([]);
    expect(skipped).toEqual([{ source: file, reason: "it is run only when it is named itself" }]);
  });

  it("leaves JSON alone that is something else, unless it is named or says that it is an action", async () => {
    const other = write("package.json", { name: "x" });
    const broken = write("x.custom.json", { name: "x" });
    const { unusable, skipped } = await readActions([directory]);
    expect(skipped).toEqual([{ source: other, reason: "it is JSON, and no data action" }]);
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
      ["import/module", throwing],
      ["import/no-actions", empty],
      ["import/table", table],
    ]);
  });
});
