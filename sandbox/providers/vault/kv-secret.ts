import { type DataSource, text } from "../plugin/resource";
import type { Attributes } from "../plugin/value";
import type { VaultClient } from "./client";

/** `data.vault_kv_secret`: whatever Vault answers at a path, as text. */
export const kvSecret: DataSource<VaultClient> = async (client, config) => {
  const path = text(config, "path");
  const { data, lease_id, lease_duration, renewable } = (await client.call("GET", path)) as Attributes;
  return {
    ...config,
    id: path,
    data: Object.fromEntries(Object.entries(data as Attributes).map(([key, value]) => [key, asText(value)])),
    data_json: JSON.stringify(data),
    lease_id,
    lease_duration,
    lease_renewable: renewable,
  };
};

/** Text as it is, everything else as JSON. */
const asText = (value: Attributes[string]) => (typeof value === "string" ? value : JSON.stringify(value));
