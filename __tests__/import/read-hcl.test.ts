import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ImportedAction } from "../../src/core/action/import/imported-action";
import { Catalog } from "../../src/core/catalog/catalog";
import { examine } from "../../src/core/derivation/derive";
import { readActions, type SourcedCall } from "../../src/import/read-actions";
import { ROOT } from "../process";
import { actionBlock, type Exported, type Style } from "./hcl";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "scopelock-hcl-"));
});
afterEach(() => rmSync(directory, { recursive: true }));
const write = (name: string, content: string | object): string => {
  const file = join(directory, name);
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  return file;
};

const STYLES: readonly Style[] = ["quoted", "heredoc", "indented", "encoded"];

const EXAMPLES = ["Get-Estimated-Wait-Time", "Request-Callback"].map(
  (name) =>
    JSON.parse(
      readFileSync(join(ROOT, "examples/customer-service/exports", `${name}.custom.json`), "utf8"),
    ) as Exported,
);
const example = (
  name: string,
  type: string,
  url: string,
  more: Partial<Exported["config"]["request"]> = {},
) => ({
  ...(EXAMPLES[0] as Exported),
  name,
  config: {
    request: {
      requestType: type,
      requestUrlTemplate: url,
      requestTemplate: "${input.rawRequest}",
      headers: {},
      ...more,
    },
    response: {
      translationMap: { id: "$.entities[?(@.name == 'a\\\\b')].id" },
      translationMapDefaults: { id: '"\\"none\\""' },
      successTemplate:
        '{\n  "id": ${successTemplateUtils.firstFromArray("${id}", "$esc.quote$esc.quote")}\n}',
    },
  },
});
const EXPORTS: readonly Exported[] = [
  ...EXAMPLES,
  example(
    "Rows",
    "PUT",
    "/api/v2/flows/datatables/${input.table}/rows/$esc.url(${input.key})?showbrief=false",
    {
      requestTemplate:
        '{\n#if("$!{input.a}" != "")\n  "a": "100%{x} ${input.a}",\n#end\n\t"b": "\\"\\u00e9\\\\n"\n}',
      headers: { "X-$ {": "${input.a}", 'q"': "%%{", UserAgent: "PureCloudIntegrations/1.0" },
    },
  ),
  example("Skills", "PATCH", "/api/v2/users/$!{input.userId}/routingskills/bulk"),
  example("Ünïcode 💡 ${x}", "DELETE", "/api/v2/routing/queues/${input.queueId}/members/${input.memberId}"),
];

/** What was read, whatever it was read from; a heredoc's last line end is nothing to anybody. */
const essence = (call: SourcedCall) => {
  const { name, request, problems, response, input, output } = call as Partial<ImportedAction>;
  return JSON.parse(JSON.stringify({ name, request, problems, response, input, output }), (_, each) =>
    typeof each === "string" ? each.trimEnd() : each,
  ) as unknown;
};
const derived = (calls: readonly SourcedCall[]) =>
  examine(calls, Catalog.load()).evidence.map(({ action, operation, chosen, problems }) => ({
    action,
    operation: operation?.id,
    chosen,
    problems,
  }));

describe("HCL", () => {
  it.each(STYLES)("derives as the export does, %s", async (style) => {
    const json = await readActions(EXPORTS.map((each, at) => write(`${at}.custom.json`, each)));
    const hcl = await readActions([
      write("main.tf", EXPORTS.map((each, at) => actionBlock(each, `a-${at}`, style)).join("\n")),
    ]);
    expect([...json.unusable, ...hcl.unusable]).toEqual([]);
    expect(hcl.calls.map(essence)).toEqual(json.calls.map(essence));
    expect(derived(hcl.calls)).toEqual(derived(json.calls));
  });

  it.each(STYLES)("keeps every text, %s", async (style) => {
    // A heredoc has no escapes; one that is indented loses the blanks that all its lines begin with.
    const unit =
      style === "quoted" || style === "encoded"
        ? fc.oneof(fc.constantFrom(...'${}%"\\\n\t~#'), fc.string({ minLength: 1, maxLength: 1 }))
        : fc.constantFrom(...'${}%"\\~#ab.: ');
    const text = fc.string({ unit, maxLength: 40 });
    const lines = fc.array(text, { minLength: 1, maxLength: 4 }).map((all) => `x${all.join("\nx")}`);
    await fc.assert(
      fc.asyncProperty(lines, lines, text, async (body, success, word) => {
        const [first] = EXPORTS as [Exported];
        const action: Exported = {
          ...first,
          config: {
            request: { ...first.config.request, requestTemplate: body, headers: { [word]: word } },
            response: {
              ...first.config.response,
              translationMap: { [word]: word },
              successTemplate: success,
            },
          },
        };
        const { calls } = await readActions([write("main.tf", actionBlock(action, "a", style))]);
        expect(essence(calls[0] as never)).toMatchObject({
          request: { body: body.trimEnd(), headers: { [word]: word.trimEnd() } },
          response: { successTemplate: success.trimEnd() },
        });
      }),
      { numRuns: 60 },
    );
  });

  it("is read from UTF-16 and under OpenTofu's name", async () => {
    const block = actionBlock(EXPORTS[0] as Exported, "a", "heredoc");
    writeFileSync(join(directory, "a.tofu"), Buffer.from(`\uFEFF${block}`, "utf16le"));
    expect((await readActions([directory])).calls).toHaveLength(1);
  });

  it.each<[string, string, string, string]>([
    ["a block that is not closed", 'resource "x" "y" {', ":1", "unclosed configuration block"],
    ["an odd character", "a = 1\n\u0000 hunter2", ":2", "invalid character"],
    ["an escape that Velocity's reference lacks", 'a = "${b.c(d)}"', ":1", "is not HCL"],
    ["too many brackets", `a = ${"[".repeat(50_000)}`, "", "nested more than 250 levels"],
  ])("with %s is refused with its line, and the next file is read", async (_, text, line, why) => {
    const bad = write("bad.tf", text);
    const good = write("good.tf", actionBlock(EXPORTS[0] as Exported, "a", "quoted"));
    const { calls, unusable } = await readActions([bad, good]);
    expect(calls).toHaveLength(1);
    expect(unusable).toMatchObject([{ id: "file/hcl", where: `${bad}${line}` }]);
    expect(unusable[0]?.what).toContain(why);
    expect(unusable[0]?.message).not.toContain("hunter2");
  });

  it("is parsed by what only HCL loads", async () => {
    const loaded = vi.fn();
    vi.doMock("@cdktn/hcl2json", () => {
      loaded();
      throw new Error("not wanted");
    });
    vi.resetModules();
    try {
      const fresh = await import("../../src/import/read-actions.js");
      const { calls, unusable } = await fresh.readActions([
        write("a.custom.json", EXPORTS[0] as Exported),
        write("calls.tsv", "method\turl\nGET\t/api/v2/users"),
        write("main.tf.json", {
          locals: { base: "/api/v2" },
          resource: {
            genesyscloud_integration_action: {
              a: { config_request: { request_type: "GET", request_url_template: "${local.base}/users" } },
            },
          },
        }),
      ]);
      expect(unusable).toEqual([]);
      expect(calls).toHaveLength(3);
      expect(loaded).not.toHaveBeenCalled();
    } finally {
      vi.doUnmock("@cdktn/hcl2json");
      vi.resetModules();
    }
  });
});
