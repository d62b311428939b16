import { z } from "zod";
import type { Proxies, Way } from "./proxy";
import type { Answer, Outcome, Reply, Silence } from "./reply";
import { SecretText } from "./secret-text";

/** Time as the doctor knows it, so that tests need not wait. Milliseconds. */
export interface Clock {
  now(): number;
  sleep(milliseconds: number): Promise<void>;
}

/** One request. */
export interface Question {
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Headers whose values are secret. */
  readonly secretHeaders?: Readonly<Record<string, SecretText>>;
  readonly body?: string | undefined;
  /** Whether it may be sent again when it was not answered. @default - a GET may */
  readonly repeatable?: boolean;
}

/** A reply with the body of an answer: for whoever asked, and not to be kept. */
export interface Heard {
  readonly reply: Reply;
  /** JSON; `undefined` when there is none. */
  readonly body: unknown;
}

/** Longest wait for an answer. Milliseconds. */
const PATIENCE = 20_000;
/** How often a question is asked at most, when nobody answers or the server is overloaded. */
const ATTEMPTS = 3;
/** Longest wait between two attempts, whatever the server asks for. Seconds. */
const LONGEST_PAUSE = 30;
/** Longest sentence of a server's that is repeated. Characters. */
const LONGEST_MESSAGE = 500;

/** Asks servers. Nothing that is secret leaves it, but in the headers of a request. */
export class Asker {
  /** Whoever repeats one of these, even later and elsewhere, is not repeated. */
  private readonly secrets = new Set<SecretText>();

  constructor(
    private readonly clock: Pick<Clock, "sleep">,
    private readonly proxies: Proxies,
  ) {}

  /** Takes these out of everything that servers say from now on. */
  guard(...secrets: readonly SecretText[]): void {
    for (const secret of secrets) this.secrets.add(secret);
  }

  /** Sends a request, and again while the server is overloaded or does not answer. */
  async ask(question: Question): Promise<Heard> {
    // With its scheme, and without.
    for (const secret of Object.values(question.secretHeaders ?? {}))
      this.guard(secret, new SecretText(secret.revealForRequest().split(" ").at(-1) ?? ""));
    const repeatable = question.repeatable ?? question.method === "GET";
    for (let attempt = 1; ; attempt += 1) {
      const { pause, ...heard } = await once(question, this.secrets, this.proxies.for(question.url));
      if (pause === undefined || !repeatable || attempt === ATTEMPTS) return heard;
      await this.clock.sleep(Math.min(pause || 2 ** (attempt - 1), LONGEST_PAUSE) * 1000);
    }
  }
}

/** What a 2xx answer holds; not known when the answer is another, or its body is of another form. */
export function bodyAs<T extends z.ZodType>({ reply, body }: Heard, form: T): Outcome<z.output<T>> {
  if (!isSuccess(reply)) return { ok: false, reply };
  const parsed = form.safeParse(body);
  if (parsed.success) return { ok: true, value: parsed.data };
  const at = parsed.error.issues[0]?.path.join(".") || "its whole";
  return { ok: false, reply: { kind: "silence", reason: "unusable", detail: `${at} is not as expected` } };
}

/** Whether an answer is one of 2xx. */
function isSuccess(reply: Reply): reply is Answer {
  return reply.kind === "answer" && reply.status >= 200 && reply.status < 300;
}

/** @returns `pause`: seconds to wait before asking again, 0 when the server names none; `undefined`: no use in that */
async function once(
  { method, url, headers = {}, secretHeaders = {}, body }: Question,
  secrets: ReadonlySet<SecretText>,
  way: Way | undefined,
): Promise<Heard & { readonly pause?: number }> {
  const revealed = Object.entries(secretHeaders).map(([name, secret]) => [name, secret.revealForRequest()]);
  let response: Response;
  let text: string;
  try {
    response = await send(url, way, {
      method,
      headers: { Accept: "application/json", ...headers, ...Object.fromEntries(revealed) },
      ...(body !== undefined && body !== "" && { body }),
      // A redirect would carry the token to an address that nobody named.
      redirect: "manual",
      signal: AbortSignal.timeout(PATIENCE),
    });
    text = await response.text();
  } catch (error) {
    return { reply: silenceOf(error, way), body: undefined, pause: 0 };
  }
  const json = jsonOf(text);
  const hide = (said: string) => [...secrets].reduce((rest, each) => each.hideIn(rest), said);
  const overloaded = response.status === 429 || (response.status >= 500 && response.status !== 501);
  return {
    reply: answerOf(response.status, json, hide),
    body: json,
    ...(overloaded && { pause: Number(response.headers.get("Retry-After")) || 0 }),
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const sentence = z.string().optional().catch(undefined);
/** Errors of the Genesys Cloud API, of its login host and of Vault. */
const errorBody = z
  .object({
    code: sentence,
    error: sentence,
    message: sentence,
    error_description: sentence,
    description: sentence,
    errors: z.array(z.unknown()).catch([]),
    details: z.array(z.object({ errorCode: z.string() })).catch([]),
  })
  .partial();

function answerOf(status: number, json: unknown, hide: (text: string) => string): Answer {
  if (status >= 200 && status < 300) return { kind: "answer", status, details: [] };
  const body = errorBody.safeParse(json).data ?? {};
  const vaults = body.errors?.filter((each) => typeof each === "string").join("; ");
  const clean = (found: string | undefined) =>
    found
      ? hide(found)
          .replace(/\p{Cc}+/gu, " ")
          .slice(0, LONGEST_MESSAGE)
      : undefined;
  return {
    kind: "answer",
    status,
    code: clean(body.code ?? body.error),
    message: clean(body.message ?? body.error_description ?? body.description ?? vaults),
    details: (body.details ?? []).map(({ errorCode }) => hide(errorCode)),
  };
}

async function send(url: string, way: Way | undefined, init: RequestInit): Promise<Response> {
  if (!way) return fetch(url, init);
  // What Node's own fetch is built on, in the version that the way is made by.
  const { fetch: sendBy }: typeof import("undici") = require("undici");
  const { dispatcher } = way;
  return (await sendBy(url, {
    ...(init as import("undici").RequestInit),
    dispatcher,
  })) as unknown as Response;
}

/** Never the error's own message: it repeats a header that cannot be sent, and the header is the token. */
function silenceOf(error: unknown, way: Way | undefined): Silence {
  const by = way ? `, by the proxy ${way.label}` : "";
  const causes = causesOf(error);
  if (causes.some(({ name }) => name === "TimeoutError"))
    return { kind: "silence", reason: "timeout", detail: `${PATIENCE / 1000} s${by}` };
  const [refused] = causes.flatMap(({ message }) => /^Proxy response \((\d{3})\)/.exec(message)?.[1] ?? []);
  if (way && refused)
    return { kind: "silence", reason: "unreachable", detail: `status ${refused} of the proxy ${way.label}` };
  const [code] = causes.flatMap((each) => (typeof each.code === "string" ? each.code : []));
  return { kind: "silence", reason: "unreachable", detail: `${code ?? causes[0]?.name ?? "unknown"}${by}` };
}

/** An error and what caused it, the deepest first. */
function causesOf(error: unknown): readonly (Error & { readonly code?: unknown })[] {
  return error instanceof Error ? [...causesOf(error.cause), error] : [];
}

/** HTTP Basic: the value of an Authorization header. */
export function basic(user: string, password: SecretText): SecretText {
  return new SecretText(`Basic ${btoa(`${user}:${password.revealForRequest()}`)}`);
}

/** A bearer token: the value of an Authorization header. */
export function bearer(token: SecretText): SecretText {
  return new SecretText(`Bearer ${token.revealForRequest()}`);
}
