import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../src/core/diagnostic/json";
import type { Environment } from "../../src/environment/environment";
import { loadEnvironment } from "../../src/environment/load";
import { synthesize } from "../../src/testing";
import { ExternalContactsStack } from "../../stacks/external-contacts-stack";
import { ROOT } from "../process";

const dev = loadEnvironment(join(ROOT, "environments/dev.json"));
const stackOf = (change: Partial<Environment>) =>
  synthesize((app) => new ExternalContactsStack(app, { ...dev, ...change }));
const synth = (rotation: Partial<Environment["rotation"]> = {}) => {
  const environment = { ...dev, rotation: { ...dev.rotation, ...rotation } };
  return synthesize((app) => new ExternalContactsStack(app, environment));
};
const text = (rotation?: Partial<Environment["rotation"]>) => JSON.stringify(synth(rotation).json);
const stack = synth();

// What is derived, its snapshot, and that no secret gets into the state: __tests__/testing/example.test.ts.
describe("the stack of dev", () => {
  it("is the same each time", () => {
    expect(text()).toBe(text());
  });

  it("is the same whenever it was rotated, and however often it is", () => {
    const schedule = { rotatedOn: "2026-11-25", everyDays: 90, overlapHours: 72 };
    expect(text(schedule)).toBe(text());
    expect(text({ ...schedule, rotatedOn: "2031-01-01", everyDays: 30 })).toBe(text());
  });

  it("makes clients whose tokens live as long as the environment says", () => {
    const lifetime = (rotation?: Partial<Environment["rotation"]>) =>
      synth(rotation).resource("genesyscloud_oauth_client").access_token_validity_seconds;
    expect(lifetime()).toBe(86_400);
    expect(lifetime({ accessTokenValiditySeconds: 3600 })).toBe(3600);
  });

  it("has one OAuth client for each live generation, immutable, made before it is destroyed", () => {
    const client = stack.resource("genesyscloud_oauth_client");
    expect(client.for_each).toBe('${toset(["1"])}');
    expect(client.authorized_grant_type).toBe("CLIENT-CREDENTIALS");
    expect(client.directory_client_secret).toBe("../../../.scopelock/handoff/dev");
    expect(client).not.toHaveProperty("scopes");
    expect(client.lifecycle).toMatchObject({ create_before_destroy: true, ignore_changes: "all" });
    const { precondition, postcondition } = client.lifecycle as Record<string, JsonObject[]>;
    expect(precondition).toHaveLength(1);
    expect(postcondition?.[0]?.condition).toBe("${try(length(self.integration_credential_id) > 0, false)}");
  });

  it("writes the secret write-only, never reads it, and proves it by its key names", () => {
    const secret = stack.resource("vault_kv_secret_v2");
    expect(secret).toMatchObject({
      disable_read: true,
      delete_all_versions: true,
      name: "dev/external-contacts",
      data_json_wo: expect.stringMatching(/^\$\{try\(jsonencode\(/),
    });
    expect(secret).not.toHaveProperty("data_json");
    expect(stack.dataSource("vault_kv_secret_subkeys_v2").lifecycle).toMatchObject({
      postcondition: [{ condition: '${contains(keys(self.data), "generation_1")}' }],
    });
  });

  it("switches the integration after the proof, and writes the manifest after the integration", () => {
    expect(stack.resource("genesyscloud_integration").depends_on).toEqual([
      expect.stringMatching(/^data\.vault_kv_secret_subkeys_v2\./),
    ]);
    const manifest = stack.resource("vault_generic_secret");
    // Read back, or nobody would see that it was changed; and gone with every version when it goes.
    expect(manifest).not.toHaveProperty("disable_read");
    expect(manifest.delete_all_versions).toBe(true);
    expect(manifest.depends_on).toEqual([expect.stringMatching(/^genesyscloud_integration\./)]);
    expect(JSON.parse(manifest.data_json as string)).toMatchObject({
      generation: 1,
      permissions: ["externalContacts:contact:view"],
      fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it("lets the reader read exactly the secret and its manifest", () => {
    expect(stack.resource("vault_policy").policy).toBe(
      [
        'path "genesys-cloud/data/dev/external-contacts" {\n  capabilities = ["read"]\n}\n',
        'path "genesys-cloud/data/dev/external-contacts/manifest" {\n  capabilities = ["read"]\n}\n',
      ].join("\n"),
    );
  });

  it("sends templates to Genesys Cloud as they are: Terraform sees them escaped", () => {
    const { config_request } = stack.resource("genesyscloud_integration_action");
    expect(config_request).toHaveProperty(
      "request_url_template",
      "/api/v2/externalcontacts/reversewhitepageslookup?lookupVal=$esc.uriEncode($${input.phoneNumber})",
    );
  });

  it("has no secret, no clock and no path of this machine in it", () => {
    expect(text()).not.toContain(ROOT);
    expect(text()).not.toMatch(/20\d\d-\d\d-\d\dT/);
  });
});

describe("the division of an environment", () => {
  const grantIn = (genesys: Environment["genesys"]) => {
    const stack = stackOf({ genesys });
    const [role] = stack.resource("genesyscloud_oauth_client").roles as { division_id: string }[];
    return { id: role?.division_id, stack };
  };

  it.each([undefined, "home"] as const)("is home when it says %s", (division) => {
    const { id, stack } = grantIn({ region: "eu-west-1", division });
    expect(id).toMatch(/^\$\{data\.genesyscloud_auth_division_home\.[^.]+\.id\}$/);
    expect(stack.dataSources("genesyscloud_auth_division_home")).toHaveLength(1);
  });

  it("is looked up by its name", () => {
    const { id, stack } = grantIn({ region: "eu-west-1", division: { name: "Service ${1}" } });
    expect(id).toMatch(/^\$\{data\.genesyscloud_auth_division\.[^.]+\.id\}$/);
    expect(stack.dataSource("genesyscloud_auth_division").name).toBe("Service $${1}");
  });

  it.each([
    [{ id: "6f0d1c2e-0000-4000-8000-000000000000" }, "6f0d1c2e-0000-4000-8000-000000000000"],
    ["all", "*"],
  ] as const)("is known when it is %j", (division, expected) => {
    const gateway = { protocol: "https", host: "h", port: 443 } as const;
    expect(grantIn({ gateway, division }).id).toBe(expected);
  });
});

describe("an override of an environment", () => {
  const name = "Get external contact by phone";
  const because = "Slow ${here}.";
  const overridden = () => stackOf({ actions: { [name]: { timeoutSeconds: 20, because } } });

  it("changes the action, and is seen in the output and in the metadata", () => {
    const stack = overridden();
    expect(stack.resource("genesyscloud_integration_action").config_timeout_seconds).toBe(20);
    expect(stack.json["//"]).toMatchObject({
      scopelock: {
        overrides: { "external-contacts": [{ action: name, timeoutSeconds: 20, because }] },
      },
    });
    const outputs = Object.entries(stack.outputs).filter(([id]) => id.includes("overrides"));
    expect(outputs.map(([, value]) => value)).toEqual([
      [{ action: name, change: "a timeout of 20 s", because: "Slow $${here}." }],
    ]);
  });

  it("is a warning of every synth", () => {
    expect(overridden().warnings).toMatchObject([
      { what: `This environment overrides "${name}": a timeout of 20 s. Because: ${because}` },
    ]);
  });

  it("leaves no trace when there is none", () => {
    expect(text()).not.toContain("overrides");
    expect(stack.warnings).toEqual([]);
  });

  it("must name an action of the stack", () => {
    const wrong = { "Get external contact by fone": { enabled: false, because } } as const;
    expect(stackOf({ actions: wrong }).errors).toMatchObject([
      { what: expect.stringContaining(`Did you mean "${name}"?`) },
    ]);
  });
});
