import type { Reply } from "./reply";

/**
 * What an answer of the Genesys Cloud API means. `token`: 401, the token or the credential behind it. `permission`: 403
 * that names permissions. `access`: 403 without a name: division or user. `unnamed`: 403 in words of the server's
 * insides.
 */
export type ApiCause = keyof typeof WHY;

/** An answer, classified. */
export interface ApiMeaning {
  readonly cause: ApiCause;
  /** What the server names, as it names it. */
  readonly permissions: readonly string[];
  /** Half a page of documentation in a sentence. */
  readonly why: string;
}

/** Codes of a refusal; the vendor has changed them, so any of them counts, with whatever status. */
const REFUSALS = ["forbidden", "missing.any.permissions", "missing.permissions", "not.authorized"];

const WHY = {
  success: "It was answered.",
  token:
    "401 is about the token or the credential behind it: wrong, rotated, expired, revoked, or of a client that is not active. Permissions play no part.",
  permission: "403 is about what the client may do. The server names what it misses.",
  access:
    "403 without the name of a permission: the object is in a division where the role is not granted, or the operation acts for a user, and a client has none.",
  unnamed: "The server refused the request with an internal message. It did not name the cause.",
  "not-found": "404: what the request names does not exist, or not for this client.",
  request: "The server rejects the request as malformed. Token and permission were not the reason.",
  "rate-limit":
    "Genesys Cloud allows 300 requests a minute for each token; a data action renews its token a few times at most.",
  server: "The server failed. Token and permission may be right.",
  timeout: "The answer takes longer than the doctor waits.",
  unreachable: "The doctor got no connection.",
  unexpected: "The answer is not one of the Genesys Cloud API.",
};

/** What an answer means. 401 and 403 are never the same trouble. */
export function classifyApi(reply: Reply): ApiMeaning {
  const permissions = reply.kind === "response" ? permissionsIn(reply.message ?? "") : [];
  const cause = causeOf(reply, permissions);
  return { cause, permissions: cause === "permission" ? permissions : [], why: WHY[cause] };
}

function causeOf(reply: Reply, permissions: readonly string[]): ApiCause {
  if (reply.kind === "failure") return reply.reason === "unusable" ? "unexpected" : reply.reason;
  const { status, code = "", message = "" } = reply;
  if (status >= 200 && status < 300) return "success";
  if (status === 401) return "token";
  if (status === 403 || REFUSALS.includes(code)) {
    if (permissions.length > 0) return "permission";
    return /permission/i.test(`${code} ${message}`) ? "unnamed" : "access";
  }
  if (status === 404) return "not-found";
  if (status === 429) return "rate-limit";
  if (status === 408 || status === 504) return "timeout";
  if (status >= 500) return "server";
  return status >= 400 ? "request" : "unexpected";
}

/** `domain:entity:action`, wherever a message names one. */
function permissionsIn(message: string): string[] {
  return [...new Set(message.match(/\b[A-Za-z]\w*:[A-Za-z]\w*:[A-Za-z]\w*\b/g))];
}

/** Whether asking again later may help: a permission that was granted a moment ago is refused for a while. */
export const isRefusal = ({ cause }: ApiMeaning) => ["permission", "access", "unnamed"].includes(cause);

/** Whether whoever asked for an execution may not ask for it; the action's own request was never sent. */
export function lacksExecutePermission(reply: Reply): boolean {
  if (reply.kind === "failure" || reply.details.includes("ACTION.REMOTE_ENDPOINT")) return false;
  return classifyApi(reply).permissions.includes("integrations:action:execute");
}
