import { chmodSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { delimiter, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ROOT, start, temporaryDirectory } from "../process";

let temporary: ReturnType<typeof temporaryDirectory>;
beforeEach(() => {
  temporary = temporaryDirectory();
});
afterEach(() => temporary.remove());

/** Runs to the end; every refusal exits with 1, says how to mend it, shows no stack and leaves nothing behind. */
async function refused(
  file: string,
  args: string[],
  env: Record<string, string | undefined>,
): Promise<string> {
  const tmp = join(temporary.path, "tmp");
  mkdirSync(tmp);
  const process = start(file, args, { TMPDIR: tmp, ...env });
  expect(await process.ended).toBe(1);
  expect(process.output()).not.toMatch(/^\s+at .*:\d+:\d+/m);
  expect(process.output()).toContain("fix:");
  expect(temporary.left().filter((entry) => entry !== "tmp" && entry !== "input")).toEqual([]);
  const left = readdirSync(tmp).filter((entry) => entry.startsWith("scopelock"));
  expect(left).toEqual([]);
  return process.output();
}

const sandbox = (args: string[], env: Record<string, string | undefined>) =>
  refused("src/cli/main.ts", ["sandbox", "--providers", "builtin", ...args], env);

describe("the app, given an environment that cannot be", () => {
  const environment = (content: object) => {
    const directory = join(temporary.path, "input");
    mkdirSync(directory);
    writeFileSync(join(directory, "dev.json"), JSON.stringify(content));
    return directory;
  };
  const synth = (directory: string) =>
    refused("main.ts", [], {
      SCOPELOCK_ENVIRONMENTS: directory,
      CDKTF_OUTDIR: join(temporary.path, "tmp", "cdktf.out"),
    });

  it("refuses an unknown key and a bad value, both at once", async () => {
    const output = await synth(environment({ genesys: { region: "eu-west-9" }, rotatoin: {} }));
    expect(output).toMatch(/"genesys\.region" is "eu-west-9"/);
    expect(output).toMatch(/Did you mean "rotation"/);
  });

  it("refuses a directory without any", async () => {
    expect(await synth(join(temporary.path, "nowhere"))).toContain("environment/none");
  });
});

describe("the app, given a declaration that cannot be", () => {
  it("refuses it when the module is loaded, without a stack trace", async () => {
    const directory = join(temporary.path, "input");
    mkdirSync(directory);
    const file = join(directory, "app.ts");
    writeFileSync(
      file,
      `import ${JSON.stringify(join(ROOT, "src/process/report-refusals"))};
       import { DataAction } from ${JSON.stringify(join(ROOT, "src/core/action/data-action"))};
       DataAction.define({ name: "Look up", input: { type: "object", properties: {} }, output: {},
         request: { method: "GET", url: "/api/v2/users/{{input.id}}" } });`,
    );
    expect(await refused(file, [], {})).toMatch(/\{\{input\.id\}\}.*\$\{input\.id\}/s);
  });
});

describe("scopelock sandbox", () => {
  it("refuses to run without Terraform", async () => {
    const path = join(temporary.path, "input");
    mkdirSync(path);
    expect(await sandbox([], { PATH: path, TERRAFORM_BINARY_NAME: undefined })).toContain(
      "terraform/missing",
    );
  });

  it("refuses a Terraform that is too old", async () => {
    const path = join(temporary.path, "input");
    mkdirSync(path);
    const old = join(path, "terraform");
    writeFileSync(old, `#!/bin/sh\necho '{"terraform_version": "1.9.8"}'\n`);
    chmodSync(old, 0o755);
    const output = await sandbox([], { PATH: [path, process.env.PATH].join(delimiter) });
    expect(output).toMatch(/Terraform 1\.9\.8 is too old/);
  });

  describe("with a port that is taken", () => {
    let server: Server;
    beforeEach(async () => {
      server = createServer();
      await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    });
    afterEach(() => server.close());

    it("names it", async () => {
      const { port } = server.address() as { port: number };
      const output = await sandbox(["--port", String(port)], {});
      expect(output).toContain("sandbox/port-taken");
      expect(output).toContain(String(port));
    });
  });

  it("refuses what is no port", async () => {
    const process = start("src/cli/main.ts", ["sandbox", "--port", "http"], {});
    expect(await process.ended).toBe(1);
    expect(process.output()).toMatch(/"http" is not a port/);
  });

  it("refuses a Vault that does not answer", async () => {
    const output = await sandbox([], { SCOPELOCK_SANDBOX_VAULT_ADDR: "http://127.0.0.1:9" });
    expect(output).toContain("sandbox/vault-unreachable");
  });

  it("refuses a Vault that is not on this machine", async () => {
    const output = await sandbox([], { SCOPELOCK_SANDBOX_VAULT_ADDR: "https://vault.example.com:8200" });
    expect(output).toContain("sandbox/vault-remote");
  });

  it("names the ways to a Vault when there is none", async () => {
    const path = join(temporary.path, "input");
    mkdirSync(path);
    const terraform = join(path, "terraform");
    writeFileSync(terraform, `#!/bin/sh\necho '{"terraform_version": "1.11.4"}'\n`);
    chmodSync(terraform, 0o755);
    const output = await sandbox([], {
      PATH: [path, "/bin"].join(delimiter),
      SCOPELOCK_SANDBOX_VAULT_ADDR: undefined,
      XDG_CACHE_HOME: path,
    });
    expect(output).toContain("sandbox/vault-missing");
    expect(output).toMatch(
      /install vault.*start docker or podman.*install Go.*SCOPELOCK_SANDBOX_VAULT_ADDR/s,
    );
  });
});
