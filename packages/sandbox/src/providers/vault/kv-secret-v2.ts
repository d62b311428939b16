import { elements, ProviderError, type Resource, text } from "../plugin/resource";
import type { Attributes } from "../plugin/value";
import type { VaultClient } from "./client";
import { asTexts } from "./texts";

/** `vault_kv_secret_v2`. A change of a write-only value is seen by `data_json_wo_version` alone. */
export const kvSecretV2: Resource<VaultClient> = {
  defaults: { delete_all_versions: false, disable_read: false },
  forceNew: ["mount", "name"],
  computedBlocks: ["custom_metadata"],
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
    if (state.disable_read === true) return own;
    const found = await client.read(path);
    if (!found) return null;
    const metadata = (found.metadata ?? {}) as Attributes;
    return {
      ...own,
      // Trap: what Vault holds is not read back, so nobody sees that it was changed.
      data: {},
      metadata: asTexts(metadata),
      // The key is in every answer of Vault's, also where there is none: so the metadata are read each time.
      ...("custom_metadata" in metadata && {
        custom_metadata: [await readMetadata(client, `${mount}/metadata/${name}`)],
      }),
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
  // Not where Vault looks for it, which is in the options: so it checks nothing.
  await client.call("PUT", path, { cas: planned.cas ?? 0, data, options: planned.options ?? {} });
  // Trap: what was read once is written from then on, also where nobody configured any.
  const [metadata] = elements(planned, "custom_metadata");
  if (metadata) await client.call("PUT", path.replace("/data/", "/metadata/"), set(metadata));
}

/** What of the metadata is set; nothing else is written. */
const set = (metadata: Attributes) =>
  Object.fromEntries(
    Object.entries({
      max_versions: metadata.max_versions,
      cas_required: metadata.cas_required,
      delete_version_after: metadata.delete_version_after,
      custom_metadata: metadata.data,
    }).filter(([, value]) => value && (typeof value !== "object" || Object.keys(value).length > 0)),
  );

async function readMetadata(client: VaultClient, path: string): Promise<Attributes> {
  const found = (await client.read(path)) ?? {};
  return {
    max_versions: found.max_versions,
    cas_required: found.cas_required,
    delete_version_after: seconds(String(found.delete_version_after ?? "0s")),
    data: found.custom_metadata ?? {},
  };
}

/** Of a duration as Vault writes it: `3h12m10s`. */
const seconds = (duration: string) => {
  const [, hours = 0, minutes = 0, rest = 0] = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(duration) ?? [];
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(rest);
};
