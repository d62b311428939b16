import type { PolicyFacts } from "./facts";
import type { Outcome } from "./reply";
import type { VaultClient } from "./vault-client";

/** A policy that the stack writes to Vault. */
export interface DeclaredPolicy {
  readonly name: string;
  /** Below the provider's own. @default - the provider's own */
  readonly namespace?: string | undefined;
  readonly text: string;
}

/**
 * Compares policies with what Vault has of their names. Vault is asked first what the token may read: a read that it refuses would be in
 * its audit log.
 * @param vaultIn a client of a namespace below the provider's own
 */
export async function readPolicies(
  vaultIn: (below: string | undefined) => VaultClient,
  policies: readonly DeclaredPolicy[],
  log: (line: string) => void,
): Promise<readonly PolicyFacts[]> {
  const facts: PolicyFacts[] = [];
  for (const below of new Set(policies.map(({ namespace }) => namespace))) {
    const here = policies.filter(({ namespace }) => namespace === below);
    log(`Vault: the policies ${here.map(({ name }) => name).join(", ")}`);
    const vault = vaultIn(below);
    const readable = await vault.readable(here.map(({ name }) => pathOf(name)));
    for (const { name, text } of here) {
      const found = readable.includes(pathOf(name)) ? await vault.policy(name) : undefined;
      facts.push({ name, found: comparison(found, text) });
    }
  }
  return facts;
}

const pathOf = (name: string) => `sys/policies/acl/${name}`;

function comparison(found: Outcome<string> | undefined, text: string): PolicyFacts["found"] {
  if (found?.ok) return found.value.trim() === text.trim() ? "same" : "other";
  return found?.reply.kind === "response" && found.reply.status === 404 ? "none" : "unread";
}
