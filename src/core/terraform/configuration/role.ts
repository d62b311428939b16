import { isObject, type JsonObject, text, texts } from "../../diagnostic";

/** The permissions of a `genesyscloud_auth_role`. */
export function permissionsOf({ permissions, permission_policies }: JsonObject): string[] {
  return [
    ...texts(permissions),
    ...objects(permission_policies).flatMap(({ domain, entity_name, action_set }) =>
      texts(action_set).map((action) => `${text(domain)}:${text(entity_name)}:${action}`),
    ),
  ];
}

/** The objects of a list; none when it is no list. */
export const objects = (value: unknown): readonly JsonObject[] =>
  Array.isArray(value) ? value.filter(isObject) : [];
