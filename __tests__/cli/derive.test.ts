import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { deriveCommand, type Options } from "../../src/cli/derive";
import { summarized } from "../../src/cli/derive-findings";
import { deriveMarkdown } from "../../src/cli/derive-markdown";
import { deriveReport, exitCode } from "../../src/cli/derive-report";
import { derive } from "../../src/cli/derive-run";
import { deriveText } from "../../src/cli/derive-text";
import { ScopelockError } from "../../src/core/diagnostic/error";
import { start } from "../process";

let directory: string;
let table: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "scopelock-derive-"));
  table = write(
    "calls.tsv",
    [
      "method\turl",
      "GET\t/api/v2/externalcontacts/contacts/${input.id}",
      "GET\t/api/v2/users/${input.id}",
      "PATCH\t/api/v2/conversations/calls/${input.c}/participants/${input.p}",
    ].join("\n"),
  );
});
afterAll(() => rmSync(directory, { recursive: true }));

function write(name: string, content: string): string {
  const file = join(directory, name);
  writeFileSync(file, content);
  return file;
}
const DEFAULTS: Options = {
  format: "json",
  grant: "client-credentials",
  prefer: [],
  environment: "dev",
  integration: "data-actions",
  mount: "genesys-cloud",
};
const report = (paths: string[], options: Partial<Options> = {}) =>
  deriveReport(paths, { ...DEFAULTS, ...options });

describe("scopelock derive", () => {
  it("reports in a stable shape", async () => {
    const found = await report([table], { prefer: ["conversation:participant:wrapup"] });
    expect(found).toEqual({
      scopelock: "derivation",
      format: 2,
      catalog: { version: "262.0.0", operations: 3315, asOf: "2026-08-15", problems: [] },
      actions: [
        {
          name: "GET /api/v2/externalcontacts/contacts/${input.id}",
          source: `${table}:2`,
          method: "GET",
          url: "/api/v2/externalcontacts/contacts/${input.id}",
          operation: "GET /api/v2/externalcontacts/contacts/{contactId}",
          requires: { mode: "any", permissions: ["externalContacts:contact:view", "relate:contact:view"] },
          chosen: ["externalContacts:contact:view"],
          alternatives: ["relate:contact:view"],
          passedOver: [
            {
              permission: "relate:contact:view",
              reason: "is the older name of External Contacts",
              opens: 0,
              operations: [],
            },
          ],
          because: expect.stringContaining("relate:contact:view is the older name of External Contacts"),
          problems: [],
        },
        expect.objectContaining({
          requires: { mode: "none", permissions: [] },
          chosen: [],
          alternatives: [],
        }),
        expect.objectContaining({ chosen: ["conversation:participant:wrapup"] }),
      ],
      permissions: ["conversation:participant:wrapup", "externalContacts:contact:view"],
      policies: [
        { domain: "conversation", entity: "participant", actions: ["wrapup"] },
        { domain: "externalContacts", entity: "contact", actions: ["view"] },
      ],
      scopes: null,
      unresolved: 0,
      unusable: [],
      skipped: [],
      ignored: [],
    });
    expect(exitCode(found)).toBe(0);
    // In the order of their names: GET, GET, PATCH.
    expect(found.actions[2]?.problems).toMatchObject([
      {
        id: "operation/may-need-user",
        severity: "warning",
        what: expect.any(String),
        fix: expect.any(String),
      },
    ]);
  });

  it("asks where permissions for different things would do, and grants none of them", async () => {
    const found = await report([table]);
    expect(found.permissions).toEqual(["externalContacts:contact:view"]);
    expect(found.actions[2]).toMatchObject({
      chosen: [],
      problems: [{ id: "operation/may-need-user" }, { id: "permission/choose", severity: "error" }],
    });
    expect(exitCode(found)).toBe(2);
    expect(deriveText(found)).toMatch(/conversation:call:record is to record \(call\)/);
  });

  it("takes a pin, which ends the question", async () => {
    const { permissions, actions } = await report([table], {
      prefer: ["conversation:communication:disconnect"],
    });
    expect(permissions).toContain("conversation:communication:disconnect");
    expect(permissions).toHaveLength(2);
    expect(actions[2]?.problems.map(({ id }) => id)).not.toContain("permission/choose");
    await expect(report([table], { prefer: ["routing:queue:veiw" as never] })).rejects.toThrow(
      /Did you mean routing:queue:view/,
    );
  });

  it("prefers one that no operation accepts where an action states it, and refuses it where none does", async () => {
    const prefer = ["messaging:sms:send" as const];
    await expect(report([table], { prefer })).rejects.toThrow(/accepts the permission.*decides nothing/);
    const stating = write(
      "stating.js",
      `exports.send = ${JSON.stringify({
        name: "Send",
        input: { type: "object", properties: {} },
        output: { type: "object", properties: {} },
        request: { method: "GET", url: "/api/v2/newer" },
        permissions: { anyOf: ["routing:queue:view", ...prefer], because: "newer" },
      })};`,
    );
    const found = await report([stating], { prefer });
    expect(found.permissions).toEqual(prefer);
    expect(exitCode(found)).toBe(0);
  });

  it("derives scopes for a client that acts for a user, and says which family it does not know", async () => {
    expect((await report([table], { grant: "code" })).scopes).toEqual([
      "conversations",
      "external-contacts:readonly",
      "users:readonly",
    ]);
    const unknown = await report([write("new.tsv", "method\turl\nGET\t/api/v2/agentic/virtualagents")], {
      grant: "saml2-bearer",
    });
    expect(unknown.actions[0]?.problems).toMatchObject([{ id: "scope/unknown", severity: "error" }]);
    expect(unknown.scopes).toEqual([]);
    expect(exitCode(unknown)).toBe(2);
  });

  it("says what Terraform needs to deploy them: its own calls, and all that it hands on", async () => {
    const { deployer } = await report([table], { deployer: true, environment: "prod", mount: "kv" });
    expect(deployer?.genesys).toEqual(
      expect.arrayContaining([
        "externalContacts:contact:view",
        "oauth:client:add",
        "integrations:action:view",
      ]),
    );
    expect(deployer?.vault).toContain('path "kv/data/prod/data-actions"');
    expect((await report([table])).deployer).toBeUndefined();
  });

  it("exits with 2 for what is unresolved, with 1 for what is unusable, and derives the rest", async () => {
    const unresolved = await report([table, write("unknown.tsv", "method\turl\nGET\t/api/v2/foo/bar")]);
    expect([unresolved.unresolved, exitCode(unresolved)]).toEqual([1, 2]);
    expect(unresolved.actions.find(({ operation }) => operation === null)).toMatchObject({
      requires: { mode: "none", permissions: [] },
      problems: [{ id: "operation/unknown", severity: "error" }],
    });
    const missing = join(directory, "missing.json");
    const unusable = await report([table, missing]);
    expect(unusable.unusable).toMatchObject([{ where: missing, id: "file/missing", severity: "error" }]);
    expect(unusable.permissions).toHaveLength(1);
    expect(exitCode(unusable)).toBe(1);
    expect(exitCode(await report([write("empty.tsv", "method\turl\n")]))).toBe(1);
  });

  it("reads well: permissions with their reasons, choices, problems with their fixes", async () => {
    const found = await report([table, join(directory, "missing.json")], { deployer: true });
    const text = deriveText(found);
    expect(text).toMatch(/^externalContacts:contact:view +GET .*contacts\/\{contactId\}/m);
    expect(text).toMatch(/Choices\n.*relate:contact:view is the older name of External Contacts/);
    expect(text).toMatch(/Without a permission\n +GET \/api\/v2\/users/);
    expect(text).toMatch(/error file\/missing: .*\n +at .*missing\.json\n +fix /);
    expect(text).toMatch(/1 input unusable\.\n$/);
    expect(text).not.toContain("\u001b");
    const markdown = deriveMarkdown(found);
    expect(markdown).toContain("| Permission | Because of | Operation |");
    expect(markdown).toContain("**error** `permission/choose`");
  });

  it("says the same whatever the order of its inputs", async () => {
    const other = write("other.tsv", "method\turl\nGET\t/api/v2/routing/queues");
    expect(await report([other, table])).toEqual(await report([table, other]));
  });

  it("is a command, with its exit codes", async () => {
    const run = async (...args: string[]) => {
      const process = start("src/cli/main.ts", ["derive", ...args], {});
      return { code: await process.ended, output: process.output() };
    };
    const prefer = ["--prefer", "conversation:participant:wrapup"];
    const json = await run(table, "--format", "json", "--today", "2026-11-25", ...prefer);
    expect(json.code).toBe(0);
    expect(JSON.parse(json.output).permissions).toHaveLength(2);
    const wrong = await run(table, "--format", "yaml");
    expect(wrong.code).toBe(1);
    expect(wrong.output).toMatch(/Give one of text, json, markdown/);
    expect((await run(join(directory, "missing.json"))).code).toBe(1);
    const deployer = await run(table, "--deployer", "--environment", "Prod", "--mount", "kv");
    expect(deployer).toMatchObject({ code: 1, output: expect.stringMatching(/"Prod".*lower-case letters/s) });
  }, 60_000);

  it.each([
    ["--environment", "eu--prod"],
    ["--integration", "Data actions"],
    ["--mount", "/kv/"],
    ["--mount", ""],
  ])("refuses %s %s", async (option, value) => {
    const command = deriveCommand()
      .exitOverride()
      .configureOutput({ writeErr: () => {} });
    await expect(command.parseAsync([table, option, value], { from: "user" })).rejects.toThrow(
      /is not (a name|the path of a mount)\. /,
    );
  });
});

describe("what belongs to other services", () => {
  const exported = (name: string, more: object) => ({
    name,
    integrationType: "purecloud-data-actions",
    config: { request: { requestType: "GET", requestUrlTemplate: "/api/v2/routing/queues" } },
    ...more,
  });
  const organization = () =>
    write(
      "organization.json",
      JSON.stringify([
        exported("Queues", {}),
        exported("Tickets", { integrationType: "zendesk-data-actions" }),
        exported("Code", { integrationType: "function-data-actions" }),
        exported("Token", { actionType: "customAuth" }),
      ]),
    );

  it("is an error, each with what it is", async () => {
    const found = await report([organization()]);
    expect(found.unusable.map(({ id }) => id)).toEqual(["import/function", "import/custom-auth"]);
    expect([found.unresolved, found.ignored, exitCode(found)]).toEqual([1, [], 1]);
  });

  it("is counted and named, and no error, where it is ignored", async () => {
    const source = organization();
    const found = await report([source], { ignore: "elsewhere" });
    expect(found.actions.map(({ name }) => name)).toEqual(["Queues"]);
    expect(found).toMatchObject({ unresolved: 0, unusable: [], permissions: ["routing:queue:view"] });
    expect(found.ignored).toEqual([
      { name: "Tickets", source, id: "operation/elsewhere", kind: "other-service action" },
      {
        name: null,
        source: `${source}: entry 3 "Code"`,
        id: "import/function",
        kind: "function data action",
      },
      {
        name: null,
        source: `${source}: entry 4 "Token"`,
        id: "import/custom-auth",
        kind: "custom authentication action",
      },
    ]);
    expect(exitCode(found)).toBe(0);
    for (const text of [deriveText(found, true), deriveMarkdown(found)]) {
      expect(text).toMatch(/1 other-service action: Tickets/);
      expect(text).toMatch(/1 function data action: .*entry 3/);
    }
    expect(deriveText(found)).toMatch(/Every action is derived, but for 3 ignored\.\n$/);
  });

  it("is not what cannot be used for another reason, or is stated", async () => {
    const wrong = write("wrong.json", JSON.stringify([{ name: "x", config: {} }, exported("Queues", {})]));
    expect(exitCode(await report([wrong], { ignore: "elsewhere" }))).toBe(1);
    const unknown = await report([write("unknown.tsv", "method\turl\nGET\t/api/v2/foo/bar")], {
      ignore: "elsewhere",
    });
    expect(exitCode(unknown)).toBe(2);
    const only = await report([write("else.tsv", "method\turl\nGET\thttps://example.com/x")], {
      ignore: "elsewhere",
    });
    expect(deriveText(only)).toMatch(/No action is derived, but for 1 ignored\.\n$/);
  });
});

describe("the last line", () => {
  const inDirectory = async (name: string, files: Readonly<Record<string, string>>) => {
    mkdirSync(join(directory, name));
    for (const [file, content] of Object.entries(files)) write(join(name, file), content);
    return report([join(directory, name)]);
  };
  const calls = "method\turl\nGET\t/api/v2/users";

  it("says that every action is derived only where everything was read", async () => {
    const whole = await inDirectory("whole", { "calls.tsv": calls, "package.json": "{}" });
    expect(deriveText(whole)).toMatch(/Every action is derived\.\n$/);
    for (const [name, file, content] of [
      ["code", "users.ts", ""],
      ["notes", "notes.md", ""],
      ["module", "main.tf.json", '{"module": {"queues": {"source": "example/queues/genesyscloud"}}}'],
    ] as const) {
      const found = await inDirectory(name, { "calls.tsv": calls, [file]: content });
      const text = deriveText(found);
      expect(text).not.toContain("Every action is derived");
      expect(text).toMatch(/Every action that was read is derived; what was not read is named above\.\n$/);
      expect(text).toMatch(/Left alone\n {2}.*/);
      expect(deriveMarkdown(found)).toContain("### Left alone");
      expect(exitCode(found)).toBe(0);
    }
  });
});

describe("what people wrote, in the text and in Markdown", () => {
  const HOSTILE = "Evil\u001b]0;title\u0007\r\n<b>|`x`\u202e\u2028_";
  const hostile = () =>
    report([
      write(
        "hostile.custom.json",
        JSON.stringify({
          name: HOSTILE,
          [HOSTILE]: 1,
          config: {
            request: {
              requestType: "GET",
              requestUrlTemplate: "https://me:hunter2@example.com/\u001b[31m?api_key=hunter3",
            },
          },
        }),
      ),
      join(directory, "\u001b[31mmissing.json"),
    ]);

  it("moves no cursor, is no markup, and stays as it was in JSON", async () => {
    const found = await hostile();
    expect(found.actions[0]?.name).toBe(HOSTILE);
    for (const text of [deriveText(found), deriveText(found, true), deriveMarkdown(found)])
      expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}]/u);
    expect(deriveText(found)).toContain("Evil ]0;title <b>|`x` _");
    expect(deriveMarkdown(found)).not.toContain("<b>");
  });

  it("shows no secret of a URL, in no format", async () => {
    const found = await hostile();
    for (const text of [deriveText(found), deriveMarkdown(found), JSON.stringify(found)])
      expect(text).not.toContain("hunter");
  });
});

describe("the text of many actions", () => {
  const many = (count: number, url: string) =>
    report([
      write(
        "many.json",
        JSON.stringify(
          Array.from({ length: count }, (_, at) => ({
            name: `Action ${String(at).padStart(3, "0")} ${"x".repeat(100)}`,
            config: { request: { requestType: "GET", requestUrlTemplate: url } },
          })),
        ),
      ),
    ]);

  it("names a few of those that are alike, and all of them when it is asked to", async () => {
    const found = await many(100, "/api/v2/externalcontacts/contacts/${input.id}");
    const text = deriveText(found);
    expect(text).toMatch(/Action 000.*\n +Action 001.*\n +Action 002.*\n +and 97 more/);
    expect(text).not.toContain("Action 003");
    expect(text).toMatch(/and 97 more: GET .*relate:contact:view is the older name of External Contacts/);
    expect(text).not.toContain("x".repeat(90));
    expect(deriveText(found, true)).toContain("Action 099");
  });

  it("says notes of one kind once, with their number and the first places", async () => {
    const found = await many(100, "/api/v2/users/${input.id}");
    const text = deriveText(found);
    expect(text.match(/note import\/no-contract/g)).toHaveLength(1);
    expect(text).toMatch(/import\/no-contract: .*\n(.* at .*Action 00\d.*\n){3}.* at .*97 more; --verbose/);
    const full = deriveText(found, true);
    expect(full.match(/ at .*Action \d/g)).toHaveLength(100);
  });

  it("groups notes that differ in their words", () => {
    const finding = (what: string) => ({
      id: "import/unknown-key" as const,
      severity: "note" as const,
      what,
      fix: "x",
      at: [what],
    });
    expect(
      summarized([finding("1"), finding("2"), { ...finding("3"), severity: "warning" as const }]),
    ).toEqual([
      { ...finding("1"), what: "1 And 1 note like it.", at: ["1", "2"] },
      { ...finding("3"), severity: "warning" },
    ]);
  });
});

describe("the age of the catalogue", () => {
  it("is in the report of a day that was given, and changes neither what is derived nor the exit code", async () => {
    const [old, young] = [
      await report([table], { today: "2027-06-01" }),
      await report([table], { today: "2027-02-11" }),
    ];
    expect(young).toEqual(await report([table]));
    const { problems, ...catalog } = old.catalog;
    expect({ ...old, catalog: { ...catalog, problems: [] } }).toEqual(young);
    expect(problems).toMatchObject([{ id: "catalog/old", severity: "warning" }]);
    expect(exitCode(old)).toBe(exitCode(young));
    for (const text of [deriveText(old), deriveMarkdown(old)]) {
      expect(text).toContain("290 days old");
      expect(text).toContain("2026-08-15");
    }
    for (const text of [deriveText(young), deriveMarkdown(young)]) expect(text).not.toContain("days old");
  });

  it("is told on standard error by the clock: the report itself is the same on every day", async () => {
    const on = async (today: string, options: Partial<Options> = {}) => {
      const out: string[] = [];
      const err: string[] = [];
      vi.useFakeTimers({ now: Date.parse(`${today}T12:00:00Z`), toFake: ["Date"] });
      vi.spyOn(process.stdout, "write").mockImplementation((text) => out.push(String(text)) > 0);
      vi.spyOn(process.stderr, "write").mockImplementation((text) => err.push(String(text)) > 0);
      try {
        await derive([table], { ...DEFAULTS, prefer: ["conversation:participant:wrapup"], ...options });
        return { out: out.join(""), err: err.join(""), code: process.exitCode };
      } finally {
        vi.restoreAllMocks();
        vi.useRealTimers();
        process.exitCode = undefined;
      }
    };
    const [young, old] = [await on("2027-02-11"), await on("2027-02-12")];
    expect(young).toMatchObject({ err: "", code: 0 });
    expect(old).toMatchObject({ out: young.out, code: 0 });
    expect(old.err).toMatch(
      /^warning: The catalogue \(262\.0\.0\) is 181 days old.*\[catalog\/old\]\n {2}fix: /,
    );
    const asked = await on("2027-02-12", { today: "2027-02-12", format: "text" });
    expect([asked.err, asked.out.match(/catalog\/old/g)?.length]).toEqual(["", 1]);
  });
});

it("a catalogue that cannot be used is refused before anything is read", async () => {
  const file = write("catalog.json", "{}");
  await expect(report([table], { catalog: file })).rejects.toSatisfy(ScopelockError.is);
});
