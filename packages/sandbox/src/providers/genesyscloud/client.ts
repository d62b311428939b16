import { setTimeout as sleep } from "node:timers/promises";
import { requireLoopback } from "../loopback";
import { elements, ProviderError, text } from "../plugin/resource";
import type { Attributes } from "../plugin/value";

/** The real provider tries 21 times, for 8 minutes; a sandbox's answer does not get better that late. */
const ATTEMPTS = 4;

/** An answer of the API. */
export interface Answer {
  readonly status: number;
  readonly text: string;
}

/** The Genesys Cloud API, behind the provider's gateway. */
export class GenesyscloudClient {
  private homeDivision: Promise<string> | undefined;

  private constructor(
    private readonly api: string,
    private readonly token: string,
    /** Where the provider process runs: a secret that cannot be handed over lands here. */
    readonly workingDirectory: string,
    /** True if another resource is said to have the configuration of integrations: the real provider from 1.85 on then leaves it alone. */
    readonly leavesIntegrationConfig: boolean,
  ) {}

  /** Gets a token and makes the calls that mypurecloud/genesyscloud makes at its start. */
  static async connect(config: Attributes, env: NodeJS.ProcessEnv, cwd: string): Promise<GenesyscloudClient> {
    const [gateway] = elements(config, "gateway");
    // The variables are defaults inside a gateway block: without the block they are ignored.
    const part = (name: string) =>
      gateway && (text(gateway, name) || env[`GENESYSCLOUD_GATEWAY_${name.toUpperCase()}`]);
    const host = part("host");
    if (!host)
      throw new ProviderError(
        "The sandbox's provider stand-in does not talk to a region of Genesys Cloud",
        "Give the provider a gateway block with a loopback host, or deploy with the real provider.",
      );
    const origin = requireLoopback(`${part("protocol") ?? "https"}://${host}:${part("port") ?? "443"}`);
    const prefix = (name: string) => {
      const found = elements(gateway ?? {}, "path_params").find((each) => text(each, "path_name") === name);
      const trimmed = text(found ?? {}, "path_value").replace(/^[\s/]+|[\s/]+$/g, "");
      return trimmed === "" ? "" : `/${trimmed}`;
    };
    const authorize = () =>
      login(
        `${origin}${prefix("login")}`,
        text(config, "oauthclient_id") || (env.GENESYSCLOUD_OAUTHCLIENT_ID ?? ""),
        text(config, "oauthclient_secret") || (env.GENESYSCLOUD_OAUTHCLIENT_SECRET ?? ""),
      );
    let token = text(config, "access_token") || (env.GENESYSCLOUD_ACCESS_TOKEN ?? "");
    // Once for itself and once for its pool, which the sandbox limits to one.
    if (token === "") {
      await authorize();
      token = await authorize();
    }
    const client = new GenesyscloudClient(
      `${origin}${prefix("api")}`,
      token,
      cwd,
      env.ENABLE_STANDALONE_INTEGRATION_CONFIG !== undefined,
    );
    await client.call("GET", "/api/v2/organizations/me");
    await client.call("GET", "/api/v2/authorization/products");
    return client;
  }

  /** Sends a request; resolves to its JSON. @throws {@link ProviderError} for every answer but 2xx. */
  async call(method: string, path: string, body?: unknown): Promise<Attributes> {
    const answer = await this.send(method, path, body);
    if (answer.status >= 300) throw apiError(method, path, answer);
    return answer.text === "" ? {} : (JSON.parse(answer.text) as Attributes);
  }

  /** The JSON of an object; `undefined` when there is none. */
  async find(path: string): Promise<Attributes | undefined> {
    const answer = await this.send("GET", path);
    if ([404, 408, 410].includes(answer.status)) return undefined;
    if (answer.status >= 300) throw apiError("GET", path, answer);
    return JSON.parse(answer.text) as Attributes;
  }

  /** Sends a request, and again while the server is overloaded or does not answer. */
  async send(method: string, path: string, body?: unknown): Promise<Answer> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const answer = await fetch(`${this.api}${path}`, {
          method,
          headers: {
            Authorization: `Bearer ${this.token}`,
            Accept: "application/json",
            "Content-Type": "application/json",
          },
          ...(body !== undefined && { body: JSON.stringify(body) }),
          signal: AbortSignal.timeout(16_000),
        });
        const overloaded = answer.status === 429 || (answer.status >= 500 && answer.status !== 501);
        if (!overloaded || attempt === ATTEMPTS) return { status: answer.status, text: await answer.text() };
      } catch (error) {
        if (attempt === ATTEMPTS)
          throw new ProviderError(
            `${method} ${path} giving up after ${ATTEMPTS} attempt(s): ${(error as Error).message}`,
          );
      }
      await sleep(250 * 2 ** attempt);
    }
  }

  /** Waits until an object is gone. */
  async untilGone(path: string): Promise<void> {
    for (let attempt = 0; attempt < 60; attempt += 1) {
      if (!(await this.find(path))) return;
      await sleep(500);
    }
    throw new ProviderError(`${path} still exists`);
  }

  /** The home division, asked for once. */
  home(): Promise<string> {
    this.homeDivision ??= this.call("GET", "/api/v2/authorization/divisions/home").then(({ id }) =>
      String(id),
    );
    return this.homeDivision;
  }
}

async function login(origin: string, clientId: string, clientSecret: string): Promise<string> {
  let answer: Answer;
  try {
    const response = await fetch(`${origin}/oauth/token`, {
      method: "POST",
      headers: {
        Authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}`,
        "Content-Type": "application/x-www-form-urlencoded",
      },
      body: "grant_type=client_credentials",
    });
    answer = { status: response.status, text: await response.text() };
  } catch (error) {
    throw new ProviderError(
      `failed to authorize Genesys Cloud client credentials: ${(error as Error).message}`,
    );
  }
  const body = JSON.parse(answer.text) as {
    access_token?: string;
    error?: string;
    error_description?: string;
  };
  if (answer.status === 200 && body.access_token) return body.access_token;
  throw new ProviderError(
    `failed to authorize Genesys Cloud client credentials: Auth Error: ${answer.status} - ${body.error} (${body.error_description})`,
  );
}

function apiError(method: string, path: string, { status, text: body }: Answer): ProviderError {
  let message = body;
  try {
    message = String((JSON.parse(body) as { message?: string }).message);
  } catch {
    // Not JSON: shown as it is.
  }
  return new ProviderError(
    `API Error: ${status} - ${message}`,
    JSON.stringify({ method, path: path.split("?")[0], statusCode: status, errorMessage: message }),
  );
}
