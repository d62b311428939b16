import { stringsIn } from "./strings";
import type { Block, Synthesized } from "./synthesized";

/** Whose texts grant something, and which of them mean more than they name. */
const GRANTING: readonly (readonly [type: RegExp, wildcard: RegExp])[] = [
  [/^genesyscloud_(auth_role|oauth_client)$/, /^\*$/],
  // Bound service accounts, claims, subjects: all of them globs.
  [/^vault_\w+_role$/, /\*/],
];
/** Vault's: a star ends a path that is a prefix, a plus stands for one segment. Source: Vault 1.21 policy documentation. */
const WILD_PATH = /\*$|(^|\/)\+(\/|$)/;

/** Every wildcard in what a configuration grants: permissions, divisions, paths in Vault, who may log in. */
export function wildcardsIn({ blocks }: Synthesized): readonly string[] {
  return blocks.flatMap((block) => [...inValues(block), ...inPolicy(block)]);
}

function inValues({ address, type, body }: Block): string[] {
  const wildcard = GRANTING.find(([granting]) => granting.test(type))?.[1];
  if (!wildcard) return [];
  return stringsIn(body)
    .filter(({ text }) => wildcard.test(text))
    .map(({ at, text }) => `${address}: ${at} is ${JSON.stringify(text)}`);
}

function inPolicy({ address, type, body }: Block): string[] {
  if (type !== "vault_policy") return [];
  return [...String(body.policy).matchAll(/^\s*path\s+"([^"]+)"/gm)]
    .map(([, path = ""]) => path)
    .filter((path) => WILD_PATH.test(path))
    .map((path) => `${address}: path ${JSON.stringify(path)}`);
}
