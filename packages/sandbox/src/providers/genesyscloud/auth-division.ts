import { type DataSource, elements, ProviderError, text } from "../plugin/resource";
import type { GenesyscloudClient } from "./client";

const DIVISIONS = "/api/v2/authorization/divisions";

/** `data.genesyscloud_auth_division_home`. */
export const authDivisionHome: DataSource<GenesyscloudClient> = async (client) => {
  const { id, name, description } = await client.call("GET", `${DIVISIONS}/home`);
  return { id, name, description };
};

/** `data.genesyscloud_auth_division`: by name, whatever its case. */
export const authDivision: DataSource<GenesyscloudClient> = async (client, config) => {
  const name = text(config, "name");
  const query = new URLSearchParams({ pageSize: "100", pageNumber: "1", objectCount: "false", name });
  const found = elements(await client.call("GET", `${DIVISIONS}?${query}`), "entities").find(
    (division) => text(division, "name").toLowerCase() === name.toLowerCase(),
  );
  if (!found) throw new ProviderError(`no division found with name ${name}`);
  return { ...config, id: found.id };
};
