import type { RenderedRequest } from "../core/action";

/** What the API answers, in full. Made by {@link reply}. */
export interface ApiReply {
  readonly status: number;
  /** As it came: JSON text, usually. */
  readonly text: string;
}

/** Marks what {@link reply} made: any other value is a body. */
const REPLIES = new WeakSet<object>();

/**
 * An answer of the API with its status.
 * @param body JSON of the body; a text is taken as it is, so that a body that is not JSON can be tried
 * @default an empty body
 */
export function reply(status: number, body?: unknown): ApiReply {
  const made: ApiReply = Object.freeze({
    status,
    text: body === undefined ? "" : typeof body === "string" ? body : JSON.stringify(body),
  });
  REPLIES.add(made);
  return made;
}

/** What answers a data action's request: a body (with status 200), a {@link reply}, or a function of the request. */
export type Respond =
  | string
  | number
  | boolean
  | null
  | undefined
  | object
  | ((request: RenderedRequest) => unknown);

/** What was answered. */
export function replyOf(answer: unknown): ApiReply {
  const isMade = typeof answer === "object" && answer !== null && REPLIES.has(answer);
  return isMade ? (answer as ApiReply) : reply(200, answer);
}
