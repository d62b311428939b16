import { type TerraformStack, Token } from "cdktf";
import { record } from "../core/diagnostic";
import { type AllowedVersions, allowedVersions, type ProviderName } from "../core/terraform";

/** What was said of a stack's providers; nothing where nothing was. */
const said = new WeakMap<TerraformStack, AllowedVersions>();

/** The versions that a stack's code or environment allows; `undefined` while none of scopelock's constructs is in it. */
export const declaredVersions = (stack: TerraformStack): AllowedVersions | undefined => said.get(stack);

/** Adds to what is said of a stack's providers. What is said last counts. */
export function declareVersions(stack: TerraformStack, versions: AllowedVersions): void {
  said.set(stack, { ...said.get(stack), ...versions });
}

/** The version in an override of `required_providers`; a token where the stack itself has put it there. */
export function overriddenVersion(stack: TerraformStack, name: ProviderName): string | undefined {
  // cdktf shows overrides to subclasses only.
  const { terraform } = record(Reflect.get(stack, "rawOverrides"));
  const { version } = record(record(record(terraform).required_providers)[name]);
  return typeof version === "string" ? version : undefined;
}

/** Which versions of a provider Terraform may install for a stack, in its own words. To be asked when all is declared. */
export function providerRange(stack: TerraformStack, name: ProviderName): string {
  const override = overriddenVersion(stack, name);
  return override !== undefined && !Token.isUnresolved(override)
    ? override
    : allowedVersions(said.get(stack), stack.node.path)[name];
}
