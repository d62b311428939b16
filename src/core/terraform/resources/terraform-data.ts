import type { ResourceType } from "./resource-type";
import { SERVERS_OWN } from "./reviewed";

/** Source: Terraform's documentation of `terraform_data`. Its provisioners are read from the plan's configuration. */
export const terraformData = {
  type: "terraform_data",
  label: "value in the state",
  attributes: {
    id: SERVERS_OWN,
    input: { harmless: "Terraform keeps it in the state, and does nothing else with it" },
    output: { harmless: "it is the input again" },
    triggers_replace: { harmless: "it sets when Terraform makes the value anew" },
  },
} as const satisfies ResourceType;
