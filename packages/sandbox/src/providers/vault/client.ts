import { setTimeout as sleep } from "node:timers/promises";
import { requireLoopback } from "../loopback";
import { ProviderError } from "../plugin/resource";
import type { Attributes } from "../plugin/value";

/** A KV version 2 engine answers 400 for some moments after it was mounted. */
const UPGRADING = /Upgrading from non-versioned to versioned/;
const UPGRADE_ATTEMPTS = 50;

/** Where a Vault is, and what opens it. */
interface Session {
  readonly address: string;
  readonly token: string;
}

/** Vault's HTTP API, as hashicorp/vault asks it: connected when it is first needed, and not before. */
export class VaultClient {
  private connected: Promise<Session> | undefined;
  private version: Promise<unknown> | undefined;

  constructor(
    private readonly config: Attributes,
    private readonly env: NodeJS.ProcessEnv,
  ) {}

  /** Sends a request below `/v1/`; resolves to its body. @throws {@link ProviderError} for every answer but 2xx. */
  async call(method: string, path: string, body?: unknown): Promise<Record<string, unknown>> {
    return this.ask(await this.session(), method, path, body);
  }

  /** Asks once which version Vault is: mounts have attributes that not every version knows. */
  async lookAtVersion(): Promise<void> {
    this.version ??= this.call("GET", "sys/seal-status");
    await this.version;
  }

  /** One session for all that ask; one that did not come about is tried again. */
  private session(): Promise<Session> {
    this.connected ??= this.connect().catch((error: unknown) => {
      this.connected = undefined;
      throw error;
    });
    return this.connected;
  }

  /** Looks at the token, and makes a child of it unless told to skip that. */
  private async connect(): Promise<Session> {
    const { config, env } = this;
    const address = requireLoopback(String(config.address ?? env.VAULT_ADDR ?? ""));
    const token = String(config.token ?? env.VAULT_TOKEN ?? "");
    if (token === "") throw new ProviderError("no vault token set on Client");
    const session = { address, token };
    await this.ask(session, "GET", "auth/token/lookup-self");
    if (config.skip_child_token === true) return session;
    const body = { display_name: "terraform", explicit_max_ttl: "1200s", ttl: "1200s", renewable: false };
    const { auth } = (await this.ask(session, "POST", "auth/token/create", body)) as {
      auth: { client_token: string };
    };
    return { address, token: auth.client_token };
  }

  private async ask(
    session: Session,
    method: string,
    path: string,
    body?: unknown,
  ): Promise<Record<string, unknown>> {
    for (let attempt = 1; ; attempt += 1) {
      const { status, text } = await this.send(session, method, path, body);
      if (status < 300) return text === "" ? {} : (JSON.parse(text) as Record<string, unknown>);
      if (UPGRADING.test(text) && attempt < UPGRADE_ATTEMPTS) await sleep(100);
      else throw new VaultError(method, path, status, text);
    }
  }

  /** The `data` of a path; `undefined` when there is nothing. */
  async read(path: string): Promise<Attributes | undefined> {
    try {
      return (await this.call("GET", path)).data as Attributes;
    } catch (error) {
      if (error instanceof VaultError && error.isNotFound) return undefined;
      throw error;
    }
  }

  private async send(
    { address, token }: Session,
    method: string,
    path: string,
    body: unknown,
  ): Promise<{ status: number; text: string }> {
    try {
      const answer = await fetch(`${address}/v1/${path}`, {
        method,
        headers: { "X-Vault-Token": token, "X-Vault-Request": "true" },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      return { status: answer.status, text: await answer.text() };
    } catch (error) {
      throw new ProviderError(`Vault does not answer at ${address}: ${(error as Error).message}`);
    }
  }
}

/** An error that Vault answered. */
export class VaultError extends ProviderError {
  /** Vault says 404, and of a mount 400. */
  readonly isNotFound: boolean;

  constructor(
    method: string,
    path: string,
    readonly status: number,
    readonly text: string,
  ) {
    super(
      `error writing to or reading from Vault: ${method} ${path}: Code: ${status}. Errors: ${text.trim()}`,
    );
    this.isNotFound = status === 404 || (status === 400 && text.includes("No secret engine mount at"));
  }
}
