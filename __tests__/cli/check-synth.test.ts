import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { start, temporaryDirectory } from "../process";

let temporary: ReturnType<typeof temporaryDirectory>;
beforeEach(() => {
  temporary = temporaryDirectory();
});
afterEach(() => temporary.remove());

const path = (name: string) => join(temporary.path, name);
async function check(head: string, base = '{"terraform":{}}') {
  writeFileSync(path("head.json"), head);
  writeFileSync(path("base.json"), base);
  const files = [path("head.json"), "--base", path("base.json"), "--output", path("checked.json")];
  const command = start("src/cli/main.ts", ["check-synth", ...files], {});
  const code = await command.ended;
  const checked = existsSync(path("checked.json")) ? readFileSync(path("checked.json"), "utf8") : undefined;
  return { code, output: command.output(), checked };
}

describe("scopelock check-synth", { timeout: 30_000 }, () => {
  it("writes what it checked, not what it was given: a name that stands twice counts once", async () => {
    const twice = '{"data":{"external":{"x":{"program":["id"]}}},"data":{},"terraform":{}}';
    const { code, output, checked } = await check(twice);
    expect({ code, output }).toEqual({ code: 0, output: "" });
    expect(JSON.parse(checked as string)).toEqual({ data: {}, terraform: {} });
    expect(checked).not.toContain("external");
  });

  it("ends with 4, lists everything that is refused, and writes nothing", async () => {
    const { code, output, checked } = await check(
      '{"terraform":{"backend":{"http":{"address":"https://evil.example"}}},"module":{"a\\u001b[2J":{"source":"x"}}}',
    );
    expect(code).toBe(4);
    expect(output).toContain("[synth/backend]");
    expect(output).toContain("[synth/module]");
    expect(output).toContain("fix:");
    for (const hidden of ["evil.example", "\u001b"]) expect(output).not.toContain(hidden);
    expect(checked).toBeUndefined();
  });

  it.each([
    ["no JSON", "terraform {}", /fix:/],
    ["a list", "[]", /synth\/not-a-configuration/],
    ["a plan", '{"format_version":"1.2","planned_values":{}}', /synth\/not-a-configuration/],
    ["nothing", "", /file\/truncated/],
    [
      "what is nested deep",
      `{"terraform":${'{"a":'.repeat(500)}1${"}".repeat(500)}}`,
      /synth\/not-a-configuration/,
    ],
    ["what is nested without end", `{"terraform":${'{"a":'.repeat(5000)}1${"}".repeat(5000)}}`, /file\/json/],
  ])("refuses %s with 1, whichever side it is", async (_, wrong, message) => {
    const valid = '{"terraform":{}}';
    for (const [head, base] of [
      [wrong, valid],
      [valid, wrong],
    ] as const) {
      const { code, output, checked } = await check(head, base);
      expect(code, output).toBe(1);
      expect(output).toMatch(message);
      expect(output).not.toMatch(/^\s+at .*:\d+:\d+/m);
      expect(checked).toBeUndefined();
    }
  });
});
