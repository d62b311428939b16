import { KvSecretV2 } from "@cdktf/provider-vault/lib/kv-secret-v2";
import type { VaultProvider } from "@cdktf/provider-vault/lib/provider";
import { describe, expect, it, vi } from "vitest";
import { DataAction } from "../../src/core/action/data-action";
import { type Endpoints, regionEndpoints } from "../../src/core/request/region";
import { Generations } from "../../src/core/rotation";
import type { GenesyscloudProvider, GenesyscloudProviderConfig } from "../../src/genesys/bindings/provider";
import { Division } from "../../src/genesys/division";
import { Role } from "../../src/genesys/role";
import { Handoff } from "../../src/handoff/mode";
import type { DataActionIntegration } from "../../src/integration/data-action-integration";
import { UserGrant } from "../../src/integration/user-grant";
import { UserGrantClient } from "../../src/integration/user-grant-client";
import { harmfulVariables } from "../../src/process/harmful-variables";
import { runRules } from "../../src/rules/run";
import { matchers, type Synthesized } from "../../src/testing";
import { VaultMount } from "../../src/vault/mount";
import { Readers } from "../../src/vault/readers";
import { around, type TestStack } from "../synth";
import { changed, NOTHING, ruleOf } from "./judged";

expect.extend(matchers);

type Override = (integration: DataActionIntegration, stack: TestStack) => void;
const client =
  (path: string, value: unknown): Override =>
  ({ oauthClient: { resource } }) =>
    resource.addOverride(path, value);
const secret =
  (path: string, value: unknown): Override =>
  ({ secret: { resource } }) =>
    resource.addOverride(path, value);
const integration =
  (path: string, value: unknown): Override =>
  ({ genesysIntegration: { resource } }) =>
    resource.addOverride(path, value);
const policy =
  (text: string): Override =>
  (_, stack) =>
    void Readers.of(stack).policy("dev-crm-reader").addOverride("policy", text);
const policies = (path: string) => `path "${path}" {\n  capabilities = ["read"]\n}\n`;
const own = policies("kv/data/dev/crm") + policies("kv/data/dev/crm/manifest");
const adopting = { adopt: { integrationId: "i-1", actions: { "List queues": "a-1" } } };
const withBody = (body: string) =>
  changed(() => {}, {
    actions: [
      DataAction.define({
        name: "Search",
        input: { type: "object", properties: { secret: { type: "string" } } },
        output: { type: "object", properties: {} },
        request: { method: "POST", url: "/api/v2/routing/queues", body },
      }),
    ],
  });
const asks = (scopes: [string]) =>
  changed((_, stack) => {
    const grant = UserGrant.code({ redirectUris: ["https://app.example.com"] });
    new UserGrantClient(stack, "app", {
      environment: "dev",
      grant,
      scopes: { names: scopes, because: "known" },
    });
  });
const asUser = (path: string, value: unknown) =>
  changed((_, stack) => {
    const scopes = { names: ["users:readonly"], because: "known" } as const;
    const grant = UserGrant.code({ redirectUris: ["https://desktop.example.com/cb"] });
    const { oauthClient } = new UserGrantClient(stack, "app", { environment: "dev", grant, scopes });
    oauthClient.resource.addOverride(path, value);
  });
const ireland = regionEndpoints("eu-west-1");
const gatewayOf = (protocol: string, host: string) => [{ protocol, host, port: "443" }];
/** With another genesyscloud provider, and endpoints. */
const provided = (
  { awsRegion, gateway }: Pick<GenesyscloudProviderConfig, "awsRegion" | "gateway">,
  endpoints: Endpoints = around.endpoints,
) =>
  changed(
    (_, stack) => {
      const provider = stack.node.findChild("genesyscloud") as GenesyscloudProvider;
      provider.addOverride("aws_region", awsRegion);
      if (gateway) provider.gateway = gateway;
    },
    { endpoints },
  );
const vaultAt = (address: string) =>
  changed((_, stack) => {
    (stack.node.findChild("vault") as VaultProvider).address = address;
  });
const because = "theirs";
const two = { divisions: [Division.named("Sales"), Division.withId("d-1")] } as const;
/** Rule, kind, what it flags, what passes. */
const CASES: readonly [
  id: string,
  kind: "error" | "warning",
  flagged: () => Synthesized,
  passes: () => Synthesized,
][] = [
  [
    "SL004",
    "warning",
    () => changed(() => {}, { divisions: [Division.all()] }),
    () => changed(() => {}, { divisions: [Division.withId("d-1")] }),
  ],
  ["SL005", "warning", () => asks(["users"]), () => changed()],
  ["SL005", "error", () => asks(["routing:queue:view"]), () => asks(["routing:readonly"])],
  ["SL005", "error", () => changed(client("scopes", ["users"])), () => changed()],
  [
    "SL023",
    "error",
    () =>
      changed(
        ({ genesysIntegration }) =>
          genesysIntegration.resource.addOverride("lifecycle.prevent_destroy", false),
        adopting,
      ),
    () => changed(() => {}, adopting),
  ],
  [
    "SL024",
    "warning",
    () => changed(() => {}, { role: Role.fromRoleId("r-1", { because: "certified" }) }),
    () => changed(),
  ],
  [
    "SL025",
    "error",
    () => changed(integration("config.credentials.pureCloudOAuthClient", "c-1")),
    () => changed(),
  ],
  [
    "SL025",
    "error",
    () => changed(integration("config.credentials", undefined)),
    () => changed(integration("config.notes", "Ours.")),
  ],
  [
    "SL026",
    "error",
    () => changed(client("description", "${ephemeral.x.y.z}")),
    () => changed(client("description", "ephemeral.")),
  ],
  [
    "SL028",
    "error",
    () => changed(client("for_each", '${toset(["1", "2"])}')),
    () => changed(() => {}, { generations: Generations.of({ live: [2, 4], current: 4 }) }),
  ],
  ["SL029", "error", () => changed(client("lifecycle.ignore_changes", ["name"])), () => changed()],
  ["SL029", "error", () => changed(client("lifecycle.create_before_destroy", false)), () => changed()],
  [
    "SL029",
    "error",
    () => changed(client("lifecycle.postcondition", undefined)),
    () => changed(client("lifecycle.replace_triggered_by", [])),
  ],
  ["SL029", "error", () => changed(client("lifecycle.prevent_destroy", true)), () => changed()],
  [
    "SL030",
    "error",
    () =>
      changed((_, stack) =>
        new VaultMount(stack, "mount", { path: "kv" }).limits.addOverride("delete_version_after", 3600),
      ),
    () =>
      changed((_, stack) =>
        new VaultMount(stack, "mount", { path: "kv" }).limits.addOverride("delete_version_after", 0),
      ),
  ],
  ["SL031", "warning", () => changed(() => {}, { handoff: Handoff.terraformState() }), () => changed()],
  [
    "SL032",
    "error",
    () => changed(client("expose_client_secret", true)),
    () => changed(() => {}, { handoff: Handoff.terraformState() }),
  ],
  [
    "SL032",
    "error",
    () =>
      changed(
        (_, stack) =>
          void new KvSecretV2(stack, "more", { mount: "kv", name: "x", dataJson: '{"password":"x"}' }),
      ),
    () =>
      changed(
        (_, stack) => void new KvSecretV2(stack, "more", { mount: "kv", name: "x", dataJson: '{"url":"x"}' }),
      ),
  ],
  [
    "SL033",
    "error",
    () => changed(() => {}, { handoffDirectory: "handoff" }),
    () => changed(() => {}, { handoffDirectory: "/run/handoff" }),
  ],
  [
    "SL033",
    "error",
    () => changed(client("directory_client_secret", undefined)),
    () => changed(() => {}, { handoff: Handoff.terraformState() }),
  ],
  ["SL036", "error", () => changed(secret("custom_metadata", { max_versions: 3 })), () => changed()],
  ["SL037", "error", () => changed(secret("disable_read", false)), () => changed()],
  [
    "SL037",
    "error",
    () => changed(secret("delete_all_versions", false)),
    () => changed(secret("namespace", "team")),
  ],
  ["SL038", "error", () => changed(policy(policies("kv/data/dev/*"))), () => changed(policy(own))],
  ["SL039", "error", () => changed(policy(own + policies("kv/data/prod/crm"))), () => changed(policy(own))],
  [
    "SL039",
    "error",
    () => changed(policy(own.replace('"read"', '"read", "update"'))),
    () => changed(policy(policies("kv/data/dev/crm"))),
  ],
  [
    "SL040",
    "warning",
    () => withBody('{"client_secret": "hunter2"}'),
    () => withBody('{"client_secret": "${input.secret}"}'),
  ],
  [
    "SL041",
    "error",
    () => changed(({ role }) => role?.resource.addOverride("permissions", ["admin"])),
    () => changed(({ role }) => role?.resource.addOverride("description", "Ours.")),
  ],
  [
    "SL041",
    "error",
    () => changed(({ role }) => role?.resource.addOverride("permission_policies", undefined)),
    () => changed(),
  ],
  [
    "SL042",
    "error",
    () => changed((_, stack) => (stack.node.findChild("vault") as VaultProvider).addOverride("token", "t")),
    () =>
      changed((_, stack) => (stack.node.findChild("vault") as VaultProvider).addOverride("max_retries", 1)),
  ],
  ["SL043", "error", () => changed(client("roles.0.role_id", "r-1")), () => changed()],
  [
    "SL043",
    "error",
    () => changed(client("roles.0.division_id", "*")),
    () => changed(() => {}, { divisions: [Division.all()] }),
  ],
  [
    "SL043",
    "error",
    () => changed(client("roles.1", { role_id: "r-1", division_id: "*" })),
    () => changed(() => {}, two),
  ],
  [
    "SL043",
    "error",
    () => changed(client("roles", undefined)),
    () => changed(() => {}, { role: Role.fromRoleName("Agents", { because }) }),
  ],
  ["SL043", "error", () => changed(client("roles", "${local.roles}")), () => changed()],
  [
    "SL044",
    "error",
    () => provided({ awsRegion: "us-east-1" }, ireland),
    () => provided({ awsRegion: "EU-West-1" }, ireland),
  ],
  [
    "SL044",
    "error",
    () => provided({}, { ...ireland, apiUrl: regionEndpoints("us-east-1").apiUrl }),
    () => provided({}, ireland),
  ],
  [
    "SL044",
    "error",
    () => provided({ awsRegion: "us-east-1" }, { ...ireland, tokenUrl: "https://gateway.example.com/login" }),
    () => provided({ awsRegion: "us-east-1", gateway: gatewayOf("https", "gateway.example.com") }, ireland),
  ],
  [
    "SL045",
    "warning",
    () => vaultAt("http://vault.example.com:8200"),
    () => vaultAt("http://127.0.0.1:8200"),
  ],
  [
    "SL045",
    "warning",
    () => provided({ gateway: gatewayOf("http", "gateway.example.com") }),
    () => provided({ gateway: gatewayOf("http", "localhost") }),
  ],
  [
    "SL045",
    "warning",
    () => provided({}, { ...ireland, apiUrl: "http://api.example.com" }),
    () => provided({}, ireland),
  ],
  [
    "SL048",
    "error",
    () => asUser("authorized_grant_type", "TOKEN"),
    () => asUser("authorized_grant_type", "CODE"),
  ],
  ["SL048", "error", () => changed(client("authorized_grant_type", "token")), () => changed()],
  ["SL049", "warning", () => changed(() => {}, { allowedIpAddresses: ["203.0.113.0/24"] }), () => changed()],
  [
    "SL046",
    "error",
    () => vaultAt("https://vault.example.com/v1/"),
    () => vaultAt("https://vault.example.com/team"),
  ],
  [
    "SL046",
    "error",
    () => vaultAt("https://vault.example.com/v1"),
    () => vaultAt("https://vault.example.com"),
  ],
  ["SL043", "error", () => changed(client("dynamic.roles", { for_each: ["*"] })), () => changed()],
  [
    "SL043",
    "error",
    () => asUser("roles", [{ role_id: "r-1", division_id: "*" }]),
    () => asUser("state", "active"),
  ],
];

/** Puts a resource of Terraform's own, or of another provider, into the stack. */
const more = (type: string, body: object) =>
  changed((_, stack) => stack.addOverride(`resource.${type}.more`, body));

describe("SL032, of what another resource is given", () => {
  it("refuses an ephemeral value, and warns of a sensitive one where the type is not known", () => {
    const ephemeral = "${ephemeral.random_password.x.result}";
    expect(more("terraform_data", { store: { input: ephemeral, sensitive: true } })).toHaveError("SL032");
    expect(more("terraform_data", { store: { input: "text" } })).not.toHaveError("SL032");
    const password = { password: "${var.x}" };
    const known = (type: string) =>
      changed((_, stack) => {
        stack.addOverride("variable.x", { sensitive: true });
        stack.addOverride(`resource.${type}.more`, password);
      });
    expect(known("vault_token")).toHaveError("SL032");
    expect(known("aws_db_instance")).not.toHaveError("SL032");
    expect(known("aws_db_instance")).toHaveWarning("SL032");
  });
});

describe("a rule that looks at what Terraform gets", () => {
  it.each(CASES)("%s flags one as %s, and lets the other pass", (id, kind, flagged, passes) => {
    const matcher = kind === "error" ? "toHaveError" : "toHaveWarning";
    expect(flagged())[matcher](id);
    expect(passes()).not[matcher](id);
  });

  it("tells all that is refused at once, each with where, why and fix", () => {
    const { errors } = changed((integration) => {
      client("expose_client_secret", true)(integration, undefined as never);
      secret("disable_read", false)(integration, undefined as never);
    });
    expect(errors.map(({ what }) => what)).toEqual([
      expect.stringMatching(/\[SL032\]\n {2}where: dev\/crm\/client\/client\n {2}why: .*\n {2}fix: /),
      expect.stringMatching(/\[SL037\]\n {2}where: dev\/crm\/secret\/secret\n {2}why: .*\n {2}fix: /),
    ]);
  });

  it("says nothing of a stack as it is declared", () => {
    const { errors, warnings } = changed();
    expect({ errors, warnings }).toEqual({ errors: [], warnings: [] });
  });
});

describe("SL047, of variables by which a provider does harm", () => {
  const found = (env: NodeJS.ProcessEnv) =>
    runRules({ ...NOTHING, harmfulVariables: harmfulVariables(env) }, [], [ruleOf("SL047")]).map(
      ({ severity, what }) => `${severity}: ${what}`,
    );
  const set = (name: string) => [`error: ${name} is set.`];
  const UNBINDS = "ENABLE_STANDALONE_INTEGRATION_CONFIG";

  it.each([
    [UNBINDS, ["", "0", "false", "true"], []],
    ["GENESYSCLOUD_SDK_DEBUG", ["true", "1", "T"], ["", "false", "0"]],
    ["TERRAFORM_VAULT_LOG_BODY", ["true"], ["false"]],
    ["TERRAFORM_VAULT_LOG_REQUEST_BODY", ["1"], ["0"]],
    ["TERRAFORM_VAULT_LOG_RESPONSE_BODY", ["True"], [""]],
  ])("flags %s as %j, and lets %j pass", (name, flagged, passing) => {
    for (const value of flagged) expect(found({ [name]: value })).toEqual(set(name));
    for (const value of passing) expect(found({ [name]: value })).toEqual([]);
  });

  it("refuses the synth of a stack", () => {
    vi.stubEnv(UNBINDS, "");
    try {
      expect(changed()).toHaveError("SL047");
    } finally {
      vi.unstubAllEnvs();
    }
    expect(changed()).not.toHaveError("SL047");
  });
});

describe("SL034, of what Terraform logs", () => {
  const said = (terraformLog: Record<string, string>) =>
    runRules({ ...NOTHING, terraformLog }, [], [ruleOf("SL034")]).map(({ what }) => what);

  it.each(["INFO", "debug", "TRACE", "JSON"])("flags %s", (level) => {
    expect(said({ TF_LOG_PROVIDER: level })).toEqual([`TF_LOG_PROVIDER is "${level}".`]);
  });

  it.each(["", "off", "WARN", "error"])("lets %s pass", (level) => {
    expect(said({ TF_LOG: level })).toEqual([]);
  });
});
