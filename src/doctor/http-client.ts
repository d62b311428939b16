import { z } from "zod";
import { parsedJson } from "../core/diagnostic";
import type { Proxies, ProxyRoute } from "./proxy";
import type { HttpResponse, NetworkFailure, Outcome, Reply } from "./reply";
import { SecretText } from "./secret-text";

/** Time as the doctor knows it, so that tests need not wait. Milliseconds. */
export interface Clock {
  now(): number;
  sleep(milliseconds: number): Promise<void>;
}

/** One request. */
export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Headers whose values are secret. */
  readonly secretHeaders?: Readonly<Record<string, SecretText>>;
  readonly body?: string | undefined;
  /** Whether it may be sent again when it was not answered. @default - a GET may */
  readonly repeatable?: boolean;
  /** Milliseconds until an answer must have come. @default 20,000 */
  readonly timeout?: number;
}

/** A reply with the body of an answer: for whoever asked, and not to be kept. */
export interface ReplyWithBody {
  readonly reply: Reply;
  /** JSON; `undefined` when there is none. */
  readonly body: unknown;
  /** As it came; empty when there was no answer. */
  readonly text: string;
}

/** Longest wait for an answer, unless a request has its own. Milliseconds. */
const TIMEOUT = 20_000;
/** How often a question is asked at most, when nobody answers or the server is overloaded. */
const MAX_ATTEMPTS = 3;
/** Longest wait between two attempts, whatever the server asks for. Seconds. */
const MAX_PAUSE = 30;
/** Longest sentence of a server's that is repeated. Characters. */
const MAX_MESSAGE = 500;

/** Asks servers. Nothing that is secret leaves it, but in the headers of a request. */
export class HttpClient {
  /** Whoever repeats one of these, even later and elsewhere, is not repeated. */
  private readonly secrets = new Set<SecretText>();

  constructor(
    private readonly clock: Pick<Clock, "sleep">,
    private readonly proxies: Proxies,
  ) {}

  /** Takes these out of everything that servers say from now on. */
  redact(...secrets: readonly SecretText[]): void {
    for (const secret of secrets) this.secrets.add(secret);
  }

  /** Sends a request, and again while the server is overloaded or does not answer. */
  async send(request: HttpRequest): Promise<ReplyWithBody> {
    // With its scheme, and without.
    for (const secret of Object.values(request.secretHeaders ?? {}))
      this.redact(secret, new SecretText(secret.revealForRequest().split(" ").at(-1) ?? ""));
    const repeatable = request.repeatable ?? request.method === "GET";
    for (let attempt = 1; ; attempt += 1) {
      const { pause, ...answer } = await sendOnce(request, this.secrets, this.proxies.for(request.url));
      if (pause === undefined || !repeatable || attempt === MAX_ATTEMPTS) return answer;
      await this.clock.sleep(Math.min(pause || 2 ** (attempt - 1), MAX_PAUSE) * 1000);
    }
  }
}

/** What a 2xx answer holds; not known when the answer is another, or its body is of another form. */
export function bodyAs<T extends z.ZodType>({ reply, body }: ReplyWithBody, schema: T): Outcome<z.output<T>> {
  if (reply.kind === "failure" || !isSuccess(reply.status)) return { ok: false, reply };
  const parsed = schema.safeParse(body);
  if (parsed.success) return { ok: true, value: parsed.data };
  const at = parsed.error.issues[0]?.path.join(".") || "its whole";
  return { ok: false, reply: { kind: "failure", reason: "unusable", detail: `${at} is not as expected` } };
}

const isSuccess = (status: number) => status >= 200 && status < 300;

/** @returns `pause`: seconds to wait before asking again, 0 when the server names none; `undefined`: no use in that */
async function sendOnce(
  { method, url, headers = {}, secretHeaders = {}, body, timeout = TIMEOUT }: HttpRequest,
  secrets: ReadonlySet<SecretText>,
  route: ProxyRoute | undefined,
): Promise<ReplyWithBody & { readonly pause?: number }> {
  const revealed = Object.entries(secretHeaders).map(([name, secret]) => [name, secret.revealForRequest()]);
  let response: Response;
  let text: string;
  try {
    response = await send(url, route, {
      method,
      headers: { Accept: "application/json", ...headers, ...Object.fromEntries(revealed) },
      ...(body !== undefined && body !== "" && { body }),
      // A redirect would carry the token to an address that nobody named.
      redirect: "manual",
      signal: AbortSignal.timeout(timeout),
    });
    text = await response.text();
  } catch (error) {
    return { reply: failureOf(error, route, timeout), body: undefined, text: "", pause: 0 };
  }
  const json = parsedJson(text);
  const hide = (said: string) => [...secrets].reduce((rest, each) => each.hideIn(rest), said);
  const overloaded = response.status === 429 || (response.status >= 500 && response.status !== 501);
  return {
    reply: responseOf(response.status, json, hide),
    body: json,
    text,
    ...(overloaded && { pause: Number(response.headers.get("Retry-After")) || 0 }),
  };
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

function responseOf(status: number, json: unknown, hide: (text: string) => string): HttpResponse {
  if (isSuccess(status)) return { kind: "response", status, details: [] };
  const body = errorBody.safeParse(json).data ?? {};
  const vaults = body.errors?.filter((each) => typeof each === "string").join("; ");
  const clean = (found = "") =>
    hide(found)
      .replace(/\p{Cc}+/gu, " ")
      .slice(0, MAX_MESSAGE) || undefined;
  return {
    kind: "response",
    status,
    code: clean(body.code ?? body.error),
    message: clean(body.message ?? body.error_description ?? body.description ?? vaults),
    details: (body.details ?? []).map(({ errorCode }) => hide(errorCode)),
  };
}

async function send(url: string, route: ProxyRoute | undefined, init: RequestInit): Promise<Response> {
  if (!route) return fetch(url, init);
  // What Node's own fetch is built on, in the version that the way is made by.
  const { fetch: sendBy }: typeof import("undici") = require("undici");
  const options = { ...(init as import("undici").RequestInit), dispatcher: route.dispatcher };
  return (await sendBy(url, options)) as unknown as Response;
}

/** Never the error's own message: it repeats a header that cannot be sent, and the header is the token. */
function failureOf(error: unknown, route: ProxyRoute | undefined, timeout: number): NetworkFailure {
  const by = route ? `, by the proxy ${route.label}` : "";
  const causes = causesOf(error);
  if (causes.some(({ name }) => name === "TimeoutError"))
    return { kind: "failure", reason: "timeout", detail: `${timeout / 1000} s${by}` };
  const [refused] = causes.flatMap(({ message }) => /^Proxy response \((\d{3})\)/.exec(message)?.[1] ?? []);
  const [code] = causes.flatMap((each) => (typeof each.code === "string" ? each.code : []));
  const detail =
    route && refused
      ? `status ${refused} of the proxy ${route.label}`
      : `${code ?? causes[0]?.name ?? "unknown"}${by}`;
  return { kind: "failure", reason: "unreachable", detail };
}

/** An error and what caused it, the deepest first. */
function causesOf(error: unknown): readonly (Error & { readonly code?: unknown })[] {
  return error instanceof Error ? [...causesOf(error.cause), error] : [];
}

/** HTTP Basic: the value of an Authorization header. */
export const basic = (user: string, password: SecretText) =>
  new SecretText(`Basic ${btoa(`${user}:${password.revealForRequest()}`)}`);

/** A bearer token: the value of an Authorization header. */
export const bearer = (token: SecretText) => new SecretText(`Bearer ${token.revealForRequest()}`);
