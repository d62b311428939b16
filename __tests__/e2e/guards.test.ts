import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { SANDBOX_MOUNT, type Sandbox, startSandbox } from "../../packages/sandbox/src";
import { run } from "../../packages/sandbox/src/cdktf";
import { Deployer } from "../../packages/sandbox/src/deploy";
import { GenesysClient } from "../../packages/sandbox/src/genesys-client";
import { terraformBinary } from "../../src/process/terraform-binary";
import { needsTerraformAndVault } from "../prerequisites";
import { shown } from "../process";
import { whichProviders } from "./which-providers";

/*
 * The real providers' traps, as the stand-ins have them too, and the guards that catch them.
 */

let sandbox: Sandbox;
let deployer: Deployer;
beforeEach(async (context) => {
  needsTerraformAndVault(context);
  sandbox = await startSandbox({ providers: whichProviders() });
  deployer = new Deployer(sandbox, new AbortController().signal);
});
afterEach(() => sandbox?.close());

const environmentFile = () => join(sandbox.directory, "environments/sandbox.json");
const rotateTo = (live: number[], current: number) => {
  const environment = JSON.parse(readFileSync(environmentFile(), "utf8"));
  writeFileSync(environmentFile(), JSON.stringify({ ...environment, rotation: { live, current } }));
};
const vault = async () => {
  const answer = await fetch(`${sandbox.vault.address}/v1/${SANDBOX_MOUNT}/data/sandbox/external-contacts`, {
    headers: { "X-Vault-Token": sandbox.vault.rootToken },
  });
  return ((await answer.json()) as { data?: { data?: Record<string, string> } }).data?.data;
};
const execute = () =>
  new GenesysClient(sandbox.genesys).execute("Get external contact by phone", { phoneNumber: "+15550199" });
const handedOver = () => {
  return readdirSync(join(sandbox.directory, "handoff")).filter((file) => !/^\.(ready|run-)/.test(file));
};
const deploy = async () => {
  const { code, output } = await deployer.deploy();
  expect(code, shown(output)).toBe(0);
};
const failsWith = async (sentence: RegExp) => {
  const { code, output } = await deployer.deploy();
  expect(code, shown(output)).not.toBe(0);
  // Terraform wraps its messages in boxes.
  expect(output.replace(/[│╷╵\s]+/g, " ")).toMatch(sentence);
};

describe("rotation", () => {
  it("[1] -> [1, 2] -> [2]: the call is answered all along, and Vault follows", async () => {
    await deploy();
    const first = await vault();
    rotateTo([1, 2], 2);
    await deploy();
    const second = await vault();
    expect(second?.client_id).not.toBe(first?.client_id);
    expect(second).toHaveProperty("generation_2");
    expect((await execute()).status).toBe(200);
    rotateTo([2], 2);
    expect((await deployer.plan()).every(({ actions }) => actions.join() === "delete")).toBe(true);
    await deploy();
    expect((await execute()).status).toBe(200);
    expect(await deployer.plan()).toEqual([]);
    expect(handedOver()).toEqual([]);
  });
});

describe("an integration credential that is refused, which the provider reports as success", () => {
  it("fails the deploy, keeps the last good generation, and heals with the next", async () => {
    await deploy();
    const good = await vault();
    sandbox.genesys.faults.fail({ method: "POST", path: /\/integrations\/credentials$/ }, { status: 400 }, 1);
    rotateTo([1, 2], 2);
    await failsWith(/integration credential of generation 2 was not created/);
    expect(await vault()).toEqual(good);
    expect((await execute()).status).toBe(200);
    // A failed run's secret is removed once cdktf has ended.
    for (let attempt = 0; attempt < 100 && handedOver().length > 0; attempt += 1) await sleep(100);
    expect(handedOver()).toEqual([]);

    rotateTo([1, 3], 3);
    await deploy();
    expect(await vault()).toHaveProperty("generation_3");
    expect(await deployer.plan()).toEqual([]);
  });
});

describe("a hand-off directory that is not there", () => {
  it("stops everything before a client is made", async () => {
    await deploy();
    rotateTo([1, 2], 2);
    await deployer.plan();
    rmSync(join(sandbox.directory, "handoff"), { recursive: true });
    const cwd = join(deployer.outdir, "stacks/sandbox");
    const applied = await run(terraformBinary(), ["apply", "-input=false", "-no-color", "-auto-approve"], {
      cwd,
      env: sandbox.env,
      signal: new AbortController().signal,
    });
    expect(applied.code).not.toBe(0);
    expect(applied.output.replace(/[│╷╵\s]+/g, " ")).toMatch(
      /hand-off directory for new client secrets is missing/,
    );
    const clients = await new GenesysClient(sandbox.genesys).call("GET", "/api/v2/oauth/clients");
    const names = (clients.body as { entities: { name: string }[] }).entities.map(({ name }) => name);
    expect(names.some((name) => name.endsWith(" g2"))).toBe(false);
    expect(readdirSync(cwd).filter((file) => /^[0-9a-f]{8}-/.test(file))).toEqual([]);
  });
});
