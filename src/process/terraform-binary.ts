import { resolve } from "node:path";

/**
 * The Terraform that cdktf runs: what `TERRAFORM_BINARY_NAME` names, else `terraform`, found on PATH. A path is made whole,
 * because commands run in other directories. Source: cdktf-cli 0.21, `terraformBinaryName`.
 */
export function terraformBinary(env: NodeJS.ProcessEnv = process.env): string {
  const named = env.TERRAFORM_BINARY_NAME;
  // Empty is not set, to cdktf too.
  if (named === undefined || named === "") return "terraform";
  return /[\\/]/.test(named) ? resolve(named) : named;
}
