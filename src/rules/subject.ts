import type { Diagnostic } from "../core/diagnostic";
import type { Endpoints } from "../core/request";
import type { ClientModel, IntegrationModel } from "../core/stack";
import type { Block, ResourceTypeName } from "../core/terraform";

/** A problem that a construct, its derivation or its contract checks have found. */
export interface Said {
  /** Path of the construct that it is about. */
  readonly path: string;
  readonly problem: Diagnostic;
}

/** What owns an OAuth client: an integration, or the client of a user grant. */
export interface Owner {
  /** Path of its construct. */
  readonly path: string;
  /** Live generations, ascending. */
  readonly live: readonly number[];
  /** How a new secret gets to Vault. @default - not at all: nobody uses it */
  readonly handoff?: "vault-only" | "terraform-state" | undefined;
  /** Where a reader of its secret gets tokens and calls the API. @default - no secret is kept */
  readonly endpoints?: Endpoints | undefined;
  /** What its client is granted, as Terraform gets it. @default - nothing: it acts for a user */
  readonly roles?: readonly GrantedRole[];
  /** Of an integration. */
  readonly integration?: IntegrationModel;
  /** Of the client of a user grant. */
  readonly client?: ClientModel;
}

/** A role that is granted in a division; each an id, or the reference to one. */
export interface GrantedRole {
  readonly roleId: string;
  readonly divisionId: string;
}

/** A block, and the construct that it is of. */
export interface OwnedBlock extends Block {
  /** Path of the construct; of what has none, that of the stack. */
  readonly path: string;
}

/** What the rules judge: one stack, as it was declared and as Terraform gets it. */
export interface Subject {
  /** Path of the stack. */
  readonly path: string;
  readonly said: readonly Said[];
  readonly owners: readonly Owner[];
  /** What Terraform gets, overrides included. */
  readonly blocks: readonly OwnedBlock[];
  /** Addresses that an `import` block names. */
  readonly imported: readonly string[];
  /** Where cdktf writes; absolute. */
  readonly outputDirectory: string;
  /** The variables `TF_LOG...` of the environment of the synth. */
  readonly terraformLog: Readonly<Record<string, string>>;
  /** The variables of that environment by which a provider unbinds a credential, or logs secrets. */
  readonly harmfulVariables: readonly { readonly name: string; readonly why: string }[];
}

/** The resources of an owner that are of a type. */
export function resourcesOf(
  { blocks }: Subject,
  { path }: Owner,
  type: ResourceTypeName,
): readonly OwnedBlock[] {
  return blocks.filter(
    (block) =>
      block.type === type && block.address.startsWith(`${type}.`) && block.path.startsWith(`${path}/`),
  );
}
