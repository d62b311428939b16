import { spawn } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { startVault } from "../../packages/sandbox/src/vault";
import { buildServer, cachedServer } from "../../packages/sandbox/src/vault/build";
import { needsTerraformAndVault } from "../prerequisites";
import { temporaryDirectory } from "../process";

/** What the container runtimes were asked. */
interface Asked {
  readonly name: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

let temporary: ReturnType<typeof temporaryDirectory>;
let bin: string;
let path: string;
beforeEach(async (context) => {
  needsTerraformAndVault(context);
  await buildServer(() => {});
  const server = cachedServer();
  temporary = temporaryDirectory();
  bin = join(temporary.path, "bin");
  mkdirSync(bin);
  const image = join(bin, "image");
  mkdirSync(image);
  symlinkSync(server, join(image, "server"));
  copyFileSync(join(__dirname, "container-vault.mjs"), join(image, "vault.mjs"));
  script(join(image, "vault"), `exec node "${image}/vault.mjs" "$@"`);
  // Neither vault nor Go: and a server that was built before is not there either.
  path = [bin, dirname(process.execPath), "/usr/bin", "/bin"].join(delimiter);
  vi.stubEnv("PATH", path);
  vi.stubEnv("XDG_CACHE_HOME", temporary.path);
  vi.stubEnv("SCOPELOCK_SANDBOX_VAULT_ADDR", undefined);
  vi.stubEnv("VAULT_ADDR", "https://vault.example.com:8200");
  vi.stubEnv("VAULT_TOKEN", "hvs.somebody-else");
  vi.stubEnv("DOCKER_HOST", "tcp://build.example.com:2376");
});
afterEach(() => {
  vi.unstubAllEnvs();
  temporary?.remove();
});

function install(name: "docker" | "podman", ...states: readonly string[]): void {
  copyFileSync(join(__dirname, "container-runtime.mjs"), join(bin, `${name}.mjs`));
  script(join(bin, name), `exec node "${join(bin, name)}.mjs" "$@"`);
  for (const state of states) writeFileSync(join(bin, `${name}.mjs.${state}`), "");
}
function script(file: string, text: string): void {
  writeFileSync(file, `#!/bin/sh\n${text}\n`);
  chmodSync(file, 0o755);
}
const asked = (): readonly Asked[] =>
  readFileSync(join(bin, "asked.jsonl"), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
const answers = (address: string) =>
  fetch(`${address}/v1/sys/health`).then(
    ({ ok }) => ok,
    () => false,
  );

describe("Vault by a container runtime", () => {
  it("is the official image, on this machine only, with nobody's settings and a token that no argument shows", async () => {
    install("docker");
    const log: string[] = [];
    const vault = await startVault({ log: (line) => log.push(line), home: temporary.path });
    expect(vault.origin).toMatch(/^hashicorp\/vault:1\.\d+\.\d+ by docker$/);
    expect(new URL(vault.address).hostname).toBe("127.0.0.1");
    const mounted = await fetch(`${vault.address}/v1/sys/mounts/kv`, {
      method: "POST",
      headers: { "X-Vault-Token": vault.rootToken },
      body: JSON.stringify({ type: "kv", options: { version: "2" } }),
    });
    expect(mounted.status).toBe(204);
    expect(log).toEqual([
      expect.stringMatching(/^Pulling hashicorp/),
      expect.stringMatching(/^ {2}pulled in \d+ s$/),
    ]);

    for (const { args, env } of asked()) {
      expect(JSON.stringify(args)).not.toContain(vault.rootToken);
      expect(Object.keys(env)).not.toEqual(expect.arrayContaining(["VAULT_ADDR"]));
      expect(JSON.stringify(env)).not.toMatch(/hvs\.|example\.com/);
    }
    const run = asked().find(({ args }) => args[0] === "run")?.args ?? [];
    expect(run).toContain("--rm");
    expect(run.filter((arg) => arg === "--publish")).toHaveLength(1);
    expect(run[run.indexOf("--publish") + 1]).toBe(`127.0.0.1:${new URL(vault.address).port}:8200`);
    expect(run.filter((arg) => arg === "--env")).toHaveLength(1);

    await vault.close();
    expect(await answers(vault.address)).toBe(false);
  });

  it("is podman's where docker does not answer, which is told; what is there already is not pulled", async () => {
    install("docker", "down");
    install("podman", "pulled");
    const log: string[] = [];
    const vault = await startVault({ log: (line) => log.push(line), home: temporary.path });
    expect(vault.origin).toMatch(/ by podman$/);
    expect(log).toEqual([expect.stringMatching(/^docker is installed, but it does not answer/)]);
    expect(asked().map(({ args }) => args[0])).not.toContain("pull");
    await vault.close();
  });

  it("is left for the next way where the image cannot be had, with what the runtime says", async () => {
    install("docker", "unpullable");
    const log: string[] = [];
    const start = startVault({ log: (line) => log.push(line), home: temporary.path });
    await expect(start).rejects.toThrow(/sandbox\/vault-missing/);
    expect(log.at(-1)).toMatch(
      /could not be pulled by docker: toomanyrequests: try again later\. Another way/,
    );
  });

  it("is waited for no longer when the sandbox is to end: no other way is tried", async () => {
    install("docker", "slow");
    install("podman", "pulled");
    const stop = new AbortController();
    const log: string[] = [];
    const started = startVault({
      home: temporary.path,
      signal: stop.signal,
      log: (line) => {
        log.push(line);
        stop.abort();
      },
    });
    await expect(started).rejects.toThrow("aborted");
    expect(log).toEqual([expect.stringMatching(/^Pulling /)]);
    expect(asked().map(({ name }) => name)).not.toContain("podman.mjs");
  });

  it("ends with the sandbox, however that ends", async () => {
    install("docker", "pulled");
    const child = spawn(
      process.execPath,
      [
        "--import",
        "tsx",
        "-e",
        `require("./packages/sandbox/src/vault").startVault().then(({ address }) => { console.log(address); setInterval(() => {}, 1000); })`,
      ],
      { stdio: ["ignore", "pipe", "inherit"], env: { ...process.env } },
    );
    const address = await new Promise<string>((done) =>
      createInterface({ input: child.stdout }).once("line", done),
    );
    expect(await answers(address)).toBe(true);
    child.kill("SIGKILL");
    await vi.waitUntil(async () => !(await answers(address)), { timeout: 10_000, interval: 100 });
  });
});
