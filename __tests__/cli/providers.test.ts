import { spawnSync } from "node:child_process";
import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROOT, temporaryDirectory } from "../process";

let temporary: ReturnType<typeof temporaryDirectory>;
beforeAll(() => {
  temporary = temporaryDirectory();
});
afterAll(() => temporary.remove());

const recorded = (file: string) => readFileSync(join(ROOT, "schemas", file), "utf8");
const vault = recorded("vault-5.6.0.json");
const schema = (args: readonly string[], input = "", env: NodeJS.ProcessEnv = {}) => {
  const all = ["--import", "tsx", "src/cli/main.ts", "providers", "schema", ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, all, {
    cwd: ROOT,
    input,
    encoding: "utf8",
    env: { ...process.env, ...env },
  });
  return { code: status, out: stdout, err: stderr };
};
const write = (name: string, text: string) => {
  const file = join(temporary.path, name);
  writeFileSync(file, text);
  return file;
};

describe("providers schema", () => {
  it("says that nothing differs, and what it did not compare", () => {
    const { code, out } = schema([write("same.json", vault)]);
    expect(code).toBe(0);
    expect(out).toContain("Compared with hashicorp/vault 5.6.0.\nNot compared: mypurecloud/genesyscloud");
    expect(out).toContain("No difference.");
  });

  it("reads standard input and another registry's address, and ends with 2 when something used differs", () => {
    const other = vault
      .replace("registry.terraform.io", "registry.example.com")
      .replaceAll('"data_json_wo"', '"data_json_write"');
    const { code, out } = schema(["-"], other);
    expect(code).toBe(2);
    expect(out).toContain("! vault_kv_secret_v2.data_json_wo: removed");
    expect(out).toContain("  vault_kv_secret_v2.data_json_write: added, optional, ");
    const json = JSON.parse(schema(["-", "--format", "json"], other).out);
    expect(json.absent).toEqual(["genesyscloud"]);
    expect(json.changes[0]).toMatchObject({ provider: "vault", attribute: "data_json_wo", isUsed: true });
  });

  it("asks Terraform in a directory", () => {
    const file = write("answer.json", vault);
    const terraform = write(
      "terraform.sh",
      `#!/bin/sh\n[ "$*" = "providers schema -json" ] && cat ${file}\n`,
    );
    chmodSync(terraform, 0o700);
    const { code, out } = schema([temporary.path], "", { TERRAFORM_BINARY_NAME: terraform });
    expect([code, out]).toEqual([0, expect.stringContaining("No difference.")]);
  });

  it.each<[string, () => readonly [readonly string[], string?, NodeJS.ProcessEnv?], string]>([
    ["no JSON", () => [["-"], "x"], "file/json"],
    ["nothing", () => [["-"], ""], "file/truncated"],
    ["something else", () => [["-"], "{}"], "providers/schema"],
    [
      "other providers",
      () => [["-"], '{"format_version":"1.0","provider_schemas":{}}'],
      "providers/schema-missing",
    ],
    ["no file", () => [["nowhere.json"]], "file/missing"],
    [
      "no Terraform",
      () => [[temporary.path], "", { TERRAFORM_BINARY_NAME: "no-such-terraform" }],
      "providers/terraform",
    ],
    [
      "a Terraform that fails",
      () => [[temporary.path], "", { TERRAFORM_BINARY_NAME: "false" }],
      "providers/terraform",
    ],
  ])("refuses %s in a sentence", (_, input, id) => {
    const { code, err } = schema(...input());
    expect(code).toBe(1);
    expect(err).toContain(`[${id}]`);
    expect(err).not.toMatch(/\n\s+at /);
  });
});
