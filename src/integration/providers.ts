import { Lazy, TerraformStack, Token } from "cdktf";
import type { IConstruct } from "constructs";
import type { z } from "zod";
import { ScopelockError } from "../core/diagnostic";
import {
  type AllowedVersions,
  allowedVersions,
  PROVIDER_NAMES,
  type ProviderName,
  versionRefusals,
} from "../core/terraform";
import { providerRegion } from "../genesys";
import { checkArguments, checkProps, inScope, props, text } from "../props";
import { declaredVersions, declareVersions, overriddenVersion, providerRange } from "../terraform";

/** A version for each provider. */
const VERSIONS = props({
  genesyscloud: text('">= 1.82"').optional(),
  vault: text('">= 5.6, < 6"').optional(),
} satisfies Record<ProviderName, z.ZodType>);

/** The versions of the providers that Terraform may install. */
export class Providers {
  private constructor() {}

  /**
   * Says which versions of the providers Terraform may install for a stack, whoever made them in it. `EnvironmentStack` does
   * it with `providers` of the environment file. What is said last counts, for each provider.
   *
   * @param versions in Terraform's constraint language, for example `{ vault: ">= 5.6, < 6" }`
   * @throws {@link ScopelockError} `providers/constraint`, `providers/too-old` and `providers/unsupported`.
   */
  static allow(scope: IConstruct, versions: AllowedVersions): void {
    checkArguments("Providers.allow", inScope, { scope });
    const stack = TerraformStack.of(scope);
    checkProps("Providers.allow", `${stack.node.path}: providers`, VERSIONS, versions);
    allowedVersions(versions, `${stack.node.path}: providers.`);
    allowProviders(scope);
    for (const name of PROVIDER_NAMES) {
      const text = versions[name];
      if (text === undefined) continue;
      declareVersions(stack, { [name]: text });
      ask(stack, name);
    }
  }
}

/**
 * Has the stack of a construct ask for a range of each provider's versions. cdktf writes the one version that the bindings
 * were generated from into `required_providers`, whatever range their own configuration says.
 */
export function allowProviders(scope: IConstruct): void {
  const stack = TerraformStack.of(scope);
  if (declaredVersions(stack) !== undefined) return;
  declareVersions(stack, {});
  // A provider version that somebody has overridden already is theirs; it is judged like any other.
  for (const name of PROVIDER_NAMES) if (overriddenVersion(stack, name) === undefined) ask(stack, name);
  // What an override says is known when everything is declared.
  const where = `${stack.node.path}: terraform.required_providers.`;
  stack.node.addValidation({
    validate: () =>
      versionRefusals({ ...declaredVersions(stack), ...overrides(stack) }, where, providerRegion(stack)).map(
        (refusal) => new ScopelockError(refusal).message,
      ),
  });
}

function ask(stack: TerraformStack, name: ProviderName): void {
  const version = Lazy.stringValue({ produce: () => rangeOf(stack, name) });
  stack.addOverride(`terraform.required_providers.${name}.version`, version);
}

/** What Terraform is told; nothing of a provider that the stack does not have. */
function rangeOf(stack: TerraformStack, name: ProviderName): string {
  const isThere = stack.allProviders().some(({ terraformResourceType }) => terraformResourceType === name);
  // cdktf leaves out what is undefined; its types do not say so.
  if (!isThere) return undefined as unknown as string;
  // Where nothing was said, what knows the provider's region.
  return declaredVersions(stack)?.[name] === undefined
    ? allowedVersions({}, stack.node.path, providerRegion(stack))[name]
    : providerRange(stack, name);
}

const overrides = (stack: TerraformStack): AllowedVersions =>
  Object.fromEntries(
    PROVIDER_NAMES.map((name) => [name, overriddenVersion(stack, name)] as const).filter(
      // The stack's own, which is judged where it is said.
      ([, text]) => text !== undefined && !Token.isUnresolved(text),
    ),
  );
