import { listed as enumerated } from "../../core/diagnostic";
import { type Permission, partsOf } from "../../core/permission";
import type { AuthRoleType, KnownType } from "../plan/attributes";
import type { DeclaredDivision } from "../plan/declared";
import type { ResourceChange } from "../plan/facts";

/** A permission as people say it: `externalContacts:contact:view` is "view contact (external contacts)". */
export function inWords(permission: Permission): string {
  const parts = partsOf(permission);
  if (!parts)
    return permission === "admin"
      ? "do everything in Genesys Cloud"
      : `do everything that "${permission}" allows`;
  const { domain, entity, action } = parts;
  if (domain === "*" && entity === "*")
    return action === "*"
      ? "do anything with everything in Genesys Cloud"
      : `${spaced(action)} everything in Genesys Cloud`;
  const what = entity === "*" ? "anything" : spaced(entity);
  const where = domain === "*" ? "every domain" : spaced(domain);
  return action === "*" ? `do anything with ${what} (${where})` : `${spaced(action)} ${what} (${where})`;
}

/** `externalContacts` is "external contacts". Abbreviations stay as they are. */
const spaced = (word: string) =>
  word
    .replace(/_/g, " ")
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/[A-Z](?=[a-z])/g, (letter) => letter.toLowerCase());

/** Divisions as people say them. */
export function divisionsInWords(divisions: readonly DeclaredDivision[]): string {
  return divisions.map(divisionInWords).join(" and ");
}

function divisionInWords({ lookup, name }: DeclaredDivision): string {
  if (lookup === "home") return "the home division";
  if (lookup === "id" && name === "*") return "all divisions";
  if (name === undefined) return "a division that is known only when applied";
  return lookup === "named" ? `the division "${name}"` : `the division with the id ${name}`;
}

/** An object as people say it. */
export function resourceInWords({ type, generation, before, after, resource }: ResourceChange): string {
  const name = [after, before].map((side) => (side && "name" in side ? side.name : undefined)).find(Boolean);
  const article = name === undefined ? "a" : "the";
  const named = name === undefined ? "" : ` "${name}"`;
  const secret = name?.endsWith("/manifest") ? "the manifest in Vault" : "the secret in Vault";
  const engine = `the secrets engine in Vault (${resource})`;
  const words: Readonly<Record<Exclude<KnownType, AuthRoleType>, string>> = {
    genesyscloud_auth_role: `the role${named}`,
    genesyscloud_oauth_client: `the OAuth client${generation === undefined ? "" : ` of generation ${generation}`}`,
    genesyscloud_integration: `the integration${named}`,
    genesyscloud_integration_action: `${article} data action${named}`,
    vault_policy: `${article} Vault policy${named}`,
    vault_kv_secret_v2: secret,
    vault_generic_secret: secret,
    vault_mount: engine,
    vault_kv_secret_backend_v2: engine,
  };
  return type in words ? words[type as keyof typeof words] : `the role of Vault's auth method${named}`;
}

/** `"a"`, `"a" and "b"`, `"a", "b" and 3 more`. */
export function listed(names: readonly string[], most = 3): string {
  const quoted = names.slice(0, most).map((name) => `"${name}"`);
  const more = names.length - quoted.length;
  return more > 0 ? `${quoted.join(", ")} and ${more} more` : enumerated(quoted);
}
