/** Whether a file is written in HCL, by its name. */
export function isHcl(file: string): boolean {
  return /\.(tf|tofu|tfvars)$/i.test(file);
}

/** Whether a file is a part of a Terraform module, by its name. */
export function isConfiguration(file: string): boolean {
  return /\.(tf|tofu)(\.json)?$/i.test(file);
}

/** Whether a file gives values to variables, by its name. Terraform reads it by itself. */
export function isVariables(file: string): boolean {
  return /(^|[/\\])terraform\.tfvars(\.json)?$|\.auto\.tfvars(\.json)?$/i.test(file);
}
