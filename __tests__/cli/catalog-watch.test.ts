import { truncateSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type CatalogData, renderCatalog, type StoredOperation } from "../../src/core/catalog/data";
import { EMBEDDED } from "../../src/core/catalog/embedded";
import { documentOf } from "../core/catalog/document";
import { RECORDED } from "../core/catalog/recorded-changes";
import {
  pythonClass,
  pythonFiles,
  pythonMethod,
  sdkClass,
  sdkFiles,
  sdkMethod,
  writePacked,
  writeUnpacked,
  writeWheel,
} from "../sdk/package";
import { catalogFiles, run } from "./catalog-command";

const { path, write } = catalogFiles();
const watch = (...args: readonly string[]) => run(["watch", ...args]);

const user: StoredOperation = [
  "GET",
  "/api/v2/users/{userId}",
  "any",
  ["directory:user:view"],
  [],
  "getUser",
];
const skills: StoredOperation = ["GET", "/api/v2/routing/skills", "none", [], [], "getRoutingSkills"];
const profiles: StoredOperation = ["GET", "/api/v2/profiles/users", "none", [], [], "getProfilesUsers"];
/** Two permissions in place of the one, and deprecated. */
const userNow: StoredOperation = [
  "GET",
  "/api/v2/users/{id}",
  "all",
  ["directory:userName:view", "directory:userProfile:view"],
  ["deprecated"],
  "getUser",
];
const skillsNow = skills.with(2, "any").with(3, ["routing:skill:view"]) as unknown as StoredOperation;

const origin = { source: "a reference", version: "1.0.0", date: "2026-01-01", sha256: "a".repeat(64) };
const catalog = (operations: readonly StoredOperation[], about: Partial<CatalogData> = {}) =>
  renderCatalog({ ...origin, ...about, operations });
const older = () => write("older.json", catalog([user, skills, profiles]));
const newer = (...operations: StoredOperation[]) =>
  write("newer.json", catalog(operations, { version: "1.1.0", date: "2026-02-01", sha256: "b".repeat(64) }));

const exported = (name: string, url: string) => ({
  name,
  config: { request: { requestType: "GET", requestUrlTemplate: url } },
});
const getUser = (name = "Get user") =>
  write("get-user.custom.json", exported(name, "/api/v2/users/${input.id}"));
const getSkills = () => write("skills.custom.json", exported("Skills", "/api/v2/routing/skills"));

describe("scopelock catalog watch", () => {
  it("names the actions that change, what the role lacks and holds for nothing, and the permission that was split", async () => {
    const { code, out } = await watch(
      newer(userNow, skills, profiles),
      getUser(),
      getSkills(),
      "--catalog",
      older(),
    );
    expect(code).toBe(2);
    expect(out.split("\n\n").slice(1)).toEqual([
      [
        "The role of the actions, 2 actions",
        "  breaks, it lacks directory:userName:view, directory:userProfile:view",
        "  holds what no action needs any more: directory:user:view",
        "  directory:user:view is split: directory:userName:view, directory:userProfile:view open 1 operation, and no operation accepts it any more",
        `  breaks, deprecated: Get user (${path("get-user.custom.json")}): GET /api/v2/users/\${input.id}`,
        "      before: GET /api/v2/users/{userId}: directory:user:view",
        "      after:  GET /api/v2/users/{id}: all of directory:userName:view, directory:userProfile:view, deprecated",
      ].join("\n"),
      "1 role breaks. The newer catalogue has something new for 1 of 2 actions.\n",
    ]);
  });

  it("prints JSON of a format", async () => {
    const { code, out } = await watch(
      newer(userNow, skillsNow),
      getUser(),
      getSkills(),
      "--catalog",
      older(),
      "--format",
      "json",
    );
    expect(code).toBe(2);
    const report = JSON.parse(out);
    expect(report).toMatchObject({
      scopelock: "catalog-watch",
      format: 1,
      from: { file: path("older.json"), version: "1.0.0", operations: 3 },
      to: { file: path("newer.json"), version: "1.1.0", operations: 2 },
      compared: { operations: true, deprecation: true, requirements: true, age: true },
      checked: 2,
      problems: [],
      notCompared: [],
      failed: ["breaks"],
    });
    expect(report.roles).toEqual([
      {
        role: null,
        actions: 2,
        held: ["directory:user:view"],
        breaks: true,
        missing: ["directory:userName:view", "directory:userProfile:view", "routing:skill:view"],
        surplus: ["directory:user:view"],
        changes: [
          expect.objectContaining({ name: "Get user", kinds: ["breaks", "deprecated"] }),
          {
            name: "Skills",
            source: path("skills.custom.json"),
            method: "GET",
            url: "/api/v2/routing/skills",
            kinds: ["breaks"],
            before: {
              operation: "GET /api/v2/routing/skills",
              requires: { mode: "none", permissions: [] },
              flags: [],
              scopes: null,
            },
            after: {
              operation: "GET /api/v2/routing/skills",
              requires: { mode: "any", permissions: ["routing:skill:view"] },
              flags: [],
              scopes: null,
            },
            chosen: ["routing:skill:view"],
            problems: [],
          },
        ],
        splits: [
          {
            permission: "directory:user:view",
            into: ["directory:userName:view", "directory:userProfile:view"],
            operations: ["GET /api/v2/users/{id}"],
            gone: true,
          },
        ],
      },
    ]);
  });

  it("prints a comment in which nothing that people wrote is markup", async () => {
    const hostile = "x](http://evil.example) <img src=x> @team | `a` **b**\u202e\n# heading";
    const { out } = await watch(
      newer(userNow),
      getUser(hostile),
      "--catalog",
      older(),
      "--format",
      "markdown",
    );
    expect(out).toMatch(/^\*\*1 role breaks\\?\. The newer catalogue has something new for 1 of 1 action/);
    const [row = "", ...more] = out.split("\n").filter((line) => line.includes("evil"));
    expect(more).toEqual([]);
    expect(row.replaceAll("\\|", "").split("|")).toHaveLength(8);
    expect(row).toContain("**breaks**, deprecated");
    for (const markup of ["<img", "@team", " **b**", "\u202e"]) expect(out).not.toContain(markup);
    expect(out).not.toMatch(/(?<!\\)\]\(/);
    expect(out).not.toMatch(/^# /m);
  });

  it("takes the role of an integration from the stack that was synthesized, and what it grants", async () => {
    const output = { "phone-lookup": "x" };
    const integration = {
      environment: "prod",
      id: "contacts",
      name: "contacts",
      mount: { path: "kv", managed: false },
      generation: 1,
      readerPolicies: [],
      readerRoles: [],
      permissions: ["directory:user:view", "directory:userName:view", "directory:userProfile:view"],
      catalog: "1.0.0",
      actions: [
        {
          name: "Get user",
          request: { method: "GET", url: "/api/v2/users/${input.id}" },
          permissions: ["directory:user:view"],
          alternatives: [],
        },
      ],
      staticActions: [
        { name: "Find queue", permissions: ["routing:queue:view"], alternatives: [] },
        {
          name: "Find user",
          request: { method: "GET", url: "/api/v2/users/7" },
          permissions: ["directory:user:view"],
          alternatives: [],
        },
      ],
      divisions: [],
      role: { lookup: "owned" },
    };
    const action = (name: string, url: string) => ({
      name,
      config_request: { request_type: "GET", request_url_template: url.replace("${", "$${") },
    });
    write("cdk.tf.json", {
      "//": { scopelock: { integrations: { contacts: JSON.stringify(integration) } } },
      output,
      resource: {
        genesyscloud_integration_action: {
          user: action("Get user", "/api/v2/users/${input.id}"),
          own: action("By hand", "/api/v2/users/${input.id}"),
        },
      },
    });
    const args = [newer(userNow), path("cdk.tf.json"), "--catalog", older(), "--format", "json"];
    const { code, out } = await watch(...args);
    expect(code).toBe(2);
    expect(JSON.parse(out).notCompared).toEqual([
      { source: "prod/contacts", reason: expect.stringContaining('static action "Find queue"') },
    ]);
    const roles = JSON.parse(out).roles as {
      role: string;
      breaks: boolean;
      changes: { kinds: string[] }[];
    }[];
    expect(
      roles.map(({ role, breaks, changes }) => [role, breaks, changes.map(({ kinds }) => kinds)]),
    ).toEqual([
      // It holds more than the least.
      // Its static action that names a request is compared, too.
      [
        "prod/contacts",
        false,
        [
          ["deprecated", "changed"],
          ["deprecated", "changed"],
        ],
      ],
      [null, true, [["breaks", "deprecated"]]],
    ]);
  });

  it("reads every form of what Genesys publishes, and states what it did not compare", async () => {
    const api = { "UsersApi.js": sdkClass("UsersApi", ...[userNow, profiles].map(sdkMethod)) };
    const python = { "users_api.py": pythonClass("UsersApi", ...[userNow, profiles].map(pythonMethod)) };
    const project = [getUser(), getSkills(), "--catalog", older(), "--format", "json"];
    for (const source of [
      writePacked(path("sdk.tgz"), sdkFiles(api)),
      writeUnpacked(path("sdk"), sdkFiles(api)),
      writeWheel(path("sdk.whl"), pythonFiles(python)),
      writeUnpacked(path("python"), pythonFiles(python)),
      write(
        "plain.json",
        documentOf({
          ...origin,
          source: "API",
          operations: [profiles, userNow.with(2, "none").with(3, []) as never],
        }),
      ),
    ]) {
      const { code, out } = await watch(source, ...project);
      expect(code, source).toBe(2);
      const { compared, roles, failed } = JSON.parse(out);
      expect(compared).toEqual({ operations: true, deprecation: true, requirements: false, age: false });
      expect(failed).toEqual(["removed"]);
      expect(roles[0].changes.map(({ kinds }: { kinds: unknown }) => kinds)).toEqual([
        ["deprecated"],
        ["removed"],
      ]);
    }
    const openapi = write("openapi.json", documentOf({ ...origin, operations: [userNow, skills] }));
    const { out } = await watch(openapi, ...project, "--date", "2026-02-01");
    expect(JSON.parse(out)).toMatchObject({
      compared: { requirements: true, age: true },
      roles: [{ changes: [{ kinds: ["breaks", "deprecated"] }] }],
    });
  });

  it("never reports that nothing is new where it did not look", async () => {
    const source = writePacked(
      path("sdk.tgz"),
      sdkFiles({ "UsersApi.js": sdkClass("UsersApi", sdkMethod(user)) }),
    );
    for (const format of ["text", "markdown"]) {
      const { code, out } = await watch(source, getUser(), "--catalog", older(), "--format", format);
      expect(code).toBe(0);
      expect(out).toContain("What their operations require was not compared");
      expect(out).toContain("what operations require: both catalogues have it from a reference 1.0.0");
      expect(out).toContain("which of the two catalogues is newer");
      expect(out).not.toContain("requires what it required");
    }
    const failed = await watch(source, getUser(), "--catalog", older(), "--fail-on", "uncompared");
    expect(failed.code).toBe(2);
  });

  it("names a file of the project that was not read", async () => {
    write("other.ts", "export const x = 1;");
    getUser();
    const { out } = await watch(newer(user), path(""), "--catalog", older());
    expect(out).toMatch(/Not compared\n(.*\n)*.*other\.ts/);
  });
});

describe("a comment", () => {
  it("is never longer than GitHub takes, whatever a project has, and names what it leaves out", async () => {
    for (const [actions, letters] of [
      [5, 5],
      [400, 50],
      [3, 20_000],
      [2000, 200],
    ] as const) {
      const exports = Array.from({ length: actions }, (_, at) =>
        exported(`${at} ${"@|*".repeat(letters / 5)}`, "/api/v2/users/${input.id}"),
      );
      const file = write("actions.json", exports);
      const args = [newer(userNow), file, "--catalog", older(), "--format"];
      const { out } = await watch(...args, "markdown");
      expect(out.length).toBeLessThanOrEqual(65_536 + 1);
      expect(out).toMatch(/^\*\*1 role breaks\. /);
      const leftOut = out.includes("> Left out, for the length of a comment: all but the first");
      expect(leftOut).toBe(actions > 5 || letters > 5);
      expect((await watch(...args, "text")).out).toContain(`${actions - 1} @|*`);
    }
  });
});

describe("--date", () => {
  const sources = (date: string) => ({
    catalogue: write("c.json", catalog([user], { date, version: "1.1.0" })),
    ...(date === "2026-09-16" && { embedded: "embedded" }),
  });
  it("is the day of a source that has none", async () => {
    for (const source of Object.values(sources(""))) {
      const { out } = await watch(source, getUser(), "--catalog", older(), "--date", "2026-02-03");
      expect(out).toContain("(2026-02-03)");
    }
  });

  it("is refused for a source that has its own, and never left aside", async () => {
    for (const source of Object.values(sources("2026-09-16"))) {
      const { code, err } = await watch(source, getUser(), "--catalog", older(), "--date", "2026-02-03");
      expect([code, err]).toEqual([
        1,
        expect.stringMatching(/its own, 2026-09-16. \[catalog\/source-date\]/),
      ]);
    }
  });

  it.each(["2999-01-01", "yesterday"])("%s is refused for every source", async (date) => {
    for (const source of [...Object.values(sources("")), "embedded", path("nowhere.json")]) {
      const { code, err } = await watch(source, getUser(), "--catalog", older(), "--date", date);
      expect([code, err]).toEqual([1, expect.stringContaining(`"${date}" is`)]);
    }
  });
});

describe("--fail-on", () => {
  const deprecated = user.with(4, ["deprecated"]) as unknown as StoredOperation;
  it.each<[string, StoredOperation[], string, number]>([
    ["breaks", [userNow], "breaks", 2],
    ["breaks", [deprecated], "breaks", 0],
    ["removed", [skills], "removed", 2],
    ["deprecated", [deprecated], "breaks, deprecated", 2],
    ["split", [userNow], "split", 2],
    ["changed", [user.with(3, ["directory:user:view", "x:y:view"]) as never], "changed", 2],
    ["unknown", [user.with(2, "unknown").with(3, []) as never], "unknown", 2],
    ["none", [userNow], "none", 0],
  ])("%s", async (_, operations, failOn, expected) => {
    const { code } = await watch(newer(...operations), getUser(), "--catalog", older(), "--fail-on", failOn);
    expect(code).toBe(expected);
  });

  it("refuses a name that it does not know", async () => {
    const { code, err } = await watch(newer(user), getUser(), "--catalog", older(), "--fail-on", "brakes");
    expect([code, err]).toEqual([1, expect.stringContaining('Did you mean "breaks"?')]);
  });
});

describe("two catalogues that are the same", () => {
  it("yield nothing, and exit with 0", async () => {
    for (const data of [RECORDED.before, RECORDED.after, EMBEDDED]) {
      const [from, to] = ["from.json", "to.json"].map((name) => write(name, renderCatalog(data)));
      const table = data.operations.map(([method, url]) => `${method}\t${url.replaceAll("{", "${input.")}`);
      const actions = write("actions.tsv", `method\turl\n${table.join("\n")}\n`);
      const { code, out } = await watch(to ?? "", actions, "--catalog", from ?? "", "--format", "json");
      expect(code).toBe(0);
      const [role, ...more] = JSON.parse(out).roles;
      expect(more).toEqual([]);
      expect(role).toMatchObject({ breaks: false, missing: [], surplus: [], splits: [] });
      const unknown = data.operations.filter(([, , mode]) => mode === "unknown");
      expect(role.changes).toHaveLength(unknown.length);
      for (const { kinds } of role.changes) expect(kinds).toEqual(["uncompared"]);
    }
  });
});

describe("a wrong input", () => {
  it.each<[string, () => string[], string]>([
    ["a file that is not there", () => [path("nowhere.json"), getUser()], "file/missing"],
    [
      "a file that is not a catalogue",
      () => [write("x.json", { name: "x" }), getUser()],
      "catalog/no-catalog",
    ],
    ["a list", () => [write("x.json", []), getUser()], "catalog/no-catalog"],
    ["a catalogue that is wrong", () => [write("x.json", { operations: 5 }), getUser()], "catalog/invalid"],
    [
      "an archive of something else",
      () => [writePacked(path("x.tgz"), { "package.json": "{}" }), getUser()],
      "sdk/package",
    ],
    [
      "an older version of the same source",
      () => [write("x.json", catalog([user], { version: "0.9.0", date: "2026-03-01" })), getUser()],
      "catalog/older",
    ],
    [
      "a catalogue with an earlier date",
      () => [write("x.json", catalog([user], { source: "another", date: "2025-12-31" })), getUser()],
      "catalog/older",
    ],
    [
      "a file that is too large",
      () => {
        truncateSync(write("x.json", ""), 2 ** 30);
        return [path("x.json"), getUser()];
      },
      "file/unreadable",
    ],
    [
      "a project without an action",
      () => [newer(user), write("table.tsv", "method\turl\n")],
      "import/nothing-found",
    ],
    ["a date that is not one", () => [newer(user), getUser(), "--date", "yesterday"], "catalog/source-date"],
  ])("is refused with what, where, why and fix: %s", async (_, args, id) => {
    const { code, out, err } = await watch(...args(), "--catalog", older());
    expect([code, out]).toEqual([1, ""]);
    expect(err).toContain(`[${id}]`);
    for (const part of ["where:", "why:", "fix:"]) expect(err).toContain(part);
    expect(err).not.toMatch(/^\s+at /m);
  });
});
