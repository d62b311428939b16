import { App, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { ScopelockError } from "../core/diagnostic";

/**
 * Refuses a synth that writes HCL.
 * @throws {@link ScopelockError} `synth/hcl`
 */
export function refuseHcl(construct: Construct): void {
  const { root } = construct.node;
  // Each stack decides for itself, by SYNTH_HCL_OUTPUT; cdktf 0.21 and cdktn 0.24 do not show that in their types.
  const { synthesizer } = TerraformStack.of(construct);
  const isAsked =
    ("hclOutput" in synthesizer && synthesizer.hclOutput === true) || (App.isApp(root) && root.hclOutput);
  if (!isAsked) return;
  throw ScopelockError.at(construct, {
    id: "synth/hcl",
    what: "cdktf is asked to write HCL.",
    why: "It writes the templates of data actions and the conditions of checks into HCL without escaping them: Terraform would read others than were declared.",
    fix: "Leave out --hcl, hclOutput of the App, and SYNTH_HCL_OUTPUT. Terraform reads the JSON that is written instead.",
  });
}
