import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { run } from "../../packages/sandbox/src/cdktf";
import { needsTerraformAndVault } from "../prerequisites";
import { type Process, ROOT, shown, start, temporaryDirectory } from "../process";
import { whichProviders } from "./which-providers";

/* The sandbox with apps that are not its example, and what it prints, pasted as a person pastes it. */

let temporary: ReturnType<typeof temporaryDirectory>;
beforeEach((context) => {
  needsTerraformAndVault(context);
  temporary = temporaryDirectory();
});
afterEach(() => temporary?.remove());

/** An app in a directory of its own. @param main what follows the imports */
function app(main: string): string {
  const directory = join(temporary.path, "app");
  mkdirSync(directory);
  symlinkSync(join(ROOT, "node_modules"), join(directory, "node_modules"));
  const cdktf = { language: "typescript", app: "node --import tsx main.ts", sendCrashReports: "false" };
  writeFileSync(join(directory, "cdktf.json"), JSON.stringify(cdktf));
  writeFileSync(join(directory, "tsconfig.json"), JSON.stringify({ extends: join(ROOT, "tsconfig.json") }));
  writeFileSync(
    join(directory, "main.ts"),
    `import { App, TerraformStack } from "cdktf";
import { DataAction, EnvironmentStack, loadEnvironments, synthesizeEnvironments, VaultMount, VaultReader } from "scopelock";
const text = { type: "string" };
const output = { type: "object", properties: { id: text, name: text } };
const get = (name: string, url: string, properties = {}) =>
  DataAction.define({
    name,
    category: "Other",
    input: { type: "object", properties, required: Object.keys(properties) },
    output,
    request: { method: "GET", url },
  });
const queue = get("Get queue", "/api/v2/routing/queues/$" + "{input.queueId}", { queueId: text });
const user = get("Get user", "/api/v2/users/$" + "{input.userId}", { userId: text });
void [App, TerraformStack, EnvironmentStack, loadEnvironments, synthesizeEnvironments, VaultMount, VaultReader, queue, user];
${main}`,
  );
  return directory;
}

const sandbox = (...args: string[]): Process =>
  start("src/cli/main.ts", ["sandbox", "--providers", whichProviders(), ...args], { TMPDIR: temporary.path });

describe("scopelock sandbox --app", () => {
  it("takes several integrations, no probe, an engine and an auth method of others, a seed; its lines work as they are", async () => {
    const directory = app(`synthesizeEnvironments((app, environment) => {
  const stack = new EnvironmentStack(app, environment);
  stack.integrate("queues", { actions: [queue], readers: [] });
  stack.integrate("people", {
    actions: [user],
    mount: VaultMount.existing("of-others"),
    readers: [VaultReader.appRole({ name: "ivr" })],
  });
  new TerraformStack(app, "beside");
});`);
    const seed = join(temporary.path, "seed.json");
    writeFileSync(
      seed,
      JSON.stringify({ "GET /api/v2/routing/queues/{queueId}": { id: "1", name: "Support" } }),
    );
    const kept = sandbox("--keep", "--app", directory, "--seed", seed);
    // npx as in a project where scopelock is installed.
    const bin = join(temporary.path, "bin");
    mkdirSync(bin);
    writeFileSync(
      join(bin, "npx"),
      `#!/bin/sh\ncommand=$1; shift\n[ "$command" = scopelock ] && exec node --import tsx "${ROOT}/src/cli/main.ts" "$@"\nexec "${ROOT}/node_modules/.bin/$command" "$@"\n`,
    );
    chmodSync(join(bin, "npx"), 0o755);
    try {
      while (!kept.output().includes("oauth/token")) {
        const code = await Promise.race([kept.ended, sleep(50).then(() => undefined)]);
        expect(code, shown(kept.output())).toBeUndefined();
      }
      const output = kept.output();
      expect(output, shown(output)).toContain("Every step held.");
      expect(output).toContain('✓ "Get queue" with {"queueId":"1"}: 200 {"id":"1","name":"Support"}');
      expect(output).toMatch(/Take routing:queue:view out of the role/);
      expect(output).toMatch(/✓ 4 client secrets, each served by Vault/);

      const exported = [...output.matchAll(/^export (\w+)='(.*)'$/gm)].map(([, name, value]) => [
        name,
        value,
      ]);
      const env = { ...process.env, ...Object.fromEntries(exported), PATH: `${bin}:${process.env.PATH}` };
      const paste = async (line: string) => {
        const options = { env: env as Record<string, string>, cwd: directory };
        return run("sh", ["-c", line], { ...options, signal: new AbortController().signal });
      };
      const printed = (start: string, text: string) => {
        const line = text.split("\n").find((each) => each.replace(/^ *(\d\. )?/, "").startsWith(start));
        expect(line, start).toBeDefined();
        return (line ?? "").replace(/^ *(\d\. )?/, "");
      };
      const works = async (start: string, text = output) => {
        const { code, stdout, output: all } = await paste(printed(start, text));
        expect(code, shown(all)).toBe(0);
        return stdout;
      };
      expect(await works("npx scopelock sandbox execute")).toContain('"name": "Support"');
      expect((await paste("npx scopelock sandbox execute")).stdout).toBe("Get queue\nGet user\n");
      const unknown = await paste("npx scopelock sandbox execute other");
      expect(unknown).toMatchObject({ code: 1, output: expect.stringContaining("sandbox/unknown-action") });
      expect(await works("npx cdktf diff")).toMatch(/[Nn]o changes/);
      expect(await works("npx scopelock doctor")).toContain("Healthy");

      // What rotate and doctor print, in the same terminal.
      const rotated = (await paste("npx scopelock rotate sandbox")).stdout;
      const due = await paste("npx scopelock doctor sandbox");
      expect(due.output).toMatch(/token\/other-client[\s\S]*Deploy: npx cdktf deploy sandbox\./);
      expect((await paste(`${printed("npx cdktf deploy", rotated)} --auto-approve`)).code).toBe(0);
      await works("npx scopelock doctor", rotated);

      kept.kill("SIGTERM");
      expect(await kept.ended).toBe(0);
      const gone = await paste("npx scopelock sandbox execute");
      expect(gone).toMatchObject({ code: 1, output: expect.stringContaining("sandbox/not-kept") });
    } finally {
      kept.kill("SIGTERM");
      await kept.ended;
    }
  }, 600_000);

  it("takes an action that needs no permission: nothing can be taken away from it", async () => {
    const directory = app(`synthesizeEnvironments((app, environment) => {
  new EnvironmentStack(app, environment).integrate("people", { actions: [user] });
});`);
    const scenario = sandbox("--app", directory);
    expect(await scenario.ended, shown(scenario.output())).toBe(0);
    const output = scenario.output();
    expect(output).toMatch(
      /✓ "Get user" with \{"userId":"1"\}: 501 .*token and permission passed, and --seed can give an answer/,
    );
    expect(output).not.toContain("out of the role");
    expect(output.match(/✓/g)).toHaveLength(6);
  });

  it("refuses an app that does not read the sandbox's environment file, and deploys nothing of it", async () => {
    const directory = app(`const app = new App();
for (const environment of loadEnvironments("environments")) new EnvironmentStack(app, environment).integrate("people", { actions: [user] });
app.synth();`);
    mkdirSync(join(directory, "environments"));
    writeFileSync(
      join(directory, "environments/dev.json"),
      JSON.stringify({
        genesys: { region: "eu-west-1" },
        vault: { address: "https://vault.example.com:8200", mount: { path: "genesys-cloud", managed: true } },
        backend: { type: "local", path: "state/dev.tfstate" },
        rotation: { live: [1], current: 1 },
      }),
    );
    const scenario = sandbox("--app", directory);
    expect(await scenario.ended, shown(scenario.output())).toBe(1);
    expect(scenario.output()).toMatch(
      /✗ The app has no stack .* \[sandbox\/no-stack\][\s\S]*It has dev\.[\s\S]*fix: .*SCOPELOCK_ENVIRONMENTS/,
    );
  });
});

describe("a kept sandbox", () => {
  it("ends with a sentence when one of its processes does", async () => {
    const kept = sandbox("--keep", "--no-deploy", "--providers", "builtin");
    while (!kept.output().includes("oauth/token")) {
      const code = await Promise.race([kept.ended, sleep(50).then(() => undefined)]);
      expect(code, shown(kept.output())).toBeUndefined();
    }
    const [, provider] = /"Pid":(\d+)/.exec(kept.output()) ?? [];
    process.kill(Number(provider), "SIGKILL");
    expect(await kept.ended).toBe(1);
    expect(kept.output()).toContain("The provider stand-ins ended (SIGKILL). [sandbox/part-ended]");
    expect(temporary.left()).toEqual([]);
  });

  it("names the command that ends it in the background, where a shell keeps Ctrl-C from it", async () => {
    const kept = sandbox("--keep", "--no-deploy");
    while (!kept.output().includes("oauth/token")) {
      const code = await Promise.race([kept.ended, sleep(50).then(() => undefined)]);
      expect(code, shown(kept.output())).toBeUndefined();
    }
    const [, pid] = /in the background: kill (\d+)\./.exec(kept.output()) ?? [];
    process.kill(Number(pid), "SIGTERM");
    expect(await kept.ended).toBe(0);
    expect(temporary.left()).toEqual([]);
  });
});
