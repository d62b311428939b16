/** An answer, as far as it may be spoken of. Its body is not among it: it could hold a secret, or a person's data. */
export interface HttpResponse {
  readonly kind: "response";
  readonly status: number;
  /** The server's own word for what is wrong. */
  readonly code?: string | undefined;
  /** The server's own sentence, on one line. */
  readonly message?: string | undefined;
  /** Codes of the parts that failed, such as `ACTION.AUTHENTICATION`. */
  readonly details: readonly string[];
}

/** No answer, or none that could be used. */
export interface NetworkFailure {
  readonly kind: "failure";
  /** `unusable`: an answer of another form than the API's. */
  readonly reason: "timeout" | "unreachable" | "unusable";
  /** For example `ECONNREFUSED`, or `15 s`. */
  readonly detail: string;
}

/** What came of a question. */
export type Reply = HttpResponse | NetworkFailure;

/** What was asked for, or why it is not known. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reply: Reply };

/** A reply in few words: `403 missing.permissions "..."`. */
export function replyText(reply: Reply): string {
  if (reply.kind === "failure")
    return {
      timeout: `no answer within ${reply.detail}`,
      unreachable: `no connection (${reply.detail})`,
      unusable: `an answer that is not the API's (${reply.detail})`,
    }[reply.reason];
  const { status, code, message } = reply;
  return [status, code, message && `"${message}"`].filter(Boolean).join(" ");
}

/** What follows from what was asked for, if it is known. */
export function map<T, U>(outcome: Outcome<T>, to: (value: T) => U): Outcome<U> {
  return outcome.ok ? { ok: true, value: to(outcome.value) } : outcome;
}
