import type { Reply } from "./reply";

/** What an answer of Vault means. */
export type VaultCause = ReturnType<typeof classifyVault>;

/**
 * What an answer of Vault to a read means. Source: Vault 1.21. 403 comes before 404: who may not read a path is not told
 * whether something is there.
 */
export function classifyVault(reply: Reply) {
  if (reply.kind === "failure") return reply.reason === "unusable" ? "unexpected" : "no-answer";
  const { status, code, message = "" } = reply;
  if (status === 404) {
    if (code === "deleted") return "deleted";
    return /no handler for route/.test(message) ? "no-mount" : "missing";
  }
  if (status === 403) return /invalid token|bad token/.test(message) ? "bad-token" : "forbidden";
  if (status === 503) return /sealed/i.test(message) ? "sealed" : "no-answer";
  if (status >= 300 && status < 400) return "redirect";
  return "unexpected";
}
