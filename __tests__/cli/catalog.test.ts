import { existsSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { clock } from "../../src/cli/day";
import { loadCatalog } from "../../src/cli/load-catalog";
import type { CatalogData, StoredOperation } from "../../src/core/catalog/data";
import { renderCatalog } from "../../src/core/catalog/data";
import { EMBEDDED } from "../../src/core/catalog/embedded";
import { plusDays } from "../../src/core/diagnostic";
import { documentOf } from "../core/catalog/document";
import { refusal } from "../core/errors";
import { start } from "../process";
import { sdkClass, sdkFiles, sdkMethod, writePacked, writeUnpacked } from "../sdk/package";
import { catalogFiles, run } from "./catalog-command";

const { path, write, left } = catalogFiles();

/** What of the embedded catalogue an OpenAPI document could say: there, nothing is unknown. */
const KNOWN = { operations: EMBEDDED.operations.filter(([, , mode]) => mode !== "unknown") };

const users: StoredOperation = ["GET", "/api/v2/users", "any", ["directory:user:view"], [], "getUsers"];
const user: StoredOperation = [
  "GET",
  "/api/v2/users/{userId}",
  "any",
  ["directory:user:view", "directory:user:edit"],
  [],
  "getUser",
];
const userNow: StoredOperation = [
  "GET",
  "/api/v2/users/{userId}",
  "all",
  ["directory:user:view", "directory:userProfile:view"],
  ["deprecated"],
  "getUser",
  ["users"],
];
const groups: StoredOperation = ["GET", "/api/v2/groups", "none", [], ["preview"], "getGroups"];
const file = (name: string, ...operations: StoredOperation[]) =>
  write(name, renderCatalog({ ...EMBEDDED, operations }));

describe("scopelock catalog refresh", () => {
  const document = (operations: readonly StoredOperation[] = [users, user]) =>
    documentOf({ source: "PureCloud Platform API", version: "v2", operations });

  it("writes a catalogue, an operation a line, and says on standard error what it holds", async () => {
    const openapi = write("openapi.json", document([groups, userNow, users]));
    const { code, out, err } = await run([
      "refresh",
      openapi,
      "--output",
      path("catalog.json"),
      "--date",
      "2026-11-25",
    ]);
    expect([code, out]).toEqual([0, ""]);
    expect(err).toMatch(
      /PureCloud Platform API v2: 3 operations, 2 with permissions, 1 with OAuth scopes; no problems/,
    );
    const text = readFileSync(path("catalog.json"), "utf8");
    for (const operation of [groups, users, userNow])
      expect(text.split("\n").map((line) => line.replace(/,$/, ""))).toContain(JSON.stringify(operation));
    expect(loadCatalog(path("catalog.json"))).toMatchObject({
      source: "PureCloud Platform API",
      version: "v2",
      date: "2026-11-25",
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(left()).toEqual(["catalog.json", "openapi.json"]);
  });

  it("gives the same bytes for the same document", async () => {
    write("a.json", document());
    write("b.json", document());
    await run(["refresh", path("a.json"), "--output", path("1.json")]);
    await run(["refresh", path("b.json"), "--output", path("2.json")]);
    expect(readFileSync(path("1.json"), "utf8")).toBe(readFileSync(path("2.json"), "utf8"));
  });

  it("leaves out what it cannot read, names it, and exits with 2", async () => {
    const broken: StoredOperation = ["GET", "/api/v2/broken", "any", ["a:b"], [], "getBroken"];
    const openapi = write("openapi.json", document([users, broken]));
    const { code, err } = await run(["refresh", openapi, "--output", path("catalog.json")]);
    expect(code).toBe(2);
    expect(err).toMatch(/error: GET \/api\/v2\/broken: "a:b" is neither.*left out/);
    expect(err).toContain("1 error");
    expect(loadCatalog(path("catalog.json")).operations.map(({ id }) => id)).toEqual(["GET /api/v2/users"]);
  });

  it.each([
    ["a truncated document", JSON.stringify(document()).slice(0, -9), "file/truncated"],
    ["an empty file", "", "file/truncated"],
    ["a saved web page", "<html></html>", "file/json"],
    ["a trailing comma", '{"swagger": "2.0",\n}', "file/json"],
    ["a document of another kind", "{}", "openapi/unknown"],
    ["a catalogue", renderCatalog({ ...EMBEDDED, operations: [users] }), "openapi/unknown"],
    ["a document without operations", { swagger: "2.0", paths: {} }, "openapi/no-operations"],
    [
      "a document whose operations cannot be read",
      { swagger: "2.0", paths: { "/api/v2/x": { get: 1 } } },
      "openapi/no-operations",
    ],
    ["a document with another version", { swagger: 2 }, "openapi/unknown"],
    ["a catalogue without operations", { operations: [] }, "openapi/unknown"],
  ])("refuses %s, and loses nothing", async (_, content, id) => {
    const openapi = write("openapi.json", content);
    const output = write("catalog.json", "what was there");
    const { code, err } = await run(["refresh", openapi, "--output", output]);
    expect(code).toBe(1);
    expect(err).toContain(`[${id}]`);
    expect(err).toMatch(/^ {2}where: \S+openapi\.json.*\n {2}why: {3}\S.*\n {2}fix: {3}\S/m);
    expect(readFileSync(output, "utf8")).toBe("what was there");
    expect(left()).toEqual(["catalog.json", "openapi.json"]);
  });

  it.each([
    [{ swagger: 2 }, /"swagger" is 2, not the text of a version/],
    [{ operations: [] }, /it is a catalogue[\s\S]*--catalog/],
    [{}, /neither "swagger" nor "openapi"/],
  ])("names why %j is not a document", async (content, expected) => {
    expect((await run(["refresh", write("openapi.json", content)])).err).toMatch(expected);
  });

  it("refuses a package of an SDK without a call, and names what it read", async () => {
    const sdk = path("sdk");
    writeUnpacked(sdk, sdkFiles({ "UsersApi.js": sdkClass("UsersApi") }));
    const { code, err } = await run(["refresh", sdk]);
    expect([code, err]).toEqual([1, expect.stringContaining("1 file of it was read. [sdk/no-operations]")]);
    expect(err).toMatch(/where: \S+sdk\n {2}why: {3}\S/);
  });

  it("takes a date up to the day that has begun somewhere on Earth", async () => {
    const openapi = write("openapi.json", document());
    const inDays = (days: number) => plusDays(clock(), days);
    const refresh = (date: string) => run(["refresh", openapi, "--output", path("c.json"), "--date", date]);
    for (const date of ["2015-01-01", inDays(0), inDays(1)]) expect((await refresh(date)).code).toBe(0);
    for (const date of [inDays(3), "2999-01-01", "9999-12-31"]) {
      const { code, err } = await refresh(date);
      expect([code, err]).toEqual([
        1,
        expect.stringContaining(`"${date}" is in the future. [catalog/source-date]`),
      ]);
    }
  });

  it("never shows what is in a file that is not JSON", async () => {
    const { err } = await run(["refresh", write("wrong.env", "hunter2=hunter2")]);
    expect(err).toContain("file/json");
    expect(err).not.toContain("hunter2");
  });

  it("does not write over its own document, nor into a directory that is not there", async () => {
    const openapi = write("openapi.json", document());
    symlinkSync(openapi, path("link.json"));
    expect((await run(["refresh", openapi, "--output", path("link.json")])).err).toContain("catalog/output");
    const nowhere = await run(["refresh", openapi, "--output", path("nowhere/catalog.json")]);
    expect(nowhere.err).toContain("file/unwritable");
    mkdirSync(path("directory"));
    const directory = await run(["refresh", openapi, "--output", path("directory")]);
    expect(directory).toMatchObject({ code: 1, err: expect.stringContaining("file/unwritable") });
    expect(left()).toEqual(["directory", "link.json", "openapi.json"]);
  });

  it("refuses a date that is none", async () => {
    const openapi = write("openapi.json", document());
    expect((await run(["refresh", openapi, "--date", "yesterday"])).err).toContain("catalog/source-date");
  });

  it("asks for the file that was meant", async () => {
    const openapi = write("openapi.json", document());
    const { code, err } = await run(["refresh", path("openapy.json")]);
    expect(code).toBe(1);
    expect(err).toContain(`Did you mean ${openapi}?`);
    expect((await run(["refresh", path("nothing-like-it")])).err).not.toContain("Did you mean");
    expect((await run(["refresh", path("")])).err).toContain("it is a directory");
  });
});

describe("scopelock catalog refresh, of the SDK's npm package", () => {
  const sdk = (...operations: StoredOperation[]) =>
    sdkFiles({ "UsersApi.js": sdkClass("UsersApi", ...operations.map(sdkMethod)) });
  /** Refreshes what a catalogue of `users` and `user` says; the older is in `older.json`. */
  const refreshed = (source: string, ...args: string[]) =>
    run([
      "refresh",
      source,
      "--catalog",
      file("older.json", users, userNow),
      "--output",
      path("catalog.json"),
      ...args,
    ]);
  const written = () => JSON.parse(readFileSync(path("catalog.json"), "utf8")) as CatalogData;
  const { operations: _, kept: __, ...origin } = EMBEDDED;

  it("takes operations and flags from it, keeps the rest, and marks where that is from", async () => {
    const source = writePacked(path("sdk.tgz"), sdk(groups, userNow));
    const { code, out, err } = await refreshed(source, "--date", "2026-11-25");
    expect([code, out]).toEqual([0, ""]);
    const { operations, ...about } = written();
    expect(about).toEqual({
      source: "JavaScript SDK, npm package purecloud-platform-client-v2",
      version: "4.5.6",
      date: "2026-11-25",
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      kept: EMBEDDED.kept ?? origin,
    });
    expect(operations).toEqual([["GET", "/api/v2/groups", "unknown", [], ["preview"], "getGroups"], userNow]);
    expect(err).toContain("2 operations, 1 with permissions, 1 of unknown requirement, 1 with OAuth scopes");
    expect(err).toMatch(/kept from public API reference.* 259\.0\.0 \(2026-08-15\).*\[catalog\/kept\]/);
    expect(err).toMatch(/1 operation is unknown.*: GET \/api\/v2\/groups \[catalog\/requirement-unknown\]/);
    expect(err).toMatch(/1 operation .*gone.*: GET \/api\/v2\/users \[catalog\/operation-gone\]/);
    expect((await run(["validate", path("catalog.json")])).code).toBe(0);
    const { out: differing } = await run(["diff", path("older.json"), path("catalog.json")]);
    expect(differing).toContain("+ GET /api/v2/groups: requirement unknown");
    expect(differing).toContain("- GET /api/v2/users: directory:user:view");
    expect(differing).toContain("2 operations; what they require: public API reference");
  });

  it("writes the same bytes of the package packed and unpacked, and of the same again", async () => {
    await refreshed(writePacked(path("sdk.tgz"), sdk(groups, users)));
    const first = readFileSync(path("catalog.json"), "utf8");
    await refreshed(writeUnpacked(path("sdk"), sdk(groups, users)));
    expect(readFileSync(path("catalog.json"), "utf8")).toBe(first);
    await run(["refresh", path("sdk"), "--catalog", path("catalog.json"), "--output", path("again.json")]);
    expect(readFileSync(path("again.json"), "utf8")).toBe(first);
  });

  it("keeps from the embedded catalogue when no other is named", async () => {
    const source = writePacked(path("sdk.tgz"), sdk(users));
    await run(["refresh", source, "--output", path("catalog.json")]);
    const [, , mode, permissions] =
      EMBEDDED.operations.find(([method, path]) => `${method} ${path}` === "GET /api/v2/users") ?? [];
    expect(written().operations.map((each) => each.slice(0, 4))).toEqual([
      ["GET", "/api/v2/users", mode, permissions],
    ]);
  });

  it("leaves out a call that it cannot read, names it, and exits with 2", async () => {
    const [name, text] = [
      "src/purecloud-platform-client-v2/api/UsersApi.js",
      sdkClass("UsersApi", sdkMethod(users), sdkMethod(groups)),
    ];
    const { code, err } = await refreshed(
      writePacked(path("sdk.tgz"), { ...sdk(), [name]: text.replace("'/api/v2/groups'", "groups") }),
    );
    expect(code).toBe(2);
    expect(err).toMatch(/error: UsersApi\.js, getGroups: .*left out.*\[sdk\/call\]/);
    expect(written().operations.map(([, path]) => path)).toEqual(["/api/v2/users"]);
  });

  it("refuses another package, and loses nothing", async () => {
    const output = write("catalog.json", "what was there");
    const source = writePacked(path("x.tgz"), { "package.json": '{"name": "left-pad", "version": "1.0.0"}' });
    const { code, err } = await refreshed(source);
    expect(code).toBe(1);
    expect(err).toContain("[sdk/package]");
    expect(readFileSync(output, "utf8")).toBe("what was there");
  });

  it("refuses an older catalogue that cannot be used", async () => {
    const source = writePacked(path("sdk.tgz"), sdk(users));
    const { code, err } = await run(["refresh", source, "--catalog", write("broken.json", "{}")]);
    expect([code, err]).toEqual([1, expect.stringContaining("[catalog/invalid]")]);
  });

  it("says of a source without a day that nobody is told when it gets old", async () => {
    const source = writePacked(path("sdk.tgz"), sdk(users));
    expect((await refreshed(source)).err).toContain("[catalog/undated]");
    expect((await refreshed(source, "--date", "2026-11-25")).err).not.toContain("[catalog/undated]");
  });
});

describe("scopelock catalog refresh, of an OpenAPI document that names no permission of any operation", () => {
  it("keeps these as of a package, and scopes where it names none", async () => {
    const plain: StoredOperation = ["GET", "/api/v2/users/{id}", "none", [], [], "getUser"];
    const scoped: StoredOperation = ["GET", "/api/v2/users", "none", [], [], "getUsers", ["users:readonly"]];
    const openapi = write(
      "openapi.json",
      documentOf({ source: "An API", version: "v2", operations: [groups, scoped, plain] }),
    );
    const older = file("older.json", users, userNow);
    const { code, err } = await run([
      "refresh",
      openapi,
      "--catalog",
      older,
      "--output",
      path("catalog.json"),
    ]);
    expect(code).toBe(0);
    expect(err).toContain("[catalog/kept]");
    const { kept, operations } = JSON.parse(readFileSync(path("catalog.json"), "utf8"));
    expect(kept).toEqual(EMBEDDED.kept);
    expect(operations.map((each: StoredOperation) => each.slice(2))).toEqual([
      ["unknown", [], ["preview"], "getGroups"],
      ["any", ["directory:user:view"], [], "getUsers", ["users:readonly"]],
      ["all", ["directory:user:view", "directory:userProfile:view"], [], "getUser", ["users"]],
    ]);
  });
});

describe("scopelock catalog diff", () => {
  const exported = (name: string, url: string) => ({
    name,
    config: { request: { requestType: "GET", requestUrlTemplate: url } },
  });
  const compared = (...args: string[]) => {
    write("get-user.json", exported("Get | user", "/api/v2/users/${input.id}"));
    write("list-users.json", exported("List users", "/api/v2/users"));
    return run([
      "diff",
      file("a.json", users, user),
      file("b.json", groups, users, userNow),
      ...args.map((arg) => (arg.endsWith(".json") ? path(arg) : arg)),
    ]);
  };

  it("finds nothing between a catalogue and itself", async () => {
    const { code, out } = await run(["diff", "embedded", write("same.json", renderCatalog(EMBEDDED))]);
    expect(code).toBe(0);
    expect(out).toContain("No differences.");
  });

  it("says what differs, and exits with 0 when no action was given, or none is affected", async () => {
    const { code, out } = await compared();
    expect(code).toBe(0);
    expect(out).toContain("+ GET /api/v2/groups: no permission");
    expect(out).toContain("~ GET /api/v2/users/{userId}");
    expect(out).toContain("permissions: + directory:userProfile:view  - directory:user:edit");
    expect(out).toContain("flags: + deprecated");
    expect(out).toContain("1 added, 0 removed, 1 changed.");
    const unaffected = await compared("list-users.json");
    expect(unaffected.code).toBe(0);
    expect(unaffected.out).toContain("0 of 1 action affected.");
  });

  it("names the affected actions, and exits with 2", async () => {
    const { code, out } = await compared("get-user.json", "list-users.json");
    expect(code).toBe(2);
    expect(out).toContain(`! Get | user (${path("get-user.json")}): GET /api/v2/users/\${input.id}`);
    expect(out).toMatch(/before: .*any of directory:user:view, directory:user:edit/);
    expect(out).toMatch(/after: .*all of directory:user:view, directory:userProfile:view, deprecated/);
    expect(out).toContain("1 of 2 actions affected.");
  });

  it("prints JSON", async () => {
    const { code, out } = await compared("get-user.json", "--format", "json");
    expect(code).toBe(2);
    const before = {
      operation: "GET /api/v2/users/{userId}",
      requires: { mode: "any", permissions: ["directory:user:view", "directory:user:edit"] },
      flags: [],
      scopes: null,
    };
    const after = {
      operation: "GET /api/v2/users/{userId}",
      requires: { mode: "all", permissions: ["directory:user:view", "directory:userProfile:view"] },
      flags: ["deprecated"],
      scopes: ["users"],
    };
    const { source, version, date, sha256, kept } = EMBEDDED;
    expect(JSON.parse(out)).toEqual({
      from: { file: path("a.json"), source, version, date, sha256, operations: 2, kept },
      to: { file: path("b.json"), source, version, date, sha256, operations: 3, kept },
      added: [
        {
          operation: "GET /api/v2/groups",
          requires: { mode: "none", permissions: [] },
          flags: ["preview"],
          scopes: null,
        },
      ],
      removed: [],
      changed: [
        {
          operation: "GET /api/v2/users/{userId}",
          before,
          after,
          permissions: { added: ["directory:userProfile:view"], removed: ["directory:user:edit"] },
          flags: { added: ["deprecated"], removed: [] },
          scopes: { added: [], removed: [] },
        },
      ],
      permissions: { added: ["directory:userProfile:view"], removed: ["directory:user:edit"] },
      checked: 1,
      affected: [
        {
          name: "Get | user",
          source: path("get-user.json"),
          method: "GET",
          url: "/api/v2/users/${input.id}",
          before,
          after,
        },
      ],
    });
  });

  it("prints tables whose cells are closed, whatever an action is called", async () => {
    const { out } = await compared("get-user.json", "--format", "markdown");
    const row = out.split("\n").find((line) => line.includes("get-user.json"));
    expect(row).toContain("Get \\| user");
    expect(row?.replaceAll("\\|", "").split("|")).toHaveLength(7);
  });

  it("refuses actions that it cannot read: a comparison that leaves some out would mislead", async () => {
    const { code, err } = await compared("nowhere.json");
    expect([code, err]).toEqual([1, expect.stringContaining("file/missing")]);
  });
});

describe("scopelock catalog validate", () => {
  it("finds nothing wrong with the embedded catalogue", async () => {
    const { code, out } = await run(["validate"]);
    expect([code, out]).toEqual([0, "embedded: 3,315 operations, no problems\n"]);
  });

  it("names everything that is wrong, and exits with 2", async () => {
    const wrong: CatalogData = {
      ...EMBEDDED,
      sha256: "abc",
      operations: [["GTE", "/x\u001b[31m", "any", ["a:b"], [], "x"]],
    };
    const { code, out } = await run(["validate", write("wrong.json", wrong)]);
    expect(code).toBe(2);
    for (const id of ["hash", "method", "path", "permission"]) expect(out).toContain(`[catalog/${id}]`);
    expect(out).not.toContain("\u001b");

    const json = await run(["validate", path("wrong.json"), "--format", "json"]);
    expect(json.code).toBe(2);
    const { catalog, problems } = JSON.parse(json.out);
    expect(catalog).toEqual({ source: EMBEDDED.source, version: EMBEDDED.version, operations: 1 });
    expect(problems[0]).toEqual({
      id: "catalog/hash",
      severity: "error",
      what: expect.stringContaining('"abc"'),
      fix: expect.any(String),
    });
  });

  it("names the line of each operation that is wrong, however the file is written", async () => {
    const data = {
      ...EMBEDDED,
      operations: [users, groups, users.with(3, ["routing:*:view"]).with(1, "/api/v2/x")],
    };
    const texts = [renderCatalog(data as never), JSON.stringify(data), JSON.stringify(data, null, 2)];
    for (const text of texts) {
      const at = text.slice(0, text.indexOf('"GET"', text.indexOf("/api/v2/groups"))).split("\n");
      const line = at.length - (at.at(-1)?.trim() === "" ? 1 : 0);
      const { out } = await run(["validate", write("wrong.json", text)]);
      expect(out).toContain(
        `error: line ${line}, operations[2] (GET /api/v2/x): "routing:*:view" is neither`,
      );
    }
  });

  it("says what to make of an OpenAPI document", async () => {
    const { code, out } = await run(["validate", write("openapi.json", { swagger: "2.0" })]);
    expect(code).toBe(2);
    expect(out).toContain("scopelock catalog refresh");
  });

  it("refuses a file that is not there", async () => {
    expect((await run(["validate", path("catalog.json")])).code).toBe(1);
  });
});

describe("a command's catalogue", () => {
  it("is the embedded one by default", () => {
    expect(loadCatalog(undefined)).toBe(loadCatalog("embedded"));
  });

  it("is refused with its errors when it is wrong; there may be warnings", () => {
    expect(loadCatalog(file("part.json", users)).operations).toHaveLength(1);
    const wrong = file("wrong.json", ...Array<StoredOperation>(12).fill(users));
    const { id, what, where } = refusal(() => loadCatalog(wrong));
    expect([id, where]).toEqual(["catalog/invalid", wrong]);
    expect(what).toContain("GET /api/v2/users is there twice");
    expect(what).toContain("And 1 more.");
  });
});

describe("the program", () => {
  const program = async (...args: string[]) => {
    const { ended, output } = start("src/cli/main.ts", ["catalog", ...args], {});
    return { code: await ended, output: output() };
  };

  it("writes, checks and compares, and refuses without a stack trace", async () => {
    const openapi = write("openapi.json", documentOf({ ...EMBEDDED, ...KNOWN, version: "v2" }));
    const output = path("catalog.json");
    expect(await program("refresh", openapi, "--output", output)).toMatchObject({ code: 0 });
    expect(existsSync(output)).toBe(true);
    const known = write("known.json", renderCatalog({ ...EMBEDDED, ...KNOWN }));
    expect((await program("diff", known, output)).output).toContain("No differences.");
    const refused = await program("validate", path("catalogue.json"));
    expect(refused.code).toBe(1);
    expect(refused.output).toContain("Did you mean");
    expect(refused.output).not.toMatch(/^\s+at /m);
    expect((await program("refresh", "--help")).output).toContain("Exit codes:");
  }, 30_000);
});
