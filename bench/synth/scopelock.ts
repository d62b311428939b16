/** Data actions in several stacks, with scopelock. */
import { App, LocalBackend, TerraformStack } from "cdktf";
import { connect } from "../../src/app/providers";
import { DataAction } from "../../src/core/action/data-action";
import { regionEndpoints } from "../../src/core/request/region";
import { Generations } from "../../src/core/rotation";
import { DataActionIntegration } from "../../src/integration/data-action-integration";
import { VaultMount } from "../../src/vault/mount";
import { readInput, reportCost } from "./input";

const { input, outdir } = readInput();
const actions = input.actions.map((action) => DataAction.define(action)) as [DataAction, ...DataAction[]];
const app = new App({ outdir });
for (let at = 0; at < input.stacks; at += 1) {
  const stack = new TerraformStack(app, `env-${at}`);
  new LocalBackend(stack, { path: "terraform.tfstate" });
  connect(stack, {
    genesys: { region: "eu-west-1" },
    vault: { address: `https://${stack.node.id}.example.com`, mount: { path: "kv", managed: true } },
  });
  new DataActionIntegration(stack, "crm", {
    environment: `env-${at}`,
    actions,
    generations: Generations.of({ live: [1], current: 1 }),
    mount: new VaultMount(stack, "mount", { path: "kv" }),
    endpoints: regionEndpoints("eu-west-1"),
  });
}
app.synth();
reportCost();
