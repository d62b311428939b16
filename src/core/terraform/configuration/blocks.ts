import { isObject, type JsonObject } from "../../diagnostic";

/** One resource, data source, provider, output, variable or local value of a configuration. */
export interface Block {
  /** As Terraform writes it: `vault_policy.reader`, `data.genesyscloud_auth_division_home.home`, `output.permissions`, `var.token`. */
  readonly address: string;
  /** Of a resource or a data source: its type; otherwise the first part of the address. */
  readonly type: string;
  readonly body: JsonObject;
}

/** Everything in a configuration (Terraform's JSON) that has an address, providers included. */
export function blocksOf({
  resource,
  data,
  output,
  provider,
  variable,
  locals,
}: JsonObject): readonly Block[] {
  return [
    ...addressed(resource, ""),
    ...addressed(data, "data."),
    ...named(output).map(([id, body]) => ({ address: `output.${id}`, type: "output", body })),
    ...named(variable).map(([id, body]) => ({ address: `var.${id}`, type: "var", body })),
    ...Object.entries(isObject(locals) ? locals : {}).map(([id, value]) => ({
      address: `local.${id}`,
      type: "local",
      body: { value },
    })),
    ...Object.entries(isObject(provider) ? provider : {}).flatMap(([id, bodies]) =>
      (Array.isArray(bodies) ? bodies : [bodies])
        .filter(isObject)
        .map((body) => ({ address: `provider.${id}`, type: "provider", body })),
    ),
  ];
}

/** The entries of an object that are objects themselves. */
export const named = (of: unknown): [string, JsonObject][] =>
  Object.entries(isObject(of) ? of : {}).filter((entry): entry is [string, JsonObject] => isObject(entry[1]));

const addressed = (kind: unknown, prefix: string): Block[] =>
  named(kind).flatMap(([type, byId]) =>
    named(byId).map(([id, body]) => ({ address: `${prefix}${type}.${id}`, type, body })),
  );
