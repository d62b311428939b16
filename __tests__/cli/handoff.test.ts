import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { start, temporaryDirectory } from "../process";

let temporary: ReturnType<typeof temporaryDirectory>;
beforeEach(() => {
  temporary = temporaryDirectory();
  mkdirSync(path("environments"));
  const environment = {
    genesys: { region: "eu-west-1" },
    vault: { address: "https://vault.example.com:8200", mount: { path: "kv", managed: true } },
    backend: { type: "local", path: "state/prod.tfstate" },
    rotation: { live: [1], current: 1 },
  };
  writeFileSync(path("environments/prod.json"), JSON.stringify(environment));
});
afterEach(() => temporary.remove());

const path = (name: string) => join(temporary.path, name);
const directory = () => path(".scopelock/handoff/prod");
function handoff(environment: string, ...command: string[]) {
  return handoffIn({}, environment, ...command);
}
function handoffIn(env: Readonly<Record<string, string>>, environment: string, ...command: string[]) {
  const options = ["--environments", path("environments"), "--output", path("cdktf.out")];
  return start("src/cli/main.ts", ["handoff", environment, ...options, "--", ...command], env);
}
/** A command of a shell that leaves a secret behind, as an apply that fails does. */
const leaving = (then: string) => [
  "sh",
  "-c",
  `cd "$0" && echo secret >client && ls -A && ${then}`,
  directory(),
];

describe("scopelock handoff", { timeout: 30_000 }, () => {
  it("makes the directory, runs the command, ends as it does, and removes what it left", async () => {
    const run = handoff("prod", ...leaving("exit 7"));
    expect(await run.ended).toBe(7);
    expect(run.output()).toContain(".ready");
    expect(run.output()).toContain("client");
    expect(readdirSync(directory())).toEqual([".ready"]);
  });

  it("removes it also when a signal ends the run, and lets the command end first", async () => {
    const run = handoff(
      "prod",
      ...leaving("trap 'echo ended in order; exit 3' TERM; echo waits; while :; do sleep 0.1; done"),
    );
    while (!run.output().includes("waits")) await sleep(50);
    run.kill("SIGTERM");
    expect(await run.ended).toBe(3);
    expect(run.output()).toContain("ended in order");
    expect(readdirSync(directory())).toEqual([".ready"]);
  });

  it("leaves removing to the watcher where it is killed itself", async () => {
    const run = handoff("prod", ...leaving("exec sleep 1"));
    while (!run.output().includes("client")) await sleep(50);
    run.kill("SIGKILL");
    await run.ended;
    for (let tries = 0; existsSync(join(directory(), "client")) && tries < 200; tries += 1) await sleep(100);
    expect(readdirSync(directory())).toEqual([".ready"]);
  });

  it("refuses a variable by which a provider does harm, and runs nothing", async () => {
    const run = handoffIn({ ENABLE_STANDALONE_INTEGRATION_CONFIG: "" }, "prod", "sh", "-c", "echo ran");
    expect(await run.ended).toBe(1);
    expect(run.output()).toMatch(
      /ENABLE_STANDALONE_INTEGRATION_CONFIG is set\. \[handoff\/variable\]\n {2}where: .*\n {2}why: .*no credential.*\n {2}fix: +Unset it/,
    );
    expect(run.output()).not.toMatch(/^ran$/m);
  });

  it.each(["Terraform v1.16.0", "Terraform v1.16.0-rc2"])("refuses %s, named or found", async (version) => {
    // Also under the names that people give to several versions of it.
    const terraform = path(version.endsWith("rc2") ? "terraform_1.16.0-rc2" : "terraform1.16");
    writeFileSync(terraform, `#!/bin/sh\necho '${version}'\n`, { mode: 0o755 });
    for (const command of [
      [terraform, "apply"],
      ["sh", "-c", "true"],
    ]) {
      const run = handoffIn({ TERRAFORM_BINARY_NAME: terraform }, "prod", ...command);
      expect(await run.ended).toBe(1);
      expect(run.output()).toMatch(/is refused\. \[terraform\/refused\][\s\S]*depends_on[\s\S]*1\.16\.1/);
    }
  });

  it.each<[string, string, string[], RegExp]>([
    ["an unknown environment", "prdo", ["true"], /environment\/unknown.*Did you mean "prod"/s],
    ["a path for an environment", "../prod", ["true"], /environment\/unknown/],
    ["a command that is not installed", "prod", ["no-such-program"], /handoff\/command/],
    ["a directory for a command", "prod", ["/"], /handoff\/command/],
    ["an empty name for a command", "prod", [""], /handoff\/command/],
    ["an endless name for a command", "prod", ["x".repeat(5000)], /handoff\/command/],
    ["no command", "prod", [], /Missing required argument|command/],
  ])("refuses %s with 1", async (_, environment, command, message) => {
    const run = handoff(environment, ...command);
    expect(await run.ended).toBe(1);
    expect(run.output()).toMatch(message);
    expect(run.output()).not.toMatch(/^\s+at .*:\d+:\d+/m);
  });
});
