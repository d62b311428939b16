import { jsonValue } from "../core/action";
import { type JsonObject, record, text, texts } from "../core/diagnostic";
import { type Block, objects, permissionsOf } from "../core/terraform";
import type { Synthesized } from "./synthesized";

/** What a configuration grants. */
export interface Granted {
  /** Every permission of every role, sorted. Each once. */
  readonly permissions: readonly string[];
  /** Roles that clients are given and that are not in the configuration: what these grant cannot be told. */
  readonly elsewhere: readonly string[];
  /** Names of the actions that a permission is granted for, as scopelock wrote them down. */
  becauseOf(permission: string): readonly string[];
}

/** Reads what roles and clients of a configuration grant. */
export function grantedBy(synthesized: Synthesized): Granted {
  const blocks = synthesized.blocks;
  const roles = blocks.filter(({ type, address }) => type === "genesyscloud_auth_role" && !isData(address));
  const ids = new Set(roles.map(({ address }) => `\${${address}.id}`));
  const clients = blocks.filter(({ type }) => type === "genesyscloud_oauth_client");
  return {
    permissions: [...new Set(roles.flatMap(({ body }) => permissionsOf(body)))].sort(),
    elsewhere: clients.flatMap((client) => foreignRoles(client, ids)),
    becauseOf: (permission) =>
      actionsOf(synthesized.json)
        .filter((action) => texts(action.permissions).includes(permission))
        .map(({ name }) => text(name)),
  };
}

const isData = (address: string) => address.startsWith("data.");

function foreignRoles({ address, body }: Block, ids: ReadonlySet<string>): string[] {
  return objects(body.roles)
    .map(({ role_id }) => text(role_id))
    .filter((id) => !ids.has(id))
    .map((id) => `${address} has the role ${id}`);
}

function actionsOf(json: JsonObject): readonly JsonObject[] {
  const { integrations } = record(record(json["//"]).scopelock);
  return Object.values(record(integrations)).flatMap((each) => objects(record(jsonValue(each)).actions));
}
