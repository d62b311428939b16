import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { startSandbox } from "../../packages/sandbox/src";
import { Deployer } from "../../packages/sandbox/src/deploy";
import { needsTerraformAndVault } from "../prerequisites";
import { ROOT, shown, temporaryDirectory } from "../process";
import { ProviderMirror } from "./mirror/mirror";

/*
 * Providers that Terraform installs and starts itself, as it does with the real ones: from a Terraform CLI configuration. Executables of
 * their names and their protocol stand in for them.
 */

let temporary: ReturnType<typeof temporaryDirectory>;
let mirror: ProviderMirror;
beforeEach(async (context) => {
  needsTerraformAndVault(context);
  temporary = temporaryDirectory();
  mirror = await ProviderMirror.in(temporary.path);
});
afterEach(() => {
  vi.unstubAllEnvs();
  temporary?.remove();
});

/** Terraform is killed with its providers, on the way to a first deploy. */
const KILL = "first deploy PUT .*external-contacts\\$/ arrives";
const REAL = "hashicorp/vault 5.6.0 and mypurecloud/genesyscloud 1.82.0";

/** Runs an e2e file as `npm test` does. */
async function e2e(file: string, env: Record<string, string>, ...args: string[]) {
  const vitest = join(dirname(require.resolve("vitest/package.json")), "vitest.mjs");
  const child = spawn(
    process.execPath,
    [vitest, "run", "--project", "e2e", `__tests__/e2e/${file}`, ...args],
    {
      cwd: ROOT,
      // What a filter leaves out is no failure there.
      env: { ...process.env, NO_COLOR: "1", CI: "", ...env },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  let output = "";
  let stdout = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (chunk: string) => {
      output += chunk;
      if (stream === child.stdout) stdout += chunk;
    });
  const code = await new Promise((ended) => child.once("close", ended));
  return { code, output, lines: stdout.trim().split("\n") };
}

describe("a Terraform CLI configuration", () => {
  it("with a mirror gives the sandbox its real providers, and a deploy runs on them", async () => {
    vi.stubEnv("TF_CLI_CONFIG_FILE", mirror.filesystemMirror());
    const sandbox = await startSandbox({ providers: "auto" });
    try {
      expect(sandbox.providers).toBe("real");
      expect(sandbox.env).not.toHaveProperty("TF_REATTACH_PROVIDERS");
      const deployer = new Deployer(sandbox, new AbortController().signal);
      const { code, output } = await deployer.deploy();
      expect(code, shown(output)).toBe(0);
      expect(await deployer.plan()).toEqual([]);
      const lock = readFileSync(join(deployer.outdir, "stacks/sandbox/.terraform.lock.hcl"), "utf8");
      for (const source of ["hashicorp/vault", "mypurecloud/genesyscloud"]) expect(lock).toContain(source);
    } finally {
      await sandbox.close();
    }
  });

  it("with development builds gives them, too, although Terraform itself would not initialize with them", async () => {
    vi.stubEnv("TF_CLI_CONFIG_FILE", mirror.devOverrides());
    const sandbox = await startSandbox({ providers: "real" });
    expect(sandbox.providersAre).toBe(`${REAL}, the real ones`);
    await sandbox.close();
  });
});

describe("SCOPELOCK_E2E_PROVIDERS", () => {
  it("real: runs a test on what the mirror offers, killed providers too, and says so before the counts", async () => {
    const env = { SCOPELOCK_E2E_PROVIDERS: "real", TF_CLI_CONFIG_FILE: mirror.filesystemMirror() };
    const { code, output, lines } = await e2e("kill.test.ts", env, "-t", KILL);
    expect(code, shown(output)).toBe(0);
    expect(lines.at(-2)).toMatch(
      new RegExp(`^e2e ran on ${REAL}, the real ones, with (Terraform|OpenTofu) 1\\.`),
    );
    expect(lines.at(-1)).toMatch(/^1 passed, 0 failed, \d+ skipped$/);
  });

  it("builtin: says that it could run on what a mirror offers", async () => {
    const env = { SCOPELOCK_E2E_PROVIDERS: "builtin", TF_CLI_CONFIG_FILE: mirror.filesystemMirror() };
    const { code, output, lines } = await e2e("vault.test.ts", env, "-t", "is a real one");
    expect(code, shown(output)).toBe(0);
    expect(lines.at(-3)).toContain(`e2e could run on ${REAL} (`);
    expect(lines.at(-2)).toContain(
      "e2e ran on the provider stand-ins (SCOPELOCK_E2E_PROVIDERS=builtin), with ",
    );
  });

  it("real, where nothing offers them: a sentence with the fix, before any test", async () => {
    const env = { SCOPELOCK_E2E_PROVIDERS: "real", TF_CLI_CONFIG_FILE: mirror.nothing() };
    const { code, output, lines } = await e2e("vault.test.ts", env);
    expect(code).toBe(1);
    expect(output).toMatch(/Terraform cannot install .* here\. \[sandbox\/providers\]/);
    expect(output).toMatch(/fix: {3}Name a mirror in a Terraform CLI configuration/);
    expect(output).not.toMatch(/^\s+at |✓/m);
    expect(lines.at(-1)).toMatch(/^0 passed, [1-9]\d* failed, 0 skipped$/);
  });

  it("anything else is refused by name", async () => {
    const { code, output } = await e2e("vault.test.ts", { SCOPELOCK_E2E_PROVIDERS: "reel" });
    expect(code).toBe(1);
    expect(output).toContain('SCOPELOCK_E2E_PROVIDERS is "reel"');
    expect(output).not.toMatch(/^\s+at |✓/m);
  });
});
