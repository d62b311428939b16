import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../src/core/diagnostic";
import { blocksOf } from "../../../src/core/terraform/configuration/blocks";
import { leaksIn } from "../../../src/core/terraform/configuration/leaks";
import { PROVIDER_NAMES, PROVIDERS, schemaFile } from "../../../src/core/terraform/providers/providers";
import { entriesOf, schemasOf } from "../../../src/core/terraform/providers/schema";
import { isKeptNowhere, RESOURCES } from "../../../src/core/terraform/resources";

/** A secret of each kind, as an expression has it, and what declares it. */
const SECRETS = {
  "a client secret": ["${genesyscloud_oauth_client.x.client_secret}", {}, "expression"],
  "an ephemeral value": ["${ephemeral.random_password.x.result}", {}, "ephemeral"],
  "an ephemeral variable": ["${var.x}", { variable: { x: { ephemeral: true } } }, "ephemeral"],
  "a sensitive variable": ["${upper(var.x)}", { variable: { x: { sensitive: true } } }, "sensitive"],
  "a local value of one": [
    "${local.b}",
    { locals: { b: { deep: ["${local.a}"] }, a: "${ephemeral.random_password.x.result}" } },
    "ephemeral",
  ],
} as const;

const leaks = (configuration: JsonObject) =>
  leaksIn({ blocks: blocksOf(configuration) }).map(
    ({ address, kind, what }) => `${kind}: ${address} ${what}`,
  );
const resource = (type: string, body: JsonObject, more: JsonObject = {}): JsonObject => ({
  ...more,
  resource: { [type]: { x: body } },
});

describe.each(Object.entries(SECRETS))("%s", (_, [value, more, kind]) => {
  it.each([
    ["terraform_data", "store.input", { store: { input: value } }],
    ["terraform_data", "input", { input: value }],
    ["terraform_data", "secret_wo", { secret_wo: value }],
    ["vault_policy", "policy", { policy: value }],
    ["vault_kv_secret_v2", "custom_metadata.data.x", { custom_metadata: { data: { x: value } } }],
    // An attribute of a later version that is not in the table: its name alone proves nothing.
    ["vault_generic_secret", "data_json_wo", { data_json_wo: value }],
  ])("is kept by %s in %s", (type, at, body) => {
    const found = leaks(resource(type, body, more)).filter((each) => each.includes(` in ${at}`));
    expect(found).toEqual([expect.stringMatching(`^${kind}: ${type}\\.x has `)]);
  });

  it("is kept by a type that is not known, but for what is named as write-only", () => {
    const others = kind === "sensitive" ? "others" : kind;
    expect(leaks(resource("aws_db_instance", { password: value }, more))).toEqual([
      expect.stringMatching(`^${others}: aws_db_instance.x has .* in password, `),
    ]);
    expect(leaks(resource("aws_db_instance", { password_wo: value }, more))).toEqual([]);
  });

  it("is kept by an output, and by a data source whatever its attribute is called", () => {
    expect(leaks({ ...more, output: { x: { value } } })).toHaveLength(1);
    expect(leaks({ ...more, data: { acme_thing: { x: { key_wo: value } } } })).toHaveLength(1);
  });

  it("is kept nowhere in the secret in Vault", () => {
    const body = { data_json_wo: value, data_json_wo_version: 1, disable_read: true };
    expect(leaks(resource("vault_kv_secret_v2", body, more))).toEqual([]);
  });
});

describe("no leak", () => {
  it("is what only passes a value on, is configured with it or checks it", () => {
    const value = "${ephemeral.random_password.x.result}";
    expect(
      leaks({
        locals: { a: value },
        variable: { b: { ephemeral: true, default: value } },
        provider: { acme: [{ key: value }] },
        resource: {
          terraform_data: {
            x: {
              provisioner: [{ "local-exec": { environment: { KEY: value } } }],
              connection: { password: value },
              lifecycle: { precondition: [{ condition: `\${length(var.b) > 0}`, error_message: "x" }] },
            },
          },
        },
      }),
    ).toEqual([]);
  });

  it("is a variable that is not marked, or a text that only looks like one", () => {
    expect(leaks(resource("vault_policy", { policy: "${var.x}" }, { variable: { x: {} } }))).toEqual([]);
    expect(leaks(resource("vault_policy", { policy: "ephemeral.x and var.x" }))).toEqual([]);
  });
});

describe("the table of write-only attributes", () => {
  it.each(PROVIDER_NAMES)("is the recorded schema of %s, for each type that is known", (name) => {
    const file = join(__dirname, "../../../schemas", schemaFile(name));
    const schemas = schemasOf(JSON.parse(readFileSync(file, "utf8")), PROVIDERS[name].source);
    const types = schemas?.resource_schemas as JsonObject;
    const known = Object.keys(types).filter((type) => RESOURCES.has(type));
    expect(known.length).toBeGreaterThan(3);
    for (const type of known)
      for (const [path, { isWriteOnly }] of entriesOf(types[type]))
        expect([type, path, isKeptNowhere(type, path)]).toEqual([type, path, isWriteOnly]);
  });
});
