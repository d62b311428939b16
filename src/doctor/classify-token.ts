import type { Reply } from "./reply";

/** What an answer of the login host means. */
export type TokenCause = ReturnType<typeof classifyToken>;

/**
 * What a refused token means. Sources of the words: bodies of the login host in tests and issues of public clients
 * (`client not found`, `authentication failed`); that of an inactive client is not known, and neither is that of a caller
 * from another address than the client allows (announced 2026-04-06 as "Genesys Cloud will deny it"): words that name an IP
 * address or a list of them count.
 */
export function classifyToken(reply: Reply) {
  if (reply.kind === "failure" || reply.status >= 500 || reply.status < 400) return "no-answer";
  const { status, code = "", message = "" } = reply;
  if (status === 429 || /^rate limit exceeded/i.test(message)) return "rate-limit";
  if (/\bip\b|\bip[ _-]?address|allow[ _-]?list|white[ _-]?list/i.test(`${code} ${message}`))
    return "address-refused";
  if (/not found/i.test(message)) return "client-unknown";
  if (/not active|inactive|disabled/i.test(message)) return "client-inactive";
  if (/authentication failed/i.test(message) || status === 401) return "secret-wrong";
  return code === "invalid_client" ? "secret-wrong" : "refused";
}
