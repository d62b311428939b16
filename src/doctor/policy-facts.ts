import type { PolicyFacts } from "./facts";
import type { VaultClient } from "./vault-client";

/** A policy that the stack writes to Vault. */
export interface DeclaredPolicy {
  readonly name: string;
  /** Below the provider's own. @default - the provider's own */
  readonly namespace?: string | undefined;
  readonly text: string;
}

/**
 * Compares policies of one namespace with what Vault has of their names. Vault is asked first what the token may read: a read that it
 * refuses would be in its audit log.
 */
export async function readPolicies(
  vault: VaultClient,
  policies: readonly DeclaredPolicy[],
): Promise<readonly PolicyFacts[]> {
  const paths = policies.map(({ name }) => pathOf(name));
  const readable = await vault.readable(paths);
  const facts: PolicyFacts[] = [];
  for (const { name, text } of policies) {
    const found = readable.includes(pathOf(name)) ? await vault.policy(name) : undefined;
    facts.push({ name, found: comparison(found, text) });
  }
  return facts;
}

const pathOf = (name: string) => `sys/policies/acl/${name}`;

function comparison(
  found: Awaited<ReturnType<VaultClient["policy"]>> | undefined,
  text: string,
): PolicyFacts["found"] {
  if (found === undefined) return "unread";
  if (found.ok) return found.value.trim() === text.trim() ? "same" : "other";
  return found.reply.kind === "response" && found.reply.status === 404 ? "none" : "unread";
}
