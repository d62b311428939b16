import { text } from "../core/diagnostic";
import { generationMarker, type IntegrationModel, secretPaths } from "../core/stack";
import type { IntegrationFacts, SecretFacts } from "./facts";
import { SecretText } from "./secret-text";
import type { KvEntry, VaultClient } from "./vault-client";

const FIELDS = ["client_id", "client_secret", "token_url", "api_url"];

/** What Vault holds of one integration. */
export interface Entries extends Pick<IntegrationFacts, "declared" | "secret" | "manifest"> {
  readonly clientSecret: SecretText | undefined;
}

/** Reads the secret and the manifest of an integration. */
export async function readVault(vault: VaultClient, declared: IntegrationModel): Promise<Entries> {
  const paths = secretPaths(declared.mount.path, declared.environment, declared.id);
  const entry = await vault.read(paths.mount, paths.secret);
  const manifest = await vault.read(paths.mount, paths.manifest);
  if (!entry.ok) return { declared, secret: entry, clientSecret: undefined, manifest };
  const found = text(entry.value.data.client_secret);
  return {
    declared,
    secret: { ok: true, value: secretFacts(entry.value) },
    clientSecret: found === "" ? undefined : new SecretText(found),
    manifest,
  };
}

/** All but the secret. */
function secretFacts({ data, writtenAt }: KvEntry): SecretFacts {
  const names = Object.keys(data);
  const generations = names.flatMap((name) => {
    const number = Number(/\d+$/.exec(name)?.[0]);
    return name === generationMarker(number) ? [number] : [];
  });
  return {
    writtenAt,
    clientId: text(data.client_id),
    tokenUrl: text(data.token_url),
    apiUrl: text(data.api_url),
    missing: FIELDS.filter((name) => text(data[name]) === ""),
    others: names.filter(
      (name) => !FIELDS.includes(name) && !generations.some((each) => name === generationMarker(each)),
    ),
    generations,
  };
}
