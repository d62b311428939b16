import { elements, type Resource, text } from "../plugin/resource";
import type { Attributes } from "../plugin/value";
import type { GenesyscloudClient } from "./client";

const INTEGRATIONS = "/api/v2/integrations";

/** `genesyscloud_integration`. */
export const integration: Resource<GenesyscloudClient> = {
  defaults: { intended_state: "DISABLED" },

  async create(client, planned) {
    const { id } = await client.call("POST", INTEGRATIONS, {
      integrationType: { id: planned.integration_type },
    });
    const state = { ...planned, id };
    await configure(client, state);
    await enable(client, state);
    return (await integration.read(client, state)) ?? {};
  },

  async read(client, state) {
    const path = `${INTEGRATIONS}/${text(state, "id")}`;
    const found = await client.find(`${path}?pageSize=100&pageNumber=1`);
    if (found && client.leavesIntegrationConfig)
      return { ...state, integration_type: typeOf(found), intended_state: found.intendedState };
    const config = found && (await client.find(`${path}/config/current`));
    if (!found || !config) return null;
    const credentials = Object.entries((config.credentials ?? {}) as Record<string, { id: string }>);
    return {
      ...state,
      integration_type: typeOf(found),
      intended_state: found.intendedState,
      config: [
        {
          name: config.name,
          notes: config.notes,
          properties: JSON.stringify(config.properties),
          advanced: JSON.stringify(config.advanced),
          credentials: Object.fromEntries(credentials.map(([key, { id }]) => [key, id])),
        },
      ],
    };
  },

  async update(client, prior, planned) {
    const state = { ...planned, id: prior.id };
    if (JSON.stringify(prior.config) !== JSON.stringify(planned.config)) await configure(client, state);
    if (prior.intended_state !== planned.intended_state) await enable(client, state);
    return (await integration.read(client, state)) ?? {};
  },

  async delete(client, state) {
    const path = `${INTEGRATIONS}/${text(state, "id")}`;
    await client.call("DELETE", path);
    await client.untilGone(`${path}?pageSize=100&pageNumber=1`);
  },
};

const typeOf = ({ integrationType }: Attributes) => (integrationType as { id: string }).id;

/** The real provider reads the configuration twice before it writes it. */
async function configure(client: GenesyscloudClient, state: Attributes): Promise<void> {
  const [config] = elements(state, "config");
  if (!config || client.leavesIntegrationConfig) return;
  const path = `${INTEGRATIONS}/${text(state, "id")}/config/current`;
  await client.call("GET", path);
  const current = await client.call("GET", path);
  const json = (name: string) => (text(config, name) === "" ? current[name] : JSON.parse(text(config, name)));
  const credentials = Object.entries((config.credentials ?? {}) as Record<string, string>);
  await client.call("PUT", path, {
    name: text(config, "name") || current.name,
    version: current.version,
    properties: json("properties"),
    advanced: json("advanced"),
    notes: text(config, "notes"),
    credentials: Object.fromEntries(credentials.map(([key, id]) => [key, { id }])),
  });
}

async function enable(client: GenesyscloudClient, state: Attributes): Promise<void> {
  await client.call("PATCH", `${INTEGRATIONS}/${text(state, "id")}?pageSize=25&pageNumber=1`, {
    intendedState: state.intended_state,
  });
}
