import { record, text } from "../../diagnostic";
import { isKeptNowhere, RESOURCES } from "../resources";
import type { ResourceLeak } from "../resources/resource-type";
import type { Block } from "./blocks";
import { type SecretKind, Secrets } from "./secrets";
import { stringsIn } from "./strings";

/** Credentials of providers: not in the state, but in what is synthesized. */
const PROVIDER_SECRETS = ["oauthclient_secret", "access_token", "token"];

/**
 * How a secret gets out, or lost. `stored`: its resource keeps it in the state. `exposed`: by its client. `expression`: a client
 * secret, taken to where it is kept. `ephemeral`, `sensitive`: the same of a value that is marked so. `others`: a sensitive value
 * in an attribute of a type that is not known here. `nowhere`: the client hands it over to nobody. `mutable`: the client may be
 * updated. `write`: of the secret in Vault. `provider`: a credential in the configuration.
 */
export type LeakKind = ResourceLeak["kind"] | SecretKind | "others";

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
  const secrets = new Secrets(blocks);
  const told = describedMounts(blocks);
  return blocks.flatMap((block) =>
    [...(isMountItself(block, told) ? [] : byItsType(block)), ...referred(block, secrets)].map((leak) => ({
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

function byItsType({ address, type, body }: Block): readonly OwnLeak[] {
  if (type === "provider")
    return PROVIDER_SECRETS.filter((key) => body[key] !== undefined).map((key) => ({
      kind: "provider",
      what: `is given ${key}: it belongs into the process environment`,
    }));
  return RESOURCES.get(address.startsWith("data.") ? `data.${type}` : type)?.leaks?.(body) ?? [];
}

/** Parts of a block that no state has. */
const NOT_KEPT = /^(provisioner|connection|lifecycle|depends_on|count|provider)\b/;
/** What only passes a value on is judged where that arrives. */
const PASSED_ON: ReadonlySet<string> = new Set(["local", "var"]);

/** A secret that an expression takes to where the state keeps it. */
function referred({ type, body, address }: Block, secrets: Secrets): OwnLeak[] {
  if (PASSED_ON.has(type)) return [];
  const isManaged = !address.startsWith("data.");
  return stringsIn(body, (text) => secrets.kindIn(text) !== undefined).flatMap(({ at, text }): OwnLeak[] => {
    const kind = secrets.kindIn(text);
    if (kind === undefined || (isManaged && isKeptNowhere(type, at))) return [];
    if (kind === "expression")
      return [{ kind, what: `has a client secret in ${at}, which is not write-only` }];
    // A provider is configured, and forgets.
    return type === "provider" || NOT_KEPT.test(at)
      ? []
      : [
          {
            kind: kind === "sensitive" && !RESOURCES.has(type) ? "others" : kind,
            what: `has a value that is ${kind} in ${at}, and the state keeps it there`,
          },
        ];
  });
}
