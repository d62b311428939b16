import { ScopelockError } from "scopelock/sandbox-support";

/**
 * The version of a Vault that answers and is unsealed.
 * @throws {@link ScopelockError} `sandbox/vault-unreachable`, `sandbox/vault-sealed`
 */
export async function health(address: string, where: string): Promise<string> {
  let body: { sealed?: boolean; initialized?: boolean; version?: string };
  try {
    const response = await fetch(`${address}/v1/sys/health`, { signal: AbortSignal.timeout(5_000) });
    body = (await response.json()) as typeof body;
  } catch {
    throw new ScopelockError({
      id: "sandbox/vault-unreachable",
      what: `No Vault answers at ${address}.`,
      where,
      fix: "Start it, or unset SCOPELOCK_SANDBOX_VAULT_ADDR to have one started.",
    });
  }
  if (body.sealed || !body.initialized)
    throw new ScopelockError({
      id: "sandbox/vault-sealed",
      what: `The Vault at ${address} is ${body.initialized ? "sealed" : "not initialized"}.`,
      where,
      fix: `${body.initialized ? "Unseal" : "Initialize and unseal"} it, or unset SCOPELOCK_SANDBOX_VAULT_ADDR to have one started.`,
    });
  return body.version ?? "unknown";
}
