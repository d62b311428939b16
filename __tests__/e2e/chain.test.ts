import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { cdktf, run } from "../../packages/sandbox/src/cdktf";
import { terraformBinary } from "../../src/process/terraform-binary";
import { needsTerraformAndVault } from "../prerequisites";
import { CHECKOUT_APP, ROOT, shown, start, temporaryDirectory } from "../process";
import { whichProviders } from "./which-providers";

let temporary: ReturnType<typeof temporaryDirectory>;
beforeEach((context) => {
  needsTerraformAndVault(context);
  temporary = temporaryDirectory();
});
afterEach(() => temporary?.remove());

const gitStatus = () => execFileSync("git", ["status", "--porcelain"], { cwd: ROOT, encoding: "utf8" });

describe("npm run sandbox", () => {
  it("runs the whole scenario, holds, changes no tracked file and leaves nothing behind", async () => {
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
    const scenario = start("src/cli/main.ts", ["sandbox", "--providers", whichProviders()], {
      TMPDIR: temporary.path,
      ...settings,
    });
    expect(await scenario.ended, shown(scenario.output())).toBe(0);
    const output = scenario.output();
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
    const scenario = start("src/cli/main.ts", ["sandbox", "--providers", whichProviders(), "--verbose"], {
      TMPDIR: temporary.path,
    });
    while (!/Initializing|Creating|sandbox {2}/.test(scenario.output())) await sleep(50);
    scenario.kill("SIGINT");
    expect(await scenario.ended).toBe(130);
    expect(temporary.left()).toEqual([]);
  });
});

/** A sandbox that is kept, and what it printed for another terminal. */
class KeptSandbox {
  private readonly process;

  constructor(...args: string[]) {
    this.process = start("src/cli/main.ts", ["sandbox", "--keep", "--providers", whichProviders(), ...args], {
      TMPDIR: temporary.path,
    });
  }

  async printed(): Promise<void> {
    while (!this.output.includes("curl ")) {
      const code = await Promise.race([this.process.ended, sleep(50).then(() => undefined)]);
      expect(code, shown(this.output)).toBeUndefined();
    }
  }

  get output(): string {
    return this.process.output();
  }

  get env(): Record<string, string> {
    const printed = [...this.output.matchAll(/^export (\w+)='(.*)'$/gm)].map(([, name, value]) => [
      name,
      value,
    ]);
    return { ...(process.env as Record<string, string>), ...Object.fromEntries(printed) };
  }

  get directory(): string {
    return /^\/\S*scopelock-sandbox-\S+$/m.exec(this.output)?.[0] ?? "";
  }

  /** Runs a printed command as it stands, in the checkout. */
  async paste(command: RegExp): Promise<string> {
    const line = command.exec(this.output)?.[0] ?? "no such line was printed";
    const ran = await run("sh", ["-c", line], {
      env: this.env,
      cwd: ROOT,
      signal: new AbortController().signal,
    });
    expect(ran.code, shown(ran.output)).toBe(0);
    return ran.stdout;
  }

  end(): Promise<number | null> {
    this.process.kill("SIGINT");
    return this.process.ended;
  }
}

const DEPLOY = /^npx cdktf deploy .*$/m;
const DIFF = /^npx cdktf diff .*$/m;

describe("npm run sandbox -- --keep", () => {
  it("prints commands that deploy, plan no change and get a token, as often as it is started in a directory", async () => {
    const before = gitStatus();
    for (const round of ["first", "second"]) {
      const kept = new KeptSandbox("--no-deploy");
      try {
        await kept.printed();
        await kept.paste(DEPLOY);
        await kept.paste(DIFF);
        const stack = join(kept.directory, "cdktf.out/stacks/sandbox");
        const options = { env: kept.env, signal: new AbortController().signal, cwd: stack };
        const shownPlan = await run(terraformBinary(), ["show", "-json", "plan"], options);
        const plan = JSON.parse(shownPlan.stdout) as {
          resource_changes: { change: { actions: string[] } }[];
        };
        const actions = plan.resource_changes.flatMap(({ change }) => change.actions);
        expect(actions.length, round).toBeGreaterThan(8);
        expect(actions.filter((action) => action !== "no-op")).toEqual([]);

        const token = await kept.paste(/^curl .*$/m);
        expect(JSON.parse(token)).toMatchObject({ access_token: expect.any(String) });
        // A handed-over secret does not outlive a successful deploy, even before the watcher looks.
        const file = join(kept.env.SCOPELOCK_ENVIRONMENTS ?? "", "sandbox.json");
        const { handoffDirectory } = JSON.parse(readFileSync(file, "utf8"));
        expect(readdirSync(handoffDirectory).filter((name) => !name.startsWith(".run-"))).toEqual([".ready"]);
      } finally {
        expect(await kept.end()).toBe(0);
      }
    }
    expect(gitStatus()).toBe(before);
    expect(temporary.left()).toEqual([]);
  });

  it("keeps everything when a step fails, and says where it is", async () => {
    const app = join(temporary.path, "app");
    mkdirSync(app);
    writeFileSync(
      join(app, "cdktf.json"),
      JSON.stringify({ language: "typescript", app: "exit 3", sendCrashReports: "false" }),
    );
    const kept = new KeptSandbox("--app", app);
    try {
      await kept.printed();
      expect(kept.output).toMatch(/✗ cdktf synth ended with [1-9].*\[sandbox\/deploy-failed\]/);
      expect(kept.output).toContain("A step failed. Everything is kept as it is");
      expect(existsSync(join(kept.directory, "environments/sandbox.json"))).toBe(true);
      const token = await kept.paste(/^curl .*$/m);
      expect(JSON.parse(token)).toMatchObject({ access_token: expect.any(String) });
    } finally {
      expect(await kept.end()).toBe(1);
    }
    expect(temporary.left()).toEqual(["app"]);
  });

  it("stops when npm, which started it, is killed", async () => {
    const args = ["run", "sandbox", "--", "--keep", "--no-deploy", "--providers", whichProviders()];
    const npm = spawn("npm", args, {
      cwd: ROOT,
      env: { ...process.env, TMPDIR: temporary.path },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [npm.stdout, npm.stderr])
      stream.setEncoding("utf8").on("data", (chunk: string) => {
        output += chunk;
      });
    const ended = new Promise((resolve) => npm.once("close", resolve));
    while (!output.includes("curl ")) {
      expect(npm.exitCode, shown(output)).toBeNull();
      await sleep(50);
    }
    const genesys = /http:\/\/127\.0\.0\.1:\d+(?=\/oauth)/.exec(output)?.[0] ?? "";
    expect((await fetch(genesys)).status).toBe(404);
    npm.kill("SIGKILL");
    // The pipes close when the last process that writes to them has ended.
    await ended;
    await expect(fetch(genesys)).rejects.toThrow();
    expect(temporary.left()).toEqual([]);
  });
});

it("cdktf synth works without the sandbox, and gives the same bytes twice", async () => {
  const env = process.env as Record<string, string>;
  const options = { env, signal: new AbortController().signal };
  const texts: string[] = [];
  for (const place of ["first", "second"]) {
    const outdir = join(temporary.path, place, "cdktf.out");
    mkdirSync(join(temporary.path, place));
    const { code, output } = await cdktf(CHECKOUT_APP, ["synth"], outdir, options);
    expect(code, shown(output)).toBe(0);
    texts.push(readFileSync(join(outdir, "stacks/dev/cdk.tf.json"), "utf8"));
  }
  expect(texts[0]).toBe(texts[1]);
  expect(texts[0]).not.toContain(ROOT);
  expect(texts[0]).not.toContain(temporary.path);
});
