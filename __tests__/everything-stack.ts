import { VaultProvider } from "@cdktf/provider-vault/lib/provider";
import { type App, TerraformStack } from "cdktf";
import { Generations } from "../src/core/rotation";
import { GenesyscloudProvider } from "../src/genesys/bindings/provider";
import { Division } from "../src/genesys/division";
import { Role } from "../src/genesys/role";
import { Handoff } from "../src/handoff/mode";
import { DataActionIntegration } from "../src/integration/data-action-integration";
import { UserGrant } from "../src/integration/user-grant";
import { UserGrantClient } from "../src/integration/user-grant-client";
import { Rules } from "../src/rules/synth/acknowledge";
import { VaultMount } from "../src/vault/mount";
import { VaultReader } from "../src/vault/reader";
import { actionOf, around } from "./synth";

const actions = [actionOf("List queues", "/api/v2/routing/queues")] as const;
const redirectUris = ["https://app.example.com/callback"] as const;

/** Declares all that can be declared. */
export class EverythingStack extends TerraformStack {
  constructor(app: App) {
    super(app, "everything");
    new GenesyscloudProvider(this, "genesyscloud", { awsRegion: "eu-west-1" });
    new VaultProvider(this, "vault", { address: "https://vault.example.com:8200", skipChildToken: true });
    const mount = new VaultMount(this, "mount", { path: "team/kv", namespace: "voice", maxVersions: 3 });
    const readers = [
      VaultReader.policy("audit"),
      VaultReader.appRole({ name: "crm", secretIdTtlSeconds: 60, secretIdUses: 1, cidrs: ["10.0.0.0/8"] }),
      VaultReader.kubernetes({
        name: "ivr",
        serviceAccounts: ["ivr"],
        namespaces: ["voice"],
        audience: "vault",
      }),
      VaultReader.jwt({
        name: "ci",
        boundAudiences: ["v"],
        boundClaims: { ref: ["a", "b"] },
        tokenMaxTtlSeconds: 7200,
      }),
    ];
    const secret = { ...around, mount, readers, generations: Generations.of({ live: [1, 2], current: 2 }) };
    const because = "certified";
    const state = new DataActionIntegration(this, "state", {
      ...secret,
      actions: [
        ...actions,
        actionOf("Secure", "/api/v2/users/${input.id}", {
          input: { type: "object", properties: { id: { type: "string" } } },
          secure: true,
          timeoutSeconds: 5,
        }),
      ],
      handoff: Handoff.terraformState(),
      role: Role.fromRoleName("Partner", { because }),
      divisions: [Division.home(), Division.named("Sales"), Division.withId("d-1")],
    });
    state.action("List queues").resource.moveFromId("genesyscloud_integration_action.list_queues");
    state.manifest.resource.lifecycle = { preventDestroy: true };
    new DataActionIntegration(this, "adopted", {
      ...secret,
      actions,
      role: Role.fromRoleId("r-1", { because }),
      adopt: { integrationId: "i-1", actions: { "List queues": "custom_-_a-1" } },
    });
    const calls = [{ name: "Me", request: { method: "GET", url: "/api/v2/users/me" } }] as const;
    const { environment, ...kept } = secret;
    new UserGrantClient(this, "desktop", {
      environment,
      calls,
      secret: kept,
      grant: UserGrant.code({ redirectUris }),
    });
    new UserGrantClient(this, "saml", {
      environment,
      secret: { ...kept, handoff: Handoff.terraformState() },
      scopes: { names: ["users"], because },
      grant: UserGrant.saml2Bearer(),
    });
    const widget = new UserGrantClient(this, "widget", {
      environment,
      calls,
      grant: UserGrant.token({ redirectUris }),
    });
    Rules.acknowledge(widget, "SL048", { because });
  }
}
