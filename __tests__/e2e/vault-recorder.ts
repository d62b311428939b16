import { setTimeout as sleep } from "node:timers/promises";
import type { VaultSandbox } from "../../packages/sandbox/src/vault";
import { type Asked, RecordingProxy } from "./recording-proxy";

/** Stands in front of a Vault, keeps what it is asked, and can ask it again with less power. */
export class VaultRecorder extends RecordingProxy {
  private constructor(private readonly vault: VaultSandbox) {
    super(vault.address);
  }

  static async start(vault: VaultSandbox): Promise<VaultRecorder> {
    const recorder = new VaultRecorder(vault);
    await recorder.listen();
    return recorder;
  }

  /** The status of a request that is not kept; the path is below `/v1/`. */
  async status(token: string, method: string, path: string, body?: object): Promise<number> {
    return (await this.as(token, method, `/v1/${path}`, body && JSON.stringify(body))).status;
  }

  /** A token with one policy and no other, not even Vault's default one. @param policy @default - it is there */
  async token(name: string, policy?: string): Promise<string> {
    const { rootToken } = this.vault;
    if (policy !== undefined) await this.status(rootToken, "PUT", `sys/policies/acl/${name}`, { policy });
    const body = JSON.stringify({ policies: [name], no_default_policy: true });
    const answer = await this.as(rootToken, "POST", "/v1/auth/token/create", body);
    return ((await answer.json()) as { auth: { client_token: string } }).auth.client_token;
  }

  /** A token that another one makes, as itself. */
  async childOf(token: string, request: object): Promise<string> {
    const answer = await this.as(token, "POST", "/v1/auth/token/create", JSON.stringify(request));
    return ((await answer.json()) as { auth: { client_token: string } }).auth.client_token;
  }

  /** Which of these requests Vault refuses a token with this policy, asked in order. */
  async refused(requests: readonly Asked[], policy: string): Promise<readonly string[]> {
    return this.refusedTo(await this.token("replayed", policy), requests);
  }

  /** Which of these requests Vault refuses a token, asked in order. */
  async refusedTo(token: string, requests: readonly Asked[]): Promise<readonly string[]> {
    const refused: string[] = [];
    for (const { method, path, body } of requests)
      for (let attempt = 0; ; attempt += 1) {
        const answer = await this.as(token, method, path, body);
        if (answer.status === 403) refused.push(`${method} ${path}`);
        // A new KV version 2 engine needs some moments.
        if (!(await answer.text()).includes("Upgrading from non-versioned") || attempt === 50) break;
        await sleep(50);
      }
    return refused;
  }

  private as(token: string, method: string, path: string, body?: string): Promise<Response> {
    return this.send({ "X-Vault-Token": token }, method, path, body);
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
