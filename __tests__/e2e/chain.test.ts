import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { cdktf, run } from "../../sandbox/cdktf";
import { terraformBinary } from "../../src/process/terraform-binary";
import { needsTerraformAndVault } from "../prerequisites";
import { ROOT, shown, start, temporaryDirectory } from "../process";
import { whichProviders } from "./which-providers";

let temporary: ReturnType<typeof temporaryDirectory>;
beforeEach((context) => {
  needsTerraformAndVault(context);
  temporary = temporaryDirectory();
});
afterEach(() => temporary?.remove());

const gitStatus = () => execFileSync("git", ["status", "--porcelain"], { cwd: ROOT, encoding: "utf8" });

describe("npm run sandbox", () => {
  it("tells the whole story, holds, changes no tracked file and leaves nothing behind", async () => {
    const before = gitStatus();
    // Nothing of a user's settings may leak in: each of these would break or betray the run.
    const home = join(temporary.path, "home");
    mkdirSync(join(home, ".genesyscloudgo"), { recursive: true });
    writeFileSync(join(home, ".genesyscloudgo", "config"), '{"gateway": {"host": "127.0.0.1", "port": "9"}}');
    const settings = {
      HOME: home,
      XDG_CACHE_HOME: process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"),
      VAULT_ADDR: "https://vault.example.com:8200",
      VAULT_TOKEN: "nobody's",
      VAULT_NAMESPACE: "other",
      GENESYSCLOUD_OAUTHCLIENT_ID: "nobody",
      GENESYSCLOUD_OAUTHCLIENT_SECRET: "nothing",
      GENESYSCLOUD_ACCESS_TOKEN: "none",
      TF_LOG: "TRACE",
      TF_VAR_x: "y",
      TF_CLI_ARGS: "-nonsense",
      SCOPELOCK_ENVIRONMENTS: "/nowhere",
    };
    const story = start("src/cli/main.ts", ["sandbox", "--providers", whichProviders()], {
      TMPDIR: temporary.path,
      ...settings,
    });
    expect(await story.ended, shown(story.output())).toBe(0);
    const output = story.output();
    expect(output).toContain("Every step held.");
    expect(output.match(/✓/g)).toHaveLength(9);
    expect(output).toMatch(/✓ \d+ calls in .*, 0 failed .*; Vault serves generation 2/);
    expect(output).toMatch(/✓ as on 20\d\d-\d\d-\d\d: \d+ calls in .*, 0 failed /);
    expect(output).toMatch(/✓ 2 client secrets, each served by Vault: in none of/);
    expect(output).toMatch(/✓ 200 .*"found":\s*1/);
    expect(output).toMatch(/✓ 403 .*externalContacts:contact:view/);
    expect(output).toMatch(/✓ the plan updates genesyscloud_auth_role\..*, and nothing else/);
    expect(gitStatus()).toBe(before);
    expect(temporary.left()).toEqual(["home"]);
  });

  it("stops everything and leaves nothing behind on Ctrl-C in the middle of a deploy", async () => {
    const story = start("src/cli/main.ts", ["sandbox", "--providers", whichProviders(), "--verbose"], {
      TMPDIR: temporary.path,
    });
    while (!/Initializing|Creating|sandbox {2}/.test(story.output())) await sleep(50);
    story.kill("SIGINT");
    expect(await story.ended).toBe(130);
    expect(temporary.left()).toEqual([]);
  });
});

describe("npm run sandbox -- --keep", () => {
  it("prints variables with which plain cdktf deploys, plans no change, and curl gets a token", async () => {
    const kept = start(
      "src/cli/main.ts",
      ["sandbox", "--keep", "--no-deploy", "--providers", whichProviders()],
      {
        TMPDIR: temporary.path,
      },
    );
    try {
      while (!kept.output().includes("curl ")) await sleep(50);
      const printed = [...kept.output().matchAll(/^export (\w+)='(.*)'$/gm)].map(([, name, value]) => [
        name,
        value,
      ]);
      const env = { ...(process.env as Record<string, string>), ...Object.fromEntries(printed) };
      const outdir = join(temporary.path, "out", "cdktf.out");
      mkdirSync(join(temporary.path, "out"));
      const options = { env, signal: new AbortController().signal };

      const deployed = await cdktf(
        ["deploy", "sandbox", "--skip-provider-lock", "--auto-approve"],
        outdir,
        options,
      );
      expect(deployed.code, shown(deployed.output)).toBe(0);
      const planned = await cdktf(["diff", "sandbox", "--skip-provider-lock"], outdir, options);
      expect(planned.code, shown(planned.output)).toBe(0);
      const cwd = join(outdir, "stacks/sandbox");
      const plan = JSON.parse(
        (await run(terraformBinary(), ["show", "-json", "plan"], { ...options, cwd })).stdout,
      ) as {
        resource_changes: { change: { actions: string[] } }[];
      };
      expect(plan.resource_changes.length).toBeGreaterThan(8);
      expect(
        plan.resource_changes.flatMap(({ change }) => change.actions).filter((a) => a !== "no-op"),
      ).toEqual([]);

      const curl = /^curl .*$/m.exec(kept.output())?.[0] ?? "";
      const token = await run("sh", ["-c", curl], { ...options, cwd: ROOT });
      expect(JSON.parse(token.stdout)).toMatchObject({ access_token: expect.any(String) });
      // A handed-over secret does not outlive a successful deploy, even before the watcher looks.
      const handoff = JSON.parse(
        readFileSync(join(env.SCOPELOCK_ENVIRONMENTS ?? "", "sandbox.json"), "utf8"),
      );
      expect(readdirSync(handoff.handoffDirectory).filter((file) => !file.startsWith(".run-"))).toEqual([
        ".ready",
      ]);
    } finally {
      kept.kill("SIGINT");
    }
    expect(await kept.ended).toBe(0);
    expect(temporary.left()).toEqual(["out"]);
  });
});

it("cdktf synth works without the sandbox, and gives the same bytes twice", async () => {
  const env = process.env as Record<string, string>;
  const options = { env, signal: new AbortController().signal };
  const texts: string[] = [];
  for (const place of ["first", "second"]) {
    const outdir = join(temporary.path, place, "cdktf.out");
    mkdirSync(join(temporary.path, place));
    const { code, output } = await cdktf(["synth"], outdir, options);
    expect(code, shown(output)).toBe(0);
    texts.push(readFileSync(join(outdir, "stacks/dev/cdk.tf.json"), "utf8"));
  }
  expect(texts[0]).toBe(texts[1]);
  expect(texts[0]).not.toContain(ROOT);
  expect(texts[0]).not.toContain(temporary.path);
});
