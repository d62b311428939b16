import { type DiagnosticId, type RefusalAnywhere, shown } from "../diagnostic";

/** What is wrong with a name; `undefined` when nothing is. */
export type NameRefusal = RefusalAnywhere | undefined;

/** Policies that Vault has by itself. Source: Vault 1.21 policy documentation. */
const BUILT_IN: ReadonlySet<string> = new Set(["root", "default", "response-wrapping", "control-group"]);

/** What a name looks like that is part of Vault paths, policy names and names in Genesys Cloud. */
export const PART = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/**
 * A name that is part of Vault paths, policy names and names in Genesys Cloud. In a policy's path `*` and `+` would stand
 * for others' names.
 * @param what whose name, as a noun
 * @param id of the refusal
 */
export function partRefusal(what: string, name: string, id: DiagnosticId): NameRefusal {
  if (typeof name === "string" && PART.test(name)) return undefined;
  return {
    id,
    what: `${shown(name)} cannot name ${what}.`,
    why: "The name is part of Vault paths and policy names.",
    fix: "Use lower-case letters, digits and single hyphens, for example external-contacts.",
  };
}

/** Name of a Vault policy. Vault writes names in lower case; a name in another case would be changed behind Terraform. */
export function policyNameRefusal(name: string): NameRefusal {
  const id = "reader/policy-name";
  if (BUILT_IN.has(name))
    return {
      id,
      what: `"${name}" is a policy of Vault's own.`,
      why: "Writing it would change what all users of Vault may do, or fail.",
      fix: "Name it after who reads, for example crm-sync.",
    };
  if (typeof name === "string" && /^[a-z0-9]([a-z0-9_.-]*[a-z0-9])?$/.test(name)) return undefined;
  const lower = String(name).toLowerCase();
  return {
    id,
    what: `${shown(name)} cannot name a Vault policy.`,
    why: "Vault keeps policy names in lower case, and a policy's name is part of paths, where * and + stand for others.",
    fix: `Use lower-case letters, digits, hyphens, dots and underscores${lower !== name && policyNameRefusal(lower) === undefined ? `: "${lower}"` : ", for example crm-sync"}.`,
  };
}

/** Paths that Vault keeps for itself. Source: Vault 1.21, `protectedMounts` in vault/mount.go. */
const PROTECTED: readonly string[] = ["audit", "auth", "cubbyhole", "identity", "sys"];

/** Path of a secrets engine. */
export function mountRefusal(path: string): NameRefusal {
  const refusal = vaultPathRefusal("a secrets engine", path, "mount/path");
  if (refusal) return refusal;
  const own = PROTECTED.find((each) => path === each || path.startsWith(`${each}/`));
  if (own === undefined) return undefined;
  return {
    id: "mount/path",
    what: `"${path}" cannot be the path of a secrets engine.`,
    why: `Vault keeps "${own}/" for itself and mounts nothing there.`,
    fix: "Name a KV version 2 secrets engine of your own, for example genesys-cloud.",
  };
}

/** Path of a mount or a namespace in Vault. */
export function vaultPathRefusal(what: string, path: string, id: DiagnosticId): NameRefusal {
  if (typeof path === "string" && /^[A-Za-z0-9_.-]+(\/[A-Za-z0-9_.-]+)*$/.test(path)) return undefined;
  return {
    id,
    what: `${shown(path)} cannot be the path of ${what}.`,
    why: "It is part of policy paths, where * and + stand for others, and slashes at the ends name something else.",
    fix: "Use letters, digits, hyphens, dots and underscores, with single slashes between them, for example team/genesys-cloud.",
  };
}
