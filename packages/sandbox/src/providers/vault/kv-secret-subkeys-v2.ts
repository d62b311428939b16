import { type DataSource, ProviderError, text } from "../plugin/resource";
import type { Attributes } from "../plugin/value";
import type { VaultClient } from "./client";

/** `data.vault_kv_secret_subkeys_v2`: the key names of a secret, without its values. */
export const kvSecretSubkeysV2: DataSource<VaultClient> = async (client, config) => {
  const path = `${text(config, "mount")}/subkeys/${text(config, "name")}`;
  const query = new URLSearchParams();
  for (const name of ["version", "depth"]) if (config[name] != null) query.set(name, String(config[name]));
  const found = await client.read(query.size > 0 ? `${path}?${query}` : path);
  if (!found) throw new ProviderError(`no secret found at "${path}"`);
  const subkeys = (found.subkeys ?? {}) as Attributes;
  const data = Object.fromEntries(
    Object.entries(subkeys).map(([key, value]) => [key, value === null ? "" : JSON.stringify(value)]),
  );
  return { ...config, id: path, path, data, data_json: JSON.stringify(subkeys) };
};
