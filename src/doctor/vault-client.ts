import { z } from "zod";
import { bodyAs, type HttpClient } from "./http-client";
import type { Outcome } from "./reply";
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

/** Reads Vault as a reader does: no more than `read` on what it names. */
export class VaultClient {
  constructor(
    private readonly http: HttpClient,
    private readonly access: VaultAccess,
  ) {}

  /** An entry; the code of the reply is `deleted` where one was, and its newest version was deleted. */
  async read(mount: string, name: string): Promise<Outcome<KvEntry>> {
    const { address, token, namespace } = this.access;
    const answer = await this.http.send({
      method: "GET",
      url: `${address.replace(/\/+$/, "")}/v1/${mount}/data/${name}`,
      secretHeaders: { "X-Vault-Token": token },
      ...(namespace !== undefined && { headers: { "X-Vault-Namespace": namespace } }),
    });
    const { reply } = answer;
    if (reply.kind === "response" && reply.status === 404 && deleted.safeParse(answer.body).success)
      return { ok: false, reply: { ...reply, code: "deleted" } };
    const outcome = bodyAs(answer, entry);
    if (!outcome.ok) return outcome;
    const { data, metadata } = outcome.value.data;
    return { ok: true, value: { data, writtenAt: metadata.created_time } };
  }
}
