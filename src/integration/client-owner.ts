import { Lazy, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { Derivation } from "../core/derivation";
import type { ClientModel, IntegrationModel } from "../core/stack";
import { declareOwner, type OwnerFacts } from "../rules/synth";
import { refuseHcl } from "../terraform";
import type { IVaultMount, Secret } from "../vault";
import { registerNames } from "./name-registry";
import { allowProviders } from "./providers";

/** What a stack keeps of the owner of an OAuth client: an integration, or the client of a user grant. */
export interface ClientOwner {
  /** What commands read from the synthesized stack, as it is when the stack is written. */
  readonly model: () => IntegrationModel | ClientModel;
  /** @default - no secret is kept */
  readonly secret?: Secret | undefined;
  readonly mount?: IVaultMount | undefined;
  readonly derivation: Derivation | undefined;
  /** What the rules look at besides. */
  readonly facts: () => OwnerFacts;
  /** Path of the construct of an action. @default - that of the owner */
  readonly pathOf?: (action: string) => string;
}

/** Readies the stack of an owner: JSON only, and a range of versions for each provider. */
export function prepareStack(construct: Construct): void {
  refuseHcl(construct);
  allowProviders(construct);
}

/**
 * Hands a finished owner to all that looks at it later: the registry of names, the rules, and the commands.
 * @param kind where commands look for it in the synthesized stack
 */
export function registerOwner(
  construct: Construct,
  kind: "integrations" | "clients",
  { model, secret, mount, derivation, facts, pathOf }: ClientOwner,
): void {
  const { environment, id } = model();
  registerNames(construct, { environment, id }, mount, secret);
  declareOwner(construct, facts, derivation, pathOf);
  // Beside cdktf's own metadata, which Terraform skips: no output, nothing in the state.
  // As text: cdktf looks for tokens in every value, again and again. Late: a reader may still be added.
  TerraformStack.of(construct).addOverride(
    `//.scopelock.${kind}.${id}`,
    Lazy.stringValue({ produce: () => JSON.stringify(model()) }),
  );
}
