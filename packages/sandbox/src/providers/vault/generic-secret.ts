import { goJson } from "../plugin/go-json";
import { ProviderError, type Resource, text } from "../plugin/resource";
import type { Attributes } from "../plugin/value";
import { type VaultClient, VaultError } from "./client";
import { asTexts } from "./texts";

/**
 * `vault_generic_secret`, read back at every refresh. Source: resource_generic_secret.go and kv_helpers.go of hashicorp/vault
 * 5.6.0. It asks before each request which version its engine is.
 */
export const genericSecret: Resource<VaultClient> = {
  defaults: { delete_all_versions: false, disable_read: false },
  forceNew: ["path"],
  json: ["data_json"],

  create: (client, planned) => put(client, planned),

  async read(client, state) {
    const path = text(state, "id");
    if (state.disable_read === true) return { ...state, data: asTexts(parsed(state)) };
    const found = await contentOf(client, path);
    return found && { ...state, path, data_json: goJson(found), data: asTexts(found) };
  },

  update: (client, _prior, planned) => put(client, planned),

  async delete(client, state) {
    const base = state.delete_all_versions === true ? "metadata" : "data";
    await client.call("DELETE", await place(client, text(state, "id"), base));
  },
};

async function put(client: VaultClient, planned: Attributes): Promise<Attributes> {
  const path = text(planned, "path");
  const data = parsed(planned);
  const target = await place(client, path, "data");
  await client.call("PUT", target, target === path ? data : { data, options: {} });
  return (await genericSecret.read(client, { ...planned, id: path })) ?? {};
}

function parsed(attributes: Attributes): Attributes {
  const json = text(attributes, "data_json");
  const data: unknown = JSON.parse(json);
  if (typeof data === "object" && data !== null && !Array.isArray(data)) return data as Attributes;
  throw new ProviderError(
    `data_json ${JSON.stringify(json)} syntax error: json: cannot unmarshal into Go value of type map[string]interface {}`,
  );
}

/** What Vault holds; `null` when there is nothing. Of a version that was deleted, the envelope is taken for the content. */
async function contentOf(client: VaultClient, path: string): Promise<Attributes | null> {
  const target = await place(client, path, "data");
  const data = await found(client, target);
  if (!data) return null;
  return target !== path && typeof data.data === "object" && data.data !== null
    ? (data.data as Attributes)
    : data;
}

/** The `data` of an answer, also of a 404 that has some. Trap: what may not be read is taken for gone. */
async function found(client: VaultClient, path: string): Promise<Attributes | null> {
  try {
    return (await client.call("GET", path)).data as Attributes;
  } catch (error) {
    if (!(error instanceof VaultError) || ![403, 404].includes(error.status)) throw error;
    const { data } = JSON.parse(error.text) as { data?: Attributes };
    return data && Object.keys(data).length > 0 ? data : null;
  }
}

/** Where it is in the API. Trap: where the engine is not shown, version 1 is taken for granted. */
async function place(client: VaultClient, path: string, base: "data" | "metadata"): Promise<string> {
  const shown = await engineOf(client, path);
  if (shown?.options?.version !== "2") return path;
  const mount = shown.path.replace(/\/$/, "");
  return `${mount}/${base}/${path.slice(mount.length + 1)}`;
}

/** What Vault shows of the engine. */
interface Engine {
  readonly path: string;
  readonly options?: { readonly version?: string } | null;
}

async function engineOf(client: VaultClient, path: string): Promise<Engine | undefined> {
  try {
    return (await client.call("GET", `sys/internal/ui/mounts/${path}`)).data as Engine;
  } catch (error) {
    if (error instanceof VaultError && [403, 404].includes(error.status)) return undefined;
    throw error;
  }
}
