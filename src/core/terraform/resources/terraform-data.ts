import type { ResourceType } from "./resource-type";
import { SERVERS_OWN } from "./reviewed";

/**
 * Nothing of it is kept out of the state: `store.input` is write-only, and the provider copies it into `store.output` or
 * `store.sensitive_output`. Source: Terraform's documentation of `terraform_data`; hashicorp/terraform 1.16,
 * `internal/builtin/providers/terraform/resource_data.go`. Its provisioners are read from the plan's configuration.
 */
export const terraformData = {
  type: "terraform_data",
  label: "value in the state",
  attributes: {
    id: SERVERS_OWN,
    input: { harmless: "Terraform keeps it in the state, and does nothing else with it" },
    output: { harmless: "it is the input again" },
    triggers_replace: { harmless: "it sets when Terraform makes the value anew" },
    store: { means: "Terraform keeps what it is given in the state, also what is ephemeral or sensitive" },
  },
} as const satisfies ResourceType;
