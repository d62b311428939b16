import { z } from "zod";
import { bodyAs, type HttpClient, type ReplyWithBody } from "./http-client";
import { map, type Outcome } from "./reply";
import type { SecretText } from "./secret-text";

/** Where a Vault is, and with what it is asked. */
export interface VaultAccess {
  readonly address: string;
  readonly token: SecretText;
  /** @default - the root namespace */
  readonly namespace?: string | undefined;
}

/** The newest version of an entry of a KV version 2 secrets engine. */
export interface KvEntry {
  readonly data: Readonly<Record<string, unknown>>;
  /** When this version was written, in ISO 8601. */
  readonly writtenAt: string;
}

const entry = z.object({
  data: z.object({
    data: z.record(z.string(), z.unknown()),
    metadata: z.object({ created_time: z.string() }),
  }),
});
const deleted = z.object({ data: z.object({ data: z.null(), metadata: z.object({}) }) });

const policyBody = z.object({ data: z.object({ policy: z.string() }) });
const capabilities = z.object({ data: z.record(z.string(), z.array(z.string())) });

/** Reads Vault as a reader does: no more than `read` on what it names, and on nothing that the token may not read. */
export class VaultClient {
  constructor(
    private readonly http: HttpClient,
    private readonly access: VaultAccess,
  ) {}

  /** An entry; the code of the reply is `deleted` where one was, and its newest version was deleted. */
  async read(mount: string, name: string): Promise<Outcome<KvEntry>> {
    const answer = await this.ask("GET", `${mount}/data/${name}`);
    const { reply } = answer;
    if (reply.kind === "response" && reply.status === 404 && deleted.safeParse(answer.body).success)
      return { ok: false, reply: { ...reply, code: "deleted" } };
    return map(bodyAs(answer, entry), ({ data: { data, metadata } }) => ({
      data,
      writtenAt: metadata.created_time,
    }));
  }

  /** The text of a policy. */
  async policy(name: string): Promise<Outcome<string>> {
    const answer = await this.ask("GET", `sys/policies/acl/${name}`);
    return map(bodyAs(answer, policyBody), ({ data }) => data.policy);
  }

  /** Those of some paths that the token may read: Vault's own policy `default` lets each token ask. None where it does not answer. */
  async readable(paths: readonly string[]): Promise<readonly string[]> {
    const answer = await this.ask("POST", "sys/capabilities-self", JSON.stringify({ paths }));
    const outcome = bodyAs(answer, capabilities);
    if (!outcome.ok) return [];
    const { data } = outcome.value;
    return paths.filter((path) => data[path]?.some((each) => each === "read" || each === "root"));
  }

  private ask(method: string, path: string, body?: string): Promise<ReplyWithBody> {
    const { address, token, namespace } = this.access;
    return this.http.send({
      method,
      url: `${address.replace(/\/+$/, "")}/v1/${path}`,
      secretHeaders: { "X-Vault-Token": token },
      ...(namespace !== undefined && { headers: { "X-Vault-Namespace": namespace } }),
      body,
    });
  }
}
