/** What scopelock keeps in Vault for an integration. */
interface Secret {
  readonly client_id: string;
  readonly client_secret: string;
  readonly token_url: string;
  readonly api_url: string;
}

/** Where the secret is, and who reads it. */
export interface SecretSource {
  /** Address of the Vault, such as `https://vault.example.com:8200`. */
  readonly vault: string;
  /** Mount and path: `genesys-cloud` and `prod/data-actions`. */
  readonly mount: string;
  readonly path: string;
  /** A Vault token with the reader policy. Asked for each read, because such a token ends too. */
  readonly vaultToken: () => Promise<string>;
}

/** Calls Genesys Cloud with the secret that Vault serves, across rotations. */
export class GenesysSession {
  private current: Promise<{ readonly token: string; readonly apiUrl: string }> | undefined;

  constructor(private readonly source: SecretSource) {}

  /** Calls the API. @param path such as `/api/v2/routing/queues` */
  async call(path: string, init: RequestInit = {}): Promise<Response> {
    const used = this.session();
    const response = await this.send(await used, path, init);
    if (response.status !== 401) return response;
    // The token ended, or its client was rotated away: the secret is read again, once.
    await response.body?.cancel();
    if (this.current === used) this.current = undefined;
    return this.send(await this.session(), path, init);
  }

  /** One session for all callers: a token is not asked for by each of them. */
  private session() {
    this.current ??= this.open().catch((error: unknown) => {
      this.current = undefined;
      throw error;
    });
    return this.current;
  }

  private async open() {
    const { client_id, client_secret, token_url, api_url } = await this.readSecret();
    const response = await fetch(token_url, {
      method: "POST",
      headers: { Authorization: `Basic ${Buffer.from(`${client_id}:${client_secret}`).toString("base64")}` },
      body: new URLSearchParams({ grant_type: "client_credentials" }),
    });
    if (!response.ok) throw new Error(`Genesys Cloud refuses the client: ${response.status}`);
    const { access_token } = (await response.json()) as { access_token: string };
    return { token: access_token, apiUrl: api_url };
  }

  private async readSecret(): Promise<Secret> {
    const { vault, mount, path, vaultToken } = this.source;
    const response = await fetch(`${vault}/v1/${mount}/data/${path}`, {
      headers: { "X-Vault-Token": await vaultToken() },
    });
    if (!response.ok) throw new Error(`Vault refuses ${mount}/${path}: ${response.status}`);
    const { data } = (await response.json()) as { data: { data: Secret } };
    return data.data;
  }

  private send({ token, apiUrl }: { token: string; apiUrl: string }, path: string, init: RequestInit) {
    const headers = new Headers(init.headers);
    headers.set("Authorization", `Bearer ${token}`);
    return fetch(apiUrl + path, { ...init, headers });
  }
}
