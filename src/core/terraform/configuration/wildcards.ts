import type { Block } from "./blocks";
import { stringsIn } from "./strings";

/** Whose texts grant something, and which of them mean more than they name. */
const GRANTING: readonly (readonly [type: RegExp, wildcard: RegExp])[] = [
  [/^genesyscloud_(auth_role|oauth_client)$/, /^\*$/],
  // Bound service accounts, claims, subjects: all of them globs.
  [/^vault_\w+_role$/, /\*/],
];
/** Vault's: a star ends a path that is a prefix, a plus stands for one segment. Source: Vault 1.21 policy documentation. */
const WILD_PATH = /\*$|(^|\/)\+(\/|$)/;

/** Something that means more than it names. */
export interface Wildcard {
  /** Of its block. */
  readonly address: string;
  /** Where it stands below the block: `roles[0].division_id`, `path`. */
  readonly at: string;
  /** Both, for people. */
  readonly what: string;
}

/** Every wildcard in what a configuration grants: permissions, divisions, paths in Vault, who may log in. */
export function wildcardsIn({ blocks }: { readonly blocks: readonly Block[] }): readonly Wildcard[] {
  return blocks.flatMap((block) => [...inValues(block), ...inPolicy(block)]);
}

function inValues({ address, type, body }: Block): Wildcard[] {
  const wildcard = GRANTING.find(([granting]) => granting.test(type))?.[1];
  if (!wildcard) return [];
  return stringsIn(body, (text) => wildcard.test(text)).map(({ at, text }) => ({
    address,
    at,
    what: `${at} is ${JSON.stringify(text)}`,
  }));
}

function inPolicy({ address, type, body }: Block): Wildcard[] {
  if (type !== "vault_policy") return [];
  return pathsOf(String(body.policy))
    .filter((path) => WILD_PATH.test(path))
    .map((path) => ({ address, at: "path", what: `path ${JSON.stringify(path)}` }));
}

/** The paths that a Vault policy (HCL) names. */
function pathsOf(policy: string): readonly string[] {
  return [...policy.matchAll(/^\s*path\s+"([^"]+)"/gm)].map(([, path = ""]) => path);
}
