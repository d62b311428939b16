import type { VaultProvider } from "@cdktf/provider-vault/lib/provider";
import { TerraformStack } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { ScopelockError } from "../core/diagnostic";
import { type IVaultMount, Readers, type SecretReaders } from "../vault";

/** A name that only one construct of an app may write, because Terraform writes over what has it already. */
interface Name {
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
 * Takes the names that an integration or a client writes, when the app is validated: only then every stack's Vault is known.
 * @throws {@link ScopelockError} `names/collision`, at synthesis, when another construct of the app has taken one.
 */
export function registerNames(
  construct: IConstruct,
  { environment, id }: { readonly environment: string; readonly id: string },
  mount?: IVaultMount,
  readers?: SecretReaders,
): void {
  const self = {
    what: `the integration or client "${id}" of the environment "${environment}"`,
    inVault: false,
    owner: construct.node.path,
  };
  construct.node.addValidation({
    validate() {
      const { root } = construct.node;
      const known = taken.get(root) ?? new Map<string, string>();
      taken.set(root, known);
      for (const { what, inVault, owner } of [self, ...namesInVault(construct, mount, readers)]) {
        const vault = inVault ? ` in ${vaultOf(construct, mount)}` : "";
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

/** A stack makes each policy and role once, whoever of it is read: only another stack can overwrite it. */
function namesInVault(
  construct: IConstruct,
  mount: IVaultMount | undefined,
  { readerPolicies, readerRoles }: SecretReaders = { readerPolicies: [], readerRoles: [] },
): readonly Name[] {
  const inVault = true;
  return [
    ...(mount?.managed && Construct.isConstruct(mount)
      ? [{ what: `the mount "${mount.path}"`, inVault, owner: mount.node.path }]
      : []),
    ...readerPolicies.map((name) => ({
      what: `the Vault policy "${name}"`,
      inVault,
      owner: Readers.of(construct).policy(name, mount?.namespace).node.path,
    })),
    ...readerRoles.map((role) => ({
      what: `the role "${role.name}" of the auth method "${role.mount}"`,
      inVault,
      owner: Readers.of(construct).role(role, mount?.namespace).node.path,
    })),
  ];
}

/** The Vault that a construct's stack writes to, as its provider names it, with the mount's namespace. */
function vaultOf(construct: IConstruct, mount: IVaultMount | undefined): string {
  const provider = TerraformStack.of(construct)
    .allProviders()
    .find(({ terraformResourceType }) => terraformResourceType === "vault") as VaultProvider | undefined;
  const namespace = [provider?.namespace, mount?.namespace].filter(Boolean).join("/");
  return [provider?.address ?? "the Vault of VAULT_ADDR", namespace].filter(Boolean).join(", ");
}
