import {
  LONGEST_SECONDS,
  type RenderedRequest,
  type RunFailure,
  type RunnableAction,
  type RunTrace,
  reply,
  runAction,
} from "scopelock/sandbox-support";
import { ApiError } from "./api-error";
import type { ServerContext } from "./context";
import type { Action } from "./entities";
import { FROM_INTEGRATION, OWN_ADDRESS } from "./routes/token";

/** One step of an execution, as `/test` reports it. The vendor's names of steps are not documented; these are the runner's. */
interface Operation {
  readonly step: number;
  readonly name: string;
  readonly success: boolean;
  readonly result?: unknown;
  readonly error?: unknown;
}

/**
 * Executes data actions as `runAction` runs them: what answers is the API, called over HTTP with a token of the stored
 * credential.
 */
export class Execution {
  /** Tokens are cached by credential and secret, as the platform caches them. */
  private readonly tokens = new Map<string, string>();

  constructor(private readonly context: ServerContext) {}

  /** The output. @throws {@link ApiError} for every way to fail, with the vendor's `ACTION.*` detail. */
  async execute(action: Action, input: Record<string, unknown>, rawRequest: string): Promise<unknown> {
    const { error, output } = await this.run(action, input, rawRequest);
    if (error) throw error;
    return output;
  }

  /** The same, step by step; a failure is part of the answer. */
  async test(
    action: Action,
    input: Record<string, unknown>,
    rawRequest: string,
    contextId: string,
  ): Promise<object> {
    const { trace, step, error, output } = await this.run(action, input, rawRequest);
    const done = trace.map(({ step: name, out: result }) => ({ name, success: true, result }));
    if (!error) return { operations: numbered(done), finalResult: output, success: true };
    const body = error.body(contextId);
    const failed = { name: step ?? "request", success: false, error: body };
    return { operations: numbered([...done, failed]), error: body, success: false };
  }

  private async run(action: Action, input: Record<string, unknown>, rawRequest: string): Promise<Executed> {
    // Without a token, or without an integration, nothing is sent.
    let refused: ApiError | undefined;
    const { trace, failure, output } = await runAction(runnable(action), {
      input,
      rawRequest,
      integrationId: action.integrationId,
      respond: async (request) => {
        try {
          const answer = await this.call(action, request);
          return reply(answer.status, await answer.text());
        } catch (error) {
          if (!(error instanceof ApiError)) throw error;
          refused = error;
          return reply(error.status);
        }
      },
    });
    if (refused)
      return { trace: trace.filter(({ step }) => step !== "request"), step: "request", error: refused };
    return failure ? { trace, step: failure.step, error: errorOf(failure) } : { trace, output };
  }

  /** Calls the API with the credential's token. A refused token is dropped and got anew, once; a 403 is final. */
  private async call(action: Action, { method, path, headers, body }: RenderedRequest): Promise<Response> {
    const { clientId, clientSecret } = this.credential(action);
    const key = JSON.stringify([clientId, clientSecret]);
    const deadline = AbortSignal.timeout((action.config.timeoutSeconds ?? LONGEST_SECONDS) * 1000);
    const send = async () => {
      const token = this.tokens.get(key) ?? (await this.login(clientId, clientSecret, deadline));
      this.tokens.set(key, token);
      return fetch(`${this.context.url()}${path}`, {
        method,
        headers: { "Content-Type": "application/json", ...headers, Authorization: `Bearer ${token}` },
        ...(body !== undefined && body !== "" && { body }),
        signal: deadline,
      });
    };
    const first = await send();
    if (first.status !== 401) return first;
    await first.arrayBuffer();
    this.tokens.delete(key);
    return send();
  }
  private credential({ integrationId }: Action): { clientId: string; clientSecret: string } {
    const integration = this.context.store().integrations.get(integrationId);
    if (integration?.intendedState !== "ENABLED")
      throw ApiError.badRequest("The integration is not enabled.", [{ errorCode: "ACTION.PROCESSING" }]);
    const id = integration.config.credentials.pureCloudOAuthClient?.id ?? "";
    const { clientId = "", clientSecret = "" } =
      this.context.store().credentials.get(id)?.credentialFields ?? {};
    return { clientId, clientSecret };
  }

  private async login(clientId: string, clientSecret: string, signal: AbortSignal): Promise<string> {
    const answer = await fetch(`${this.context.url()}/oauth/token`, {
      method: "POST",
      headers: {
        Authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}`,
        "Content-Type": "application/x-www-form-urlencoded",
        [OWN_ADDRESS]: FROM_INTEGRATION,
      },
      body: "grant_type=client_credentials",
      signal,
    });
    const text = await answer.text();
    if (answer.ok) return (JSON.parse(text) as { access_token: string }).access_token;
    throw new ApiError(
      400,
      "invalid.credentials",
      "There was an issue validating the credentials.",
      [{ errorCode: "ACTION.AUTHENTICATION" }],
      [{ message: `Request to backend service failed. Response from web service: ${text}` }],
    );
  }
}

/** What came of an execution. */
interface Executed {
  /** Steps that succeeded, in order. */
  readonly trace: readonly RunTrace[];
  /** The step that failed. */
  readonly step?: RunFailure["step"];
  readonly error?: ApiError;
  readonly output?: unknown;
}

function numbered(operations: readonly Omit<Operation, "step">[]): readonly Operation[] {
  return operations.map((operation, at) => ({ step: at + 1, ...operation }));
}

/** A published action, as the runner takes it. */
function runnable({ name, config, contract }: Action): RunnableAction {
  const { request = {}, response = {}, timeoutSeconds } = config;
  const { translationMap, translationMapDefaults, successTemplate } = response;
  return {
    name,
    input: contract.input.inputSchema,
    output: contract.output.successSchema,
    request: {
      method: request.requestType ?? "GET",
      url: request.requestUrlTemplate ?? "",
      headers: request.headers,
      body: request.requestTemplate ?? "",
    },
    response: {
      ...(translationMap && { translationMap }),
      ...(translationMapDefaults && { translationMapDefaults }),
      ...(successTemplate !== undefined && { successTemplate }),
    },
    timeoutSeconds,
  };
}

/** A failure as the platform answers it: the endpoint's own error, its status passed through. */
function errorOf({ status, code, message, errorCode }: RunFailure): ApiError {
  const known = [400, 401, 403, 404, 409, 501] as const;
  return new ApiError(known.find((each) => each === status) ?? 400, code ?? "bad.request", message, [
    { errorCode },
  ]);
}
