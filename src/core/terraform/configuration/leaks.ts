import { record, text } from "../../diagnostic";
import type { Block } from "./blocks";
import { stringsIn } from "./strings";

/** What keeps a secret in Terraform's state whatever its attributes say. Source: schemas of vault 5.6.0, genesyscloud 1.82.0. */
const ALWAYS_IN_STATE: Readonly<Record<string, string>> = {
  genesyscloud_integration_credential: "keeps its fields in the state",
  vault_approle_auth_backend_role_secret_id: "keeps the secret id in the state",
  vault_kv_secret: "keeps its data in the state: KV version 1 has nothing write-only",
  vault_token: "keeps the token in the state",
  "data.vault_generic_secret": "reads the secret into the state",
  "data.vault_kv_secret": "reads the secret into the state",
  "data.vault_kv_secret_v2": "reads the secret into the state",
};
/** Credentials of providers: not in the state, but in what is synthesized. */
const PROVIDER_SECRETS = ["oauthclient_secret", "access_token", "token"];
const SECRET_KEY = /secret|password|private_key|api_key|(^|_)token$/i;

/**
 * How a secret gets out, or lost. `stored`: its resource keeps it in the state. `exposed`: by its client. `expression`: taken to where
 * it is not write-only. `nowhere`: the client hands it over to nobody. `mutable`: the client may be updated. `write`: of the
 * secret in Vault. `provider`: a credential in the configuration.
 */
export type LeakKind = "stored" | "exposed" | "expression" | "nowhere" | "mutable" | "write" | "provider";

/** One way in which a secret gets out, or lost. */
export interface Leak {
  /** Of its block. */
  readonly address: string;
  readonly kind: LeakKind;
  /** Follows the address. */
  readonly what: string;
}

/** Of one block. */
type OwnLeak = Omit<Leak, "address">;

/** Every way in which a configuration puts a secret into state, plan or output, or loses it. */
export function leaksIn({ blocks }: { readonly blocks: readonly Block[] }): readonly Leak[] {
  const directories = new Set(blocks.flatMap(({ body }) => text(body.directory_client_secret) || []));
  const reads = [...directories].map((directory) => new RegExp(`\\bfile(base64)?\\("${escaped(directory)}`));
  const told = describedMounts(blocks);
  return blocks.flatMap((block) =>
    [...(isMountItself(block, told) ? [] : byItsType(block)), ...referred(block, reads)].map((leak) => ({
      address: block.address,
      ...leak,
    })),
  );
}

/** What Vault tells of its secrets engines: nothing that is in them. */
const MOUNTS = "sys/internal/ui/mounts/";
const isPathRead = ({ address }: Block) => address.startsWith("data.vault_kv_secret.");

/** Secrets engines of which a condition holds: by the address of the data source that has it. */
function describedMounts(blocks: readonly Block[]): ReadonlyMap<string, string> {
  return new Map(
    blocks.flatMap((block) => {
      const { address, body } = block;
      const path = text(body.path);
      const isDescribed = isPathRead(block) && path.startsWith(MOUNTS);
      return isDescribed && record(body.lifecycle).postcondition !== undefined
        ? [[address, path.slice(MOUNTS.length)] as const]
        : [];
    }),
  );
}

/**
 * Whether a data source reads of a secrets engine itself: what it is, or its settings. A secret in version 1 may be
 * called like the settings, so these are read only after a condition on what the engine is.
 */
function isMountItself(block: Block, described: ReadonlyMap<string, string>): boolean {
  if (!isPathRead(block)) return false;
  const path = text(block.body.path);
  const after = block.body.depends_on;
  return (
    path.startsWith(MOUNTS) ||
    (Array.isArray(after) && after.some((address) => `${described.get(text(address))}/config` === path))
  );
}

function byItsType({ address, type, body }: Block): OwnLeak[] {
  const always = ALWAYS_IN_STATE[address.startsWith("data.") ? `data.${type}` : type];
  if (always !== undefined) return [{ kind: "stored", what: always }];
  switch (type) {
    case "genesyscloud_oauth_client":
      return ofClient(body);
    case "vault_kv_secret_v2":
      return ofKvSecret(body);
    case "vault_generic_secret":
      return ofReadSecret(body);
    case "provider":
      return PROVIDER_SECRETS.filter((key) => body[key] !== undefined).map((key) => ({
        kind: "provider",
        what: `is given ${key}: it belongs into the process environment`,
      }));
    default:
      return [];
  }
}

function ofClient(client: Block["body"]): OwnLeak[] {
  const leaks: OwnLeak[] = [];
  if ((client.expose_client_secret ?? false) !== false)
    leaks.push({ kind: "exposed", what: "exposes its secret: expose_client_secret puts it into the state" });
  // The implicit grant has no use for a secret.
  if (client.authorized_grant_type === "TOKEN") return leaks;
  if (client.directory_client_secret === undefined)
    leaks.push({
      kind: "nowhere",
      what: "hands its secret over nowhere: directory_client_secret is not set",
    });
  if (record(client.lifecycle).ignore_changes !== "all")
    leaks.push({
      kind: "mutable",
      what: "may be updated, which blanks the stored secret: lifecycle.ignore_changes must be all",
    });
  return leaks;
}

/** It has nothing write-only: good for what is no secret, as a manifest is. */
function ofReadSecret(secret: Block["body"]): OwnLeak[] {
  return holdsSecret(text(secret.data_json))
    ? [
        {
          kind: "stored",
          what: "writes a secret, which the state keeps: use vault_kv_secret_v2 with data_json_wo",
        },
      ]
    : [];
}

function ofKvSecret(secret: Block["body"]): OwnLeak[] {
  if (secret.data_json_wo === undefined)
    return holdsSecret(text(secret.data_json))
      ? [
          {
            kind: "stored",
            what: "writes a secret with data_json, which the state keeps: use data_json_wo",
          },
        ]
      : [];
  const leaks: OwnLeak[] = [];
  if (secret.data_json_wo_version === undefined)
    leaks.push({ kind: "write", what: "is never written: data_json_wo_version is not set" });
  if (secret.disable_read !== true)
    leaks.push({ kind: "write", what: "is read back into the state: disable_read is not true" });
  return leaks;
}

/** By the names of its keys; what is no JSON but an expression is searched as it stands. */
function holdsSecret(json: string): boolean {
  try {
    const keys: string[] = [];
    JSON.parse(json, (key) => keys.push(key));
    return keys.some((key) => SECRET_KEY.test(key));
  } catch {
    return SECRET_KEY.test(json);
  }
}

/**
 * A secret that an expression takes from a client, or from a hand-off file, into anything that is not write-only.
 * @param reads what the reading of a hand-off file looks like
 */
function referred({ body }: Block, reads: readonly RegExp[]): OwnLeak[] {
  return stringsIn(body)
    .filter(({ at }) => !/_wo$/.test(at))
    .filter(
      ({ text }) =>
        (text.includes(".client_secret") && /\$\{.*\.client_secret\b/s.test(text)) ||
        (text.includes("file") && reads.some((read) => read.test(text))),
    )
    .map(({ at }) => ({ kind: "expression", what: `has a client secret in ${at}, which is not write-only` }));
}

const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
