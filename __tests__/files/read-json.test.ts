import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseJson } from "../../src/files/read-json";
import { readStream } from "../../src/files/stream";
import { refusal } from "../core/errors";
import { ROOT } from "../process";

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "scopelock-files-"));
});
afterAll(() => rmSync(directory, { recursive: true }));

const PLAN = '{"format_version":"1.2","planned_values":{},"resource_changes":[]}';

describe("a file that is not quite a plan", () => {
  it.each<[string, string, RegExp, RegExp]>([
    [
      "the wrapper of setup-terraform",
      `[command]/home/runner/work/_temp/terraform-bin show -json plan\n${PLAN}\n`,
      /wrapper that hashicorp\/setup-terraform/,
      /terraform_wrapper: false/,
    ],
    [
      "the wrapper's last lines",
      `${PLAN}\n::debug::Terraform exited with code 0.\n::set-output name=exitcode::0\n`,
      /wrapper that hashicorp\/setup-terraform/,
      /terraform-bin/,
    ],
    [
      "the log of plan -json",
      '{"@level":"info","@message":"Terraform 1.11.4","type":"version"}\n{"@level":"info","@message":"Plan: 1 to add","type":"change_summary"}\n',
      /log of terraform plan -json/,
      /terraform show -json plan > plan\.json/,
    ],
    [
      "Terragrunt's prefix",
      `14:22:01.123 STDOUT terraform: ${PLAN}\n`,
      /Terragrunt's prefix/,
      /--tf-forward-stdout/,
    ],
    ["Terragrunt's module prefix", `[dev] ${PLAN}\n`, /Terragrunt's prefix/, /--tf-forward-stdout/],
    [
      "Terragrunt's log",
      `time=2026-11-25T10:00:00Z level=info msg="running"\n${PLAN}`,
      /Terragrunt's prefix/,
      /--tf-forward-stdout/,
    ],
    [
      "colours",
      `\u001b[1;39m${PLAN.replace(":", "\u001b[0m:\u001b[32m")}\u001b[0m`,
      /colours of a terminal/,
      /monochrome/,
    ],
    ["two plans", `${PLAN}\n${PLAN}\n`, /two plans/, /a file of its own/],
    ["two texts", '{"a": 1}\n{"b": 2}', /several JSON texts/, /jq --slurp/],
    [
      "a plan's text",
      "\nTerraform used the selected providers to generate the following execution\nplan.\n",
      /a plan's text/,
      /terraform show -json plan > plan\.json/,
    ],
    [
      "a plan's text in colours",
      "\u001b[0m\u001b[1mTerraform will perform the following actions:\u001b[0m\n  # vault_mount.kv will be created\n",
      /a plan's text/,
      /terraform show -json/,
    ],
    ["OpenTofu's text", "OpenTofu will perform the following actions:\n", /a plan's text/, /show -json/],
    [
      "the text of no change",
      "No changes. Your infrastructure matches the configuration.\n",
      /a plan's text/,
      /show/,
    ],
    [
      "an error of Terraform's",
      "╷\n│ Error: No such file\n│\n╵\n",
      /message of Terraform's/,
      /correct its cause/,
    ],
    [
      "lines of a program before it",
      `> app@1.0.0 plan\nrunning\n${PLAN}`,
      /2 lines of other output/,
      /standard error/,
    ],
    ["a saved web page", "<!DOCTYPE html><html></html>", /a web page/, /Log in/],
    ["Markdown", `\`\`\`json\n${PLAN}\n\`\`\`\n`, /fences of Markdown/, /Remove the lines/],
  ])("is named: %s", (_, text, what, fix) => {
    const error = refusal(() => parseJson(Buffer.from(text), "plan.json"));
    expect(error).toMatchObject({ id: "file/json", where: "plan.json" });
    expect(error.what).toMatch(what);
    expect(error.fix).toMatch(fix);
    expect(error.message).not.toContain("trailing comma");
  });

  it("is told by its line when nobody knows what it is", () => {
    const error = refusal(() => parseJson(Buffer.from('{\n  "a": 1,\n}'), "a.json"));
    expect(error.what).toBe("The file is not JSON, line 3.");
    expect(error.fix).toContain("trailing comma");
  });

  it("is told as cut off or empty", () => {
    expect(refusal(() => parseJson(Buffer.from(PLAN.slice(0, -4)), "a")).id).toBe("file/truncated");
    expect(refusal(() => parseJson(Buffer.from("\n"), "a")).what).toBe("The file is empty.");
  });
});

describe("a pipe", () => {
  const shell = (script: string, input?: string) => {
    const { status, stdout, stderr } = spawnSync("bash", ["-c", script], {
      cwd: ROOT,
      encoding: "utf8",
      input,
      env: {
        ...process.env,
        NO_COLOR: "1",
        S: `${process.execPath} --import tsx src/cli/main.ts`,
        D: directory,
      },
    });
    return { status, output: stdout + stderr };
  };
  const TABLE = "method\turl\nGET\t/api/v2/routing/queues\n";

  it("is read as standard input, and as the shell's <(...)", () => {
    for (const script of ["$S derive -", "$S derive <(cat)"]) {
      const { status, output } = shell(script, TABLE);
      expect(status, output).toBe(0);
      expect(output).toContain("routing:queue:view");
    }
    for (const script of ["$S review -", "$S review <(cat)"]) {
      const { status, output } = shell(script, PLAN);
      expect(status, output).toBe(0);
      expect(output).toContain("plan");
    }
  });

  it("is waited for, and named when nothing comes out of it or the wrong thing", () => {
    expect(shell("(sleep 0.3; cat) | $S review -", PLAN).status).toBe(0);
    expect(shell("$S review - </dev/null").output).toMatch(/The file is empty[\s\S]*where: standard input/);
    expect(shell("$S review <(true)").output).toMatch(/a pipe that nothing comes out of/);
    expect(shell("$S review -", "Plan: 1 to add").output).toMatch(/plan's text[\s\S]*where: standard input/);
  });

  it("is read within a limit: it may never end", () => {
    const file = join(directory, "large");
    writeFileSync(file, "x".repeat(100_000));
    expect(readStream(openSync(file, "r"), file, 100_000)).toHaveLength(100_000);
    const error = refusal(() => readStream(openSync("/dev/zero", "r"), "-", 3 * 1024 * 1024));
    expect(error).toMatchObject({ id: "file/unreadable", where: "standard input" });
    expect(error.what).toContain("More than 3 MiB");
  });

  it("that nobody writes to does not hold up the command", () => {
    const pipe = join(directory, "pipe");
    execFileSync("mkfifo", [pipe]);
    expect(shell("timeout 20 $S review $D/pipe").output).toMatch(/nothing comes out of/);
  });
});
