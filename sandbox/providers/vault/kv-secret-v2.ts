import { ProviderError, type Resource, text } from "../plugin/resource";
import type { Attributes } from "../plugin/value";
import type { VaultClient } from "./client";

/** `vault_kv_secret_v2`. A change of a write-only value is seen by `data_json_wo_version` alone. */
export const kvSecretV2: Resource<VaultClient> = {
  defaults: { delete_all_versions: false, disable_read: false },
  forceNew: ["mount", "name"],
  changes: (prior, planned) => (isWritten(prior, planned) ? ["metadata", "data"] : []),

  async create(client, planned, config) {
    const path = `${text(planned, "mount")}/data/${text(planned, "name")}`;
    await put(client, path, planned, config);
    return (await kvSecretV2.read(client, { ...planned, id: path, path })) ?? {};
  },

  async read(client, state) {
    const path = text(state, "id");
    const [, mount = "", name = ""] = /^(.*?)\/data\/(.*)$/.exec(path) ?? [];
    const own = { ...state, id: path, path, mount, name };
    if (state.disable_read === true) return { ...own, data: null, metadata: null };
    const found = await client.read(path);
    if (!found) return null;
    const data = found.data as Attributes;
    const metadata = (found.metadata ?? {}) as Attributes;
    // The key is in every answer of Vault's, also where there is none: so the metadata are read each time.
    if ("custom_metadata" in metadata) await client.read(`${mount}/metadata/${name}`);
    const writeOnly = (state.data_json_wo_version ?? null) !== null;
    return {
      ...own,
      data: writeOnly ? null : texts(data),
      ...(!writeOnly && { data_json: JSON.stringify(data) }),
      metadata: texts(metadata),
    };
  },

  async update(client, prior, planned, config) {
    const path = text(prior, "path");
    try {
      if (isWritten(prior, planned)) await put(client, path, planned, config);
    } catch (error) {
      // The real provider's trap (seen with 5.6.0): the new version number is recorded although nothing was written,
      // so the next plan is clean and Vault stays stale. scopelock's proof is there to catch this.
      if (error instanceof ProviderError) throw new ProviderError(error.message, error.detail, planned);
      throw error;
    }
    return (await kvSecretV2.read(client, { ...planned, id: path })) ?? {};
  },

  async delete(client, state) {
    const path = text(state, "path");
    await client.call(
      "DELETE",
      state.delete_all_versions === true ? path.replace("/data/", "/metadata/") : path,
    );
  },

  json: ["data_json"],
};

const isWritten = (prior: Attributes, planned: Attributes) =>
  prior.data_json_wo_version !== planned.data_json_wo_version || prior.data_json !== planned.data_json;

async function put(
  client: VaultClient,
  path: string,
  planned: Attributes,
  config: Attributes,
): Promise<void> {
  const json = text(config, "data_json_wo") || text(planned, "data_json");
  const data: unknown = JSON.parse(json === "" ? "{}" : json);
  // The real provider decodes into a map, and refuses anything else before it asks Vault; it shows no write-only value.
  if (typeof data !== "object" || data === null || Array.isArray(data))
    throw new ProviderError(
      `data_json ${JSON.stringify(text(planned, "data_json"))} syntax error: json: cannot unmarshal into Go value of type map[string]interface {}`,
    );
  await client.call("POST", path, { data, options: planned.options ?? {} });
}

/** Values as texts: JSON for those that are none. */
function texts(map: Attributes): Record<string, string> {
  return Object.fromEntries(
    Object.entries(map)
      .filter(([, value]) => value !== null)
      .map(([key, value]) => [key, typeof value === "string" ? value : JSON.stringify(value)]),
  );
}
