/** Data actions in several stacks, with scopelock. */
import { VaultProvider } from "@cdktf/provider-vault/lib/provider";
import { App, LocalBackend, TerraformStack } from "cdktf";
import {
  DataAction,
  DataActionIntegration,
  Generations,
  GenesyscloudProvider,
  regionEndpoints,
  VaultMount,
} from "scopelock";
import { readInput, reportCost } from "./input";

const { input, outdir } = readInput();
const actions = input.actions.map((action) => DataAction.define(action)) as [DataAction, ...DataAction[]];
const app = new App({ outdir });
for (let at = 0; at < input.stacks; at += 1) {
  const stack = new TerraformStack(app, `env-${at}`);
  new LocalBackend(stack, { path: "terraform.tfstate" });
  new GenesyscloudProvider(stack, "genesyscloud", { awsRegion: "eu-west-1" });
  new VaultProvider(stack, "vault", {
    address: `https://${stack.node.id}.example.com`,
    skipChildToken: true,
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
