import { copyFileSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../../packages/sandbox/src";
import { run } from "../../packages/sandbox/src/cdktf";
import { Deployer } from "../../packages/sandbox/src/deploy";
import { GenesysClient } from "../../packages/sandbox/src/genesys-client";
import { terraformBinary } from "../../src/process/terraform-binary";
import { codeIn, pageText } from "../docs/pages";
import { lacking, needsTerraformAndVault } from "../prerequisites";
import { shown } from "../process";
import { whichProviders } from "./which-providers";

/* The ways of docs/guides/leaving.md, with its own commands: one after the other on the same deployment. */

const [asTerraform = "", withoutTerraform = ""] = codeIn(pageText("docs/guides/leaving.md"), "sh");
const { signal } = new AbortController();

let sandbox: Sandbox;
let stack: string;
beforeEach(needsTerraformAndVault);
beforeAll(async () => {
  if (lacking.length > 0) return;
  sandbox = await startSandbox({ providers: whichProviders() });
  const deployer = new Deployer(sandbox, signal);
  const { code, output } = await deployer.deploy();
  expect(code, shown(output)).toBe(0);
  stack = join(deployer.outdir, "stacks", sandbox.environment);
}, 300_000);
afterAll(() => sandbox?.close());

const shell = async (cwd: string, command: string) => {
  const ran = await run("bash", ["-euo", "pipefail", "-c", command], { cwd, env: sandbox.env, signal });
  expect(ran.code, shown(ran.output)).toBe(0);
  return ran.output;
};
/** A line of the page, on the engine under test. */
const line = (block: string, start: string) => {
  const found = block.split("\n").find((each) => each.includes(start));
  if (found === undefined) throw new Error(`The page has no line with "${start}".`);
  return found
    .replace(/\bterraform(?= (init|plan|state))/g, terraformBinary(sandbox.env))
    .replace(/ +#.*/, "");
};
const answers = async () => {
  const { status } = await new GenesysClient(sandbox.genesys).execute("Get external contact by phone", {
    phoneNumber: "+15550199",
  });
  return status;
};

it("way 1: what the synth writes is plain Terraform, and its plan has no changes", async () => {
  const own = join(dirname(stack), "data-actions-tf");
  mkdirSync(own);
  copyFileSync(join(stack, "cdk.tf.json"), join(own, "main.tf.json"));
  const commands = line(asTerraform, "terraform init").replace("cd data-actions-tf && ", "");
  expect(await shell(own, commands)).toMatch(/No changes|without changing any real infrastructure/);
}, 300_000);

it("way 2: Terraform forgets the objects, and the data action answers", async () => {
  await shell(stack, line(withoutTerraform, "state list"));
  expect(await shell(stack, `${terraformBinary(sandbox.env)} state list`)).toBe("");
  expect(await answers()).toBe(200);
}, 300_000);
