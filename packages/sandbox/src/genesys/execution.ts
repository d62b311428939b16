import Ajv from "ajv-draft-04";
import { type RenderedRequest, renderRequest, transform } from "scopelock/sandbox-support";
import { ApiError } from "./api-error";
import type { ServerContext } from "./context";
import type { Action } from "./entities";

/** One step of an execution, as `/test` reports it. The vendor's names of steps are not documented; these are ours. */
interface Operation {
  readonly step: number;
  readonly name: string;
  readonly success: boolean;
  readonly result?: unknown;
  readonly error?: unknown;
}

/** Longest an action may run, unless it says less. Seconds. Source: Genesys Cloud Resource Center, "timeout". */
const LONGEST = 60;

/**
 * Executes data actions: renders the request, gets a token with the stored credential, calls the API over HTTP, and makes
 * the output of the answer.
 */
export class Execution {
  /** Tokens are cached by credential and secret, as the platform caches them. */
  private readonly tokens = new Map<string, string>();
  private readonly ajv = new Ajv({ strict: false, allErrors: true });

  constructor(private readonly context: ServerContext) {}

  /** The output. @throws {@link ApiError} for every way to fail, with the vendor's `ACTION.*` detail. */
  async execute(action: Action, input: Record<string, unknown>, rawRequest: string): Promise<unknown> {
    return this.run(action, input, rawRequest, () => {});
  }

  /** The same, told step by step; a failure is part of the answer. */
  async test(
    action: Action,
    input: Record<string, unknown>,
    rawRequest: string,
    contextId: string,
  ): Promise<object> {
    const operations: Operation[] = [];
    const done = (name: string, result: unknown) =>
      operations.push({ step: operations.length + 1, name, success: true, result });
    try {
      const finalResult = await this.run(action, input, rawRequest, done);
      return { operations, finalResult, success: true };
    } catch (thrown) {
      if (!(thrown instanceof ApiError)) throw thrown;
      const error = thrown.body(contextId);
      operations.push({ step: operations.length + 1, name: "Failed", success: false, error });
      return { operations, error, success: false };
    }
  }

  private async run(
    action: Action,
    input: Record<string, unknown>,
    rawRequest: string,
    done: (name: string, result: unknown) => void,
  ): Promise<unknown> {
    const { request = {}, response = {} } = action.config;
    this.validate("input", action.contract.input.inputSchema, input);
    done("Validate input", input);

    const method = request.requestType ?? "GET";
    const rendered = processing(() =>
      renderRequest(
        {
          method,
          url: request.requestUrlTemplate ?? "",
          headers: request.headers,
          body: request.requestTemplate ?? "",
        },
        { ...input, rawRequest, integrationId: action.integrationId },
      ),
    );
    done("Resolve request templates", { method, url: rendered.path });

    const answer = await this.call(action, method, rendered);
    const raw = await answer.text();
    if (!answer.ok) throw endpointError(answer.status, raw);
    done("Execute request", { status: answer.status });

    const output = processing(() => {
      const { translationMap, translationMapDefaults, successTemplate } = response;
      return transform(
        {
          ...(translationMap && { translationMap }),
          ...(translationMapDefaults && { translationMapDefaults }),
          ...(successTemplate !== undefined && { successTemplate }),
        },
        raw,
      );
    });
    done("Transform response", output);
    this.validate("output", action.contract.output.successSchema, output);
    done("Validate output", output);
    return output;
  }

  /** Calls the API with the credential's token. A refused token is dropped and got anew, once; a 403 is final. */
  private async call(
    action: Action,
    method: string,
    { path, headers, body }: RenderedRequest,
  ): Promise<Response> {
    const { clientId, clientSecret } = this.credential(action);
    const key = JSON.stringify([clientId, clientSecret]);
    const deadline = AbortSignal.timeout((action.config.timeoutSeconds ?? LONGEST) * 1000);
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
    if (integration?.intendedState !== "ENABLED") throw processingError("The integration is not enabled.");
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

  private validate(what: "input" | "output", schema: unknown, value: unknown): void {
    if (typeof schema !== "object" || schema === null) return;
    const { $schema: _, ...own } = schema as Record<string, unknown>;
    let message: string | undefined;
    try {
      if (!this.ajv.validate(own, value)) message = this.ajv.errorsText();
    } catch (error) {
      message = (error as Error).message;
    }
    if (message !== undefined) throw processingError(`The ${what} does not match its contract: ${message}`);
  }
}

function processing<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw processingError((error as Error).message);
  }
}

function processingError(message: string): ApiError {
  return ApiError.badRequest(message, [{ errorCode: "ACTION.PROCESSING" }]);
}

/** The endpoint's own error, its status passed through. */
function endpointError(status: number, raw: string): ApiError {
  let body: { message?: string; code?: string } = {};
  try {
    body = JSON.parse(raw) as typeof body;
  } catch {
    // An answer that is no JSON has no message to pass on.
  }
  const known = [400, 401, 403, 404, 409, 501] as const;
  return new ApiError(
    known.find((each) => each === status) ?? 400,
    body.code ?? "bad.request",
    body.message ?? `REST call for action execute failed with status ${status}.`,
    [{ errorCode: "ACTION.REMOTE_ENDPOINT" }],
  );
}
