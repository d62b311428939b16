import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Ran, run } from "../../packages/sandbox/src/cdktf";
import { cleanEnvironment } from "../../packages/sandbox/src/clean-environment";
import { declared, deployed, VAULT_TOKEN, type World } from "../doctor/deployed";
import { ROOT, temporaryDirectory } from "../process";

let temporary: ReturnType<typeof temporaryDirectory>;
beforeEach(() => {
  temporary = temporaryDirectory();
});
afterEach(() => temporary.remove());

function write(path: string, content: object): void {
  const file = join(temporary.path, path);
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, JSON.stringify(content));
}

/** An environment file and a synthesized stack. */
function prepare(vault = "http://127.0.0.1:9", genesys = "http://127.0.0.1:9"): void {
  const { hostname, port } = new URL(genesys);
  write("environments/dev.json", {
    genesys: { gateway: { protocol: "http", host: hostname, port: Number(port) } },
    vault: { address: vault, mount: { path: "kv", managed: true } },
    backend: { type: "local", path: "state/dev.tfstate" },
    rotation: { live: [1], current: 1 },
  });
  write("out/stacks/dev/cdk.tf.json", {
    "//": { scopelock: { integrations: { crm: JSON.stringify(declared) } } },
  });
}

/** Runs `scopelock doctor` as users do. */
function doctor(env: Record<string, string>, ...args: string[]): Promise<Ran> {
  const directories = [
    "--environments",
    join(temporary.path, "environments"),
    "--output",
    join(temporary.path, "out"),
  ];
  return run(process.execPath, ["--import", "tsx", "src/cli/main.ts", "doctor", ...directories, ...args], {
    env: cleanEnvironment(temporary.path, { VAULT_TOKEN, NO_COLOR: "1", ...env }),
    cwd: ROOT,
    signal: new AbortController().signal,
  });
}

describe("scopelock doctor, given what it cannot use", () => {
  it.each<[string, Record<string, string>, string[], RegExp]>([
    ["no token for Vault", { VAULT_TOKEN: "" }, ["dev"], /doctor\/vault-token.*fix:/s],
    ["a blank token", { VAULT_TOKEN: " \n" }, ["dev"], /doctor\/vault-token/],
    ["an unknown environment", {}, ["dve"], /environment\/unknown.*Did you mean "dev"/s],
    ["a stack that is not synthesized", {}, ["dev", "--output", "/nowhere"], /stack\/not-synthesized/],
    ["a wait that is not a number", {}, ["dev", "--wait", "long"], /"long" is not a number of seconds/],
    ["a day that is none", {}, ["dev", "--today", "2026-02-30"], /"2026-02-30" is not a day/],
    ["no environment", {}, [], /Missing required argument/],
  ])("%s: ends with 1 and says why", async (_, env, args, message) => {
    prepare();
    const { code, output } = await doctor(env, ...args);
    expect(code).toBe(1);
    expect(output).toMatch(message);
    expect(output).not.toMatch(/^\s+at .*:\d+:\d+/m);
  });

  it("an older synthesized stack", async () => {
    prepare();
    const { actions: _, ...older } = declared;
    write("out/stacks/dev/cdk.tf.json", {
      "//": { scopelock: { integrations: { crm: JSON.stringify(older) } } },
    });
    expect(await doctor({}, "dev")).toMatchObject({
      code: 1,
      output: expect.stringContaining("cdktf synth again"),
    });
  });

  it("documents its exit codes", async () => {
    const { code, output } = await doctor({}, "--help");
    expect(code).toBe(0);
    expect(output).toMatch(/0 {2}healthy.*1 {2}unusable input.*2 {2}something is wrong/s);
  });
});

describe("scopelock doctor", () => {
  let world: World;
  beforeEach(async () => {
    world = await deployed();
    prepare(world.vault.address, world.genesys.url);
  });
  afterEach(() => world.close());
  const operator = () => ({
    GENESYSCLOUD_OAUTHCLIENT_ID: world.genesys.deployer.clientId,
    GENESYSCLOUD_OAUTHCLIENT_SECRET: world.genesys.deployer.clientSecret,
  });

  it("ends with 0 when all is well, and says what holds; a token from a file may end with a line", async () => {
    const { code, output } = await doctor({ ...operator(), VAULT_TOKEN: `${VAULT_TOKEN}\n` }, "dev");
    expect(output).toMatch(
      /✓ crm: Vault holds the secret of g1.*✓ crm: "Look up" through the integration: 200.*Healthy\./s,
    );
    expect(code).toBe(0);
  });

  it("ends with 2 when something is wrong, and prints JSON alone on standard output", async () => {
    world.vault.answers.delete("kv/data/dev/crm/manifest");
    const options = ["--format", "json", "--today", "2026-11-28"];
    const { code, output, stdout } = await doctor(operator(), "dev", ...options);
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toEqual({
      scopelock: "diagnosis",
      format: 2,
      environment: "dev",
      verdict: "wrong",
      today: "2026-11-28",
      generations: { live: [1], current: 1 },
      integrations: ["crm"],
      proofs: expect.arrayContaining([
        {
          id: "probe/answered",
          where: "crm",
          about: "Look up",
          what: '"Look up" with the client\'s own token: 200',
        },
      ]),
      findings: [
        {
          id: "manifest/missing",
          severity: "error",
          where: "crm",
          what: "There is no manifest in Vault at kv/data/dev/crm/manifest.",
          why: expect.stringContaining("404, and not 403"),
          fix: expect.stringContaining("npx cdktf deploy dev"),
        },
      ],
    });
    expect(output).not.toContain(VAULT_TOKEN);
    expect(output).not.toContain(world.client.secret);
  });

  it("ends with 1 when Vault does not let it look", async () => {
    const { code, output } = await doctor({ VAULT_TOKEN: "another" }, "dev");
    expect(code).toBe(1);
    expect(output).toMatch(
      /unknown vault\/forbidden: .*why 403.*fix Use a token with a reader's policy.*Unknown/s,
    );
  });
});
