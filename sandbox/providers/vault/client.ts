import { setTimeout as sleep } from "node:timers/promises";
import { requireLoopback } from "../loopback";
import { ProviderError } from "../plugin/resource";
import type { Attributes } from "../plugin/value";

/** A KV version 2 engine answers 400 for some moments after it was mounted. */
const UPGRADING = /Upgrading from non-versioned to versioned/;
const UPGRADE_ATTEMPTS = 50;

/** Vault's HTTP API. */
export class VaultClient {
  private constructor(
    private readonly address: string,
    private readonly token: string,
  ) {}

  /** Connects as hashicorp/vault does: looks at its token, and makes a child of it unless told to skip that. */
  static async connect(config: Attributes, env: NodeJS.ProcessEnv): Promise<VaultClient> {
    const address = requireLoopback(String(config.address ?? env.VAULT_ADDR ?? ""));
    const token = String(config.token ?? env.VAULT_TOKEN ?? "");
    if (token === "") throw new ProviderError("No vault token set");
    const client = new VaultClient(address, token);
    await client.call("GET", "auth/token/lookup-self");
    if (config.skip_child_token === true) return client;
    const body = { display_name: "terraform", explicit_max_ttl: "20m", ttl: "20m", renewable: false };
    const { auth } = (await client.call("POST", "auth/token/create", body)) as {
      auth: { client_token: string };
    };
    return new VaultClient(address, auth.client_token);
  }

  /** Sends a request below `/v1/`; resolves to its body. @throws {@link ProviderError} for every answer but 2xx. */
  async call(method: string, path: string, body?: unknown): Promise<Record<string, unknown>> {
    for (let attempt = 1; ; attempt += 1) {
      const { status, text } = await this.send(method, path, body);
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

  private async send(method: string, path: string, body: unknown): Promise<{ status: number; text: string }> {
    try {
      const answer = await fetch(`${this.address}/v1/${path}`, {
        method,
        headers: { "X-Vault-Token": this.token, "X-Vault-Request": "true" },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      return { status: answer.status, text: await answer.text() };
    } catch (error) {
      throw new ProviderError(`Vault does not answer at ${this.address}: ${(error as Error).message}`);
    }
  }
}

/** An error that Vault answered. */
class VaultError extends ProviderError {
  /** Vault says 404, and of a mount 400. */
  readonly isNotFound: boolean;

  constructor(method: string, path: string, status: number, text: string) {
    super(
      `error writing to or reading from Vault: ${method} ${path}: Code: ${status}. Errors: ${text.trim()}`,
    );
    this.isNotFound = status === 404 || (status === 400 && text.includes("No secret engine mount at"));
  }
}
