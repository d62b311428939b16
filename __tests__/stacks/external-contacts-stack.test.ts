import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Testing } from "cdktf";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Environment } from "../../src/environment/environment";
import { loadEnvironment } from "../../src/environment/load";
import { ExternalContactsStack } from "../../stacks/external-contacts-stack";
import { refusal } from "../core/errors";
import { ROOT } from "../process";

type Block = Record<string, unknown>;
type Resources = Record<string, Record<string, Block>>;

let outdir: string;
let synthesized: { resource: Resources; data: Resources; [key: string]: unknown };
const only = (resources: Resources, type: string): Block => {
  const found = Object.values(resources[type] ?? {});
  expect(found, type).toHaveLength(1);
  return found[0] as Block;
};
const dev = loadEnvironment(join(ROOT, "environments/dev.json"));
const stackOf = (change: Partial<Environment>) =>
  new ExternalContactsStack(Testing.app({ outdir }), { ...dev, ...change });
const synth = (rotation: Partial<Environment["rotation"]> = {}) => {
  const environment = { ...dev, rotation: { ...dev.rotation, ...rotation } };
  return Testing.synth(new ExternalContactsStack(Testing.app({ outdir }), environment), true);
};
beforeAll(() => {
  outdir = mkdtempSync(join(tmpdir(), "scopelock-stack-"));
  synthesized = JSON.parse(synth());
});
afterAll(() => rmSync(outdir, { recursive: true }));

describe("the stack of dev", () => {
  it("is what it was", () => {
    expect(synthesized).toMatchSnapshot();
  });

  it("is the same each time", () => {
    expect(JSON.parse(synth())).toEqual(synthesized);
  });

  it("is the same whenever it was rotated, and however often it is", () => {
    const schedule = { rotatedOn: "2026-11-25", everyDays: 90, overlapHours: 72 };
    expect(synth(schedule)).toBe(synth());
    expect(synth({ ...schedule, rotatedOn: "2031-01-01", everyDays: 30 })).toBe(synth());
  });

  it("makes clients whose tokens live as long as the environment says", () => {
    const lifetime = (text: string) =>
      only(JSON.parse(text).resource, "genesyscloud_oauth_client").access_token_validity_seconds;
    expect(lifetime(synth())).toBe(86_400);
    expect(lifetime(synth({ accessTokenValiditySeconds: 3600 }))).toBe(3600);
  });

  it("grants exactly what the lookup needs", () => {
    expect(only(synthesized.resource, "genesyscloud_auth_role").permission_policies).toEqual([
      { domain: "externalContacts", entity_name: "contact", action_set: ["view"] },
    ]);
  });

  it("has one OAuth client for each live generation, immutable, made before it is destroyed", () => {
    const client = only(synthesized.resource, "genesyscloud_oauth_client");
    expect(client.for_each).toBe('${toset(["1"])}');
    expect(client.authorized_grant_type).toBe("CLIENT-CREDENTIALS");
    expect(client.directory_client_secret).toBe("../../../.scopelock/handoff/dev");
    expect(client).not.toHaveProperty("scopes");
    expect(client.lifecycle).toMatchObject({ create_before_destroy: true, ignore_changes: "all" });
    const { precondition, postcondition } = client.lifecycle as Record<string, Block[]>;
    expect(precondition).toHaveLength(1);
    expect(postcondition?.[0]?.condition).toBe("${try(length(self.integration_credential_id) > 0, false)}");
  });

  it("writes the secret write-only, never reads it, and proves it by its key names", () => {
    const secrets = Object.values(synthesized.resource.vault_kv_secret_v2 ?? {});
    const secret = secrets.find((block) => "data_json_wo" in block) as Block;
    expect(secret).toMatchObject({
      disable_read: true,
      delete_all_versions: true,
      name: "dev/external-contacts",
    });
    expect(secret).not.toHaveProperty("data_json");
    expect(secret.data_json_wo).toMatch(/^\$\{try\(jsonencode\(/);
    const proof = only(synthesized.data, "vault_kv_secret_subkeys_v2");
    expect(proof.lifecycle).toMatchObject({
      postcondition: [{ condition: '${contains(keys(self.data), "generation_1")}' }],
    });
  });

  it("switches the integration after the proof, and writes the manifest after the integration", () => {
    const integration = only(synthesized.resource, "genesyscloud_integration");
    expect(integration.depends_on).toEqual([expect.stringMatching(/^data\.vault_kv_secret_subkeys_v2\./)]);
    const secrets = Object.values(synthesized.resource.vault_kv_secret_v2 ?? {});
    const manifest = secrets.find((block) => "data_json" in block) as Block;
    expect(manifest.depends_on).toEqual([expect.stringMatching(/^genesyscloud_integration\./)]);
    expect(JSON.parse(manifest.data_json as string)).toMatchObject({
      generation: 1,
      permissions: ["externalContacts:contact:view"],
      fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it("lets the reader read exactly the secret and its manifest", () => {
    expect(only(synthesized.resource, "vault_policy").policy).toBe(
      [
        'path "genesys-cloud/data/dev/external-contacts" {\n  capabilities = ["read"]\n}\n',
        'path "genesys-cloud/data/dev/external-contacts/manifest" {\n  capabilities = ["read"]\n}\n',
      ].join("\n"),
    );
  });

  it("sends templates to Genesys Cloud as they are: Terraform sees them escaped", () => {
    const action = only(synthesized.resource, "genesyscloud_integration_action");
    expect((action.config_request as Block).request_url_template).toBe(
      "/api/v2/externalcontacts/reversewhitepageslookup?lookupVal=$esc.uriEncode($${input.phoneNumber})",
    );
  });

  it("has no secret, no clock and no path of this machine in it", () => {
    expect(JSON.stringify(synthesized)).not.toContain(ROOT);
    expect(JSON.stringify(synthesized)).not.toMatch(/20\d\d-\d\d-\d\dT/);
  });
});

describe("the division of an environment", () => {
  const grantIn = (genesys: Environment["genesys"]) => {
    const { resource, data } = JSON.parse(Testing.synth(stackOf({ genesys }), true));
    const [role] = only(resource, "genesyscloud_oauth_client").roles as { division_id: string }[];
    return { id: role?.division_id, data };
  };

  it.each([undefined, "home"] as const)("is home when it says %s", (division) => {
    const { id, data } = grantIn({ region: "eu-west-1", division });
    expect(id).toMatch(/^\$\{data\.genesyscloud_auth_division_home\.[^.]+\.id\}$/);
    expect(Object.keys(data.genesyscloud_auth_division_home)).toHaveLength(1);
  });

  it("is looked up by its name", () => {
    const { id, data } = grantIn({ region: "eu-west-1", division: { name: "Service ${1}" } });
    expect(id).toMatch(/^\$\{data\.genesyscloud_auth_division\.[^.]+\.id\}$/);
    expect(only(data, "genesyscloud_auth_division").name).toBe("Service $${1}");
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
  const actions = { [name]: { timeoutSeconds: 20, because } };

  it("changes the action, and is seen in the output and in the metadata", () => {
    const directory = Testing.fullSynth(stackOf({ actions }));
    const stack = JSON.parse(readFileSync(join(directory, "stacks/dev/cdk.tf.json"), "utf8"));
    rmSync(directory, { recursive: true });
    expect(only(stack.resource, "genesyscloud_integration_action").config_timeout_seconds).toBe(20);
    expect(stack["//"].scopelock.overrides).toEqual({
      "external-contacts": [{ action: name, timeoutSeconds: 20, because }],
    });
    const outputs = Object.entries<Block>(stack.output).filter(([id]) => id.includes("overrides"));
    expect(outputs.map(([, { value }]) => value)).toEqual([
      [{ action: name, change: "a timeout of 20 s", because: "Slow $${here}." }],
    ]);
  });

  it("is a warning of every synth", () => {
    const { metadata } = stackOf({ actions }).integration.node;
    const warnings = metadata.filter(({ type }) => type === "@cdktf/warn").map(({ data }) => data);
    expect(warnings).toEqual([
      `This environment overrides "${name}": a timeout of 20 s. Because: ${because}`,
    ]);
  });

  it("leaves no trace when there is none", () => {
    expect(JSON.stringify(synthesized)).not.toContain("overrides");
    expect(stackOf({}).integration.node.metadata.filter(({ type }) => type === "@cdktf/warn")).toEqual([]);
  });

  it("must name an action of the stack", () => {
    const wrong = { "Get external contact by fone": { enabled: false, because } } as const;
    expect(refusal(() => stackOf({ actions: wrong })).fix).toContain(`Did you mean "${name}"?`);
  });
});
