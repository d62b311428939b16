import { chmodSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { enginesHere } from "../../packages/sandbox/src/engines";
import { engineOf, requireEngine } from "../../src/process/engine";
import { start, temporaryDirectory } from "../process";

let temporary: ReturnType<typeof temporaryDirectory>;
beforeEach(() => {
  temporary = temporaryDirectory();
});
afterEach(() => temporary.remove());

/** An executable that prints this to whatever it is asked. */
function says(name: string, text: string): string {
  const file = join(temporary.path, name);
  writeFileSync(file, `#!/bin/sh\necho '${text}'\n`);
  chmodSync(file, 0o755);
  return file;
}
const environment = (more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({
  PATH: [temporary.path, "/bin"].join(delimiter),
  ...more,
});

describe("the engine that cdktf runs", () => {
  it.each([
    ["Terraform v1.11.4\non linux_amd64", "Terraform", "1.11.4"],
    ["OpenTofu v1.12.6\non linux_amd64", "OpenTofu", "1.12.6"],
    ["Warning: there are problems\n\nOpenTofu v1.11.0-rc1", "OpenTofu", "1.11.0-rc1"],
    ["Terraform v2.0.0", "Terraform", "2.0.0"],
    ['{"terraform_version": "1.13.3"}', "Terraform", "1.13.3"],
  ])("is told by what it says: %j", (text, name, version) => {
    const binary = says("some", text);
    expect(requireEngine(environment({ TERRAFORM_BINARY_NAME: binary }))).toEqual({ name, version, binary });
  });

  it("is terraform where the variable is empty, as for cdktf", () => {
    says("terraform", "Terraform v1.12.0");
    for (const TERRAFORM_BINARY_NAME of ["", undefined])
      expect(requireEngine(environment({ TERRAFORM_BINARY_NAME }))).toMatchObject({ binary: "terraform" });
  });

  it.each([
    ["OpenTofu v1.10.6", /^OpenTofu 1\.10\.6 is too old\. \[terraform\/old\][\s\S]*OpenTofu 1\.11/],
    ["Terraform v1.9.8", /^Terraform 1\.9\.8 is too old\. \[terraform\/old\][\s\S]*Terraform 1\.11/],
    [
      "Terraform v1.16.0",
      /^Terraform 1\.16\.0 is refused\. \[terraform\/refused\][\s\S]*create_before_destroy[\s\S]*1\.16\.1/,
    ],
    [
      "GNU bash, version 5",
      /cannot be run as .*some"\. \[terraform\/missing\]\n {2}where: TERRAFORM_BINARY_NAME/,
    ],
  ])("is refused where it cannot do: %j", (text, sentence) => {
    const binary = says("some", text);
    expect(() => requireEngine(environment({ TERRAFORM_BINARY_NAME: binary }))).toThrow(sentence);
  });

  it("is refused where its version never comes, though what it started holds its output open", () => {
    const binary = says("some", "Terraform v1.12.0'; sleep 600 & sleep 600; echo '");
    expect(() => engineOf(binary, environment(), 300)).toThrow(
      /some version" has not ended after 0\.3 seconds\. \[terraform\/missing\]\n {2}where: .*some\n {2}why: /,
    );
  });

  it("is refused where it is not there", () => {
    expect(() => requireEngine(environment({ TERRAFORM_BINARY_NAME: "/nowhere/tofu" }))).toThrow(
      /"\/nowhere\/tofu"\. \[terraform\/missing\]\n {2}where: TERRAFORM_BINARY_NAME/,
    );
    expect(() => requireEngine(environment())).toThrow(
      /"terraform"\. \[terraform\/missing\]\n {2}where: PATH/,
    );
  });
});

describe("the engines that are there", () => {
  it("are terraform on PATH and those that are named, each once", () => {
    says("terraform", "Terraform v1.11.4");
    const [tofu, other] = [says("tofu", "OpenTofu v1.12.6"), says("terraform-1.13", "Terraform v1.13.3")];
    const named = { SCOPELOCK_ENGINES: [tofu, "", other, tofu].join(delimiter) };
    const found = (more: NodeJS.ProcessEnv) =>
      enginesHere(environment(more)).map(({ name, version }) => `${name} ${version}`);
    expect(found(named)).toEqual(["Terraform 1.11.4", "OpenTofu 1.12.6", "Terraform 1.13.3"]);
    expect(found({})).toEqual(["Terraform 1.11.4"]);
    expect(found({ TERRAFORM_BINARY_NAME: tofu })).toEqual(["OpenTofu 1.12.6", "Terraform 1.11.4"]);
  });

  it("may be none", () => expect(enginesHere(environment())).toEqual([]));

  it("refuse what is no engine, and one that is too old, by its path", () => {
    const [shell, old] = [says("shell", "GNU bash, version 5"), says("old", "Terraform v1.10.5")];
    expect(() => enginesHere(environment({ SCOPELOCK_ENGINES: shell }))).toThrow(
      `"${shell}" is neither Terraform nor OpenTofu. [engines/not-an-engine]`,
    );
    expect(() => enginesHere(environment({ SCOPELOCK_ENGINES: "/nowhere/tofu" }))).toThrow(/not-an-engine/);
    expect(() => enginesHere(environment({ SCOPELOCK_ENGINES: old }))).toThrow(
      /^Terraform 1\.10\.5 is too old\. \[terraform\/old\]\n {2}where: SCOPELOCK_ENGINES: .*old/,
    );
  });
});

describe("npm run test:engines", () => {
  it("refuses in a sentence, before anything is built or run", async () => {
    const engines = start("scripts/test-engines.ts", [], { SCOPELOCK_ENGINES: "/bin/sh" });
    expect(await engines.ended).toBe(1);
    expect(engines.output()).toMatch(/^"\/bin\/sh" is neither Terraform nor OpenTofu[\s\S]*fix: /);
    expect(engines.output()).not.toMatch(/^\s+at /m);
  });
});
