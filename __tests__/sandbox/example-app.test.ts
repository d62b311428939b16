import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { exampleApp } from "../../packages/sandbox/src/app";
import { CHECKOUT_APP, temporaryDirectory } from "../process";

const temporary = temporaryDirectory();
afterEach(temporary.remove);

/** The stack `sandbox` of an app, as cdktf has it synthesized: with an output directory in the environment. */
function synthesized(directory: string, command: string, name: string): unknown {
  const outdir = join(temporary.path, name);
  execFileSync("sh", ["-c", command], {
    cwd: directory,
    env: { ...process.env, CDKTF_OUTDIR: outdir, SCOPELOCK_ENVIRONMENTS: temporary.path },
  });
  return JSON.parse(readFileSync(join(outdir, "stacks/sandbox/cdk.tf.json"), "utf8"));
}

it("the sandbox's own app synthesizes what the checkout's app does", () => {
  writeFileSync(
    join(temporary.path, "sandbox.json"),
    JSON.stringify({
      genesys: { region: "eu-west-1" },
      vault: { address: "http://127.0.0.1:8200", mount: { path: "genesys-cloud", managed: true } },
      backend: { type: "local", path: "/state/sandbox.tfstate" },
      rotation: { live: [1], current: 1 },
    }),
  );
  const example = exampleApp();
  const own = synthesized(example.directory, example.command ?? "", "own");
  expect(own).toHaveProperty("resource.genesyscloud_auth_role");
  expect(synthesized(CHECKOUT_APP.directory, "node --import tsx main.ts", "checkout")).toEqual(own);
});
