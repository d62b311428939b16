import type { VaultProvider } from "@cdktf/provider-vault/lib/provider";
import { TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { ScopelockError } from "../core/errors";

/** A name that only one construct of an app may write, because Terraform writes over what has it already. */
export interface Name {
  /** What has the name, for people: `the policy "x"`. */
  readonly what: string;
  /** Whether another Vault may have one of this name too. */
  readonly inVault: boolean;
  /** Path of the construct that writes it. */
  readonly owner: string;
}

/** Names that are taken, by app; each with its owner's path. */
const taken = new WeakMap<IConstruct, Map<string, string>>();

/**
 * Takes names for a construct, when the app is validated: only then every stack's Vault is known.
 * @throws {@link ScopelockError} `names/collision`, at synthesis, when another construct of the app has taken one.
 */
export function takeNames(construct: IConstruct, names: readonly Name[]): void {
  construct.node.addValidation({
    validate() {
      const { root } = construct.node;
      const known = taken.get(root) ?? new Map<string, string>();
      taken.set(root, known);
      for (const { what, inVault, owner } of names) {
        const vault = inVault ? ` in ${vaultOf(construct)}` : "";
        const other = known.get(what + vault) ?? owner;
        if (other !== owner)
          throw new ScopelockError({
            id: "names/collision",
            what: `Two constructs make ${what}${vault}.`,
            where: `${other} and ${owner}`,
            why: "Both would be written without a question, and each deploy would overwrite what the other one wrote.",
            fix: "Give one of them another name, or make it once and hand it to both.",
          });
        known.set(what + vault, owner);
      }
      return [];
    },
  });
}

/** The Vault that a construct's stack writes to, as its provider names it. */
function vaultOf(construct: IConstruct): string {
  const provider = TerraformStack.of(construct)
    .allProviders()
    .find(({ terraformResourceType }) => terraformResourceType === "vault") as VaultProvider | undefined;
  return [provider?.address ?? "the Vault of VAULT_ADDR", provider?.namespace].filter(Boolean).join(", ");
}
