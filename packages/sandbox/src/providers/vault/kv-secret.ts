import { goJson } from "../plugin/go-json";
import { type DataSource, text } from "../plugin/resource";
import type { Attributes } from "../plugin/value";
import type { VaultClient } from "./client";
import { asTexts } from "./texts";

/** `data.vault_kv_secret`: whatever Vault answers at a path, as text. */
export const kvSecret: DataSource<VaultClient> = async (client, config) => {
  const path = text(config, "path");
  const { data, lease_id, lease_duration, renewable } = (await client.call("GET", path)) as Attributes;
  return {
    ...config,
    id: path,
    data: asTexts(data as Attributes),
    data_json: goJson(data),
    lease_id,
    lease_duration,
    lease_renewable: renewable,
  };
};
