import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { VaultSandbox } from "../../sandbox/vault";

/** A request that was answered. Its body may hold a secret: kept in memory only. */
export interface Asked {
  readonly method: string;
  /** With `/v1/` in front. */
  readonly path: string;
  readonly body: string;
  readonly status: number;
}

/** Stands in front of a Vault, keeps what it is asked, and can ask it again with less power. */
export class VaultRecorder {
  readonly asked: Asked[] = [];
  private readonly server: Server;

  private constructor(private readonly vault: VaultSandbox) {
    this.server = createServer(async (request, response) => {
      let body = "";
      for await (const chunk of request.setEncoding("utf8")) body += chunk;
      const { method = "", url: path = "" } = request;
      const answer = await this.send(String(request.headers["x-vault-token"]), method, path, body);
      const text = await answer.text();
      this.asked.push({ method, path, body, status: answer.status });
      response.writeHead(answer.status).end(text);
    });
  }

  static async start(vault: VaultSandbox): Promise<VaultRecorder> {
    const recorder = new VaultRecorder(vault);
    await new Promise<void>((resolve) => recorder.server.listen(0, "127.0.0.1", resolve));
    return recorder;
  }

  get address(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  /** The status of a request that is not kept; the path is below `/v1/`. */
  async status(token: string, method: string, path: string, body?: object): Promise<number> {
    return (await this.send(token, method, `/v1/${path}`, body && JSON.stringify(body))).status;
  }

  /** A token with one policy and no other, not even Vault's default one. @param policy @default - it is there */
  async token(name: string, policy?: string): Promise<string> {
    const { rootToken } = this.vault;
    if (policy !== undefined) await this.status(rootToken, "PUT", `sys/policies/acl/${name}`, { policy });
    const body = JSON.stringify({ policies: [name], no_default_policy: true });
    const answer = await this.send(rootToken, "POST", "/v1/auth/token/create", body);
    return ((await answer.json()) as { auth: { client_token: string } }).auth.client_token;
  }

  /** Which of these requests Vault refuses a token with this policy, asked in order. */
  async refused(requests: readonly Asked[], policy: string): Promise<readonly string[]> {
    const token = await this.token("replayed", policy);
    const refused: string[] = [];
    for (const { method, path, body } of requests)
      for (let attempt = 0; ; attempt += 1) {
        const answer = await this.send(token, method, path, body);
        if (answer.status === 403) refused.push(`${method} ${path}`);
        // A new KV version 2 engine needs some moments.
        if (!(await answer.text()).includes("Upgrading from non-versioned") || attempt === 50) break;
        await sleep(50);
      }
    return refused;
  }

  private send(token: string, method: string, path: string, body = ""): Promise<Response> {
    return fetch(`${this.vault.address}${path}`, {
      method,
      headers: { "X-Vault-Token": token },
      ...(body !== "" && { body }),
    });
  }
}

/** Every policy that is a given one with one capability less, by what it lacks. */
export function withOneLess(policy: string): readonly { readonly lacks: string; readonly policy: string }[] {
  const stanzas = [...policy.matchAll(/path "(.*)" \{\n {2}capabilities = \[(.*)\]/g)];
  return stanzas.flatMap(([stanza, path, list = ""]) => {
    const capabilities = list.split(", ");
    return capabilities.map((lacking) => {
      const left = capabilities.filter((capability) => capability !== lacking).join(", ");
      return { lacks: `${lacking} ${path}`, policy: policy.replace(stanza, stanza.replace(list, left)) };
    });
  });
}
