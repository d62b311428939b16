import { TerraformResource } from "cdktf";
import { describe, expect, it } from "vitest";
import { DataActionIntegration } from "../../src/integration/data-action-integration";
import { UserGrant } from "../../src/integration/user-grant";
import { UserGrantClient } from "../../src/integration/user-grant-client";
import { VaultMount } from "../../src/vault/mount";
import { VaultReader } from "../../src/vault/reader";
import { Readers } from "../../src/vault/readers";
import { actionOf, around, only, TestStack } from "../synth";

const build = () => {
  const stack = new TestStack();
  const mount = new VaultMount(stack, "mount", { path: "kv" });
  const integration = new DataActionIntegration(stack, "crm", {
    ...around,
    mount,
    actions: [actionOf("List queues", "/api/v2/routing/queues")],
    readers: [VaultReader.appRole({ name: "sync" })],
  });
  return { stack, mount, integration };
};

describe("every resource", () => {
  it("is within reach, and an override of it is what Terraform gets", () => {
    const { stack, mount, integration } = build();
    const readers = Readers.of(stack);
    const reached = {
      genesyscloud_auth_role: integration.role?.resource,
      genesyscloud_oauth_client: integration.oauthClient.resource,
      genesyscloud_integration: integration.genesysIntegration.resource,
      genesyscloud_integration_action: integration.action("List queues").resource,
      vault_generic_secret: integration.manifest.resource,
      vault_mount: mount.resource,
      vault_kv_secret_backend_v2: mount.limits,
      vault_policy: readers.policy("dev-crm-reader"),
      vault_approle_auth_backend_role: readers.role({ method: "approle", mount: "approle", name: "dev-sync" })
        .resource,
    };
    for (const resource of [...Object.values(reached), integration.secret.resource])
      resource?.addOverride("provider", "other");
    const { resource } = stack.synth();
    // All but the guard of the hand-off, which is scopelock's own.
    const { terraform_data: _, ...others } = resource;
    expect(Object.keys(others).sort()).toEqual([...Object.keys(reached), "vault_kv_secret_v2"].sort());
    for (const all of Object.values(others))
      for (const block of Object.values(all)) expect(block.provider).toBe("other");
  });

  it("of a client that acts for users is too", () => {
    const stack = new TestStack();
    const client = new UserGrantClient(stack, "desktop", {
      environment: "dev",
      grant: UserGrant.code({ redirectUris: ["https://app.example.com/callback"] }),
      calls: [{ name: "Me", request: { method: "GET", url: "/api/v2/users/me" } }],
    });
    client.oauthClient.resource.addOverride("state", "inactive");
    expect(only(stack.synth(), "genesyscloud_oauth_client").state).toBe("inactive");
  });
});

describe("the recipes of docs/escape-hatches.md", () => {
  it("protect from being destroyed", () => {
    const { stack, integration } = build();
    integration.action("List queues").resource.lifecycle = { preventDestroy: true };
    integration.genesysIntegration.resource.lifecycle = { preventDestroy: true };
    const synthesized = stack.synth();
    for (const type of ["genesyscloud_integration", "genesyscloud_integration_action"])
      expect(only(synthesized, type).lifecycle).toEqual({ prevent_destroy: true });
  });

  it("move an address, which keeps the object", () => {
    const { stack, integration } = build();
    integration.action("List queues").resource.moveFromId("genesyscloud_integration_action.list_queues");
    expect(stack.synth().moved).toEqual([
      {
        from: "genesyscloud_integration_action.list_queues",
        to: expect.stringMatching(/^genesyscloud_integration_action\.crm_action-list-queues_/),
      },
    ]);
  });

  it("import one more object", () => {
    const { stack, integration } = build();
    integration.role?.resource.importFrom("r-1");
    expect(stack.synth().import).toEqual([
      { id: "r-1", to: expect.stringMatching(/^genesyscloud_auth_role\.crm_role_/) },
    ]);
  });

  it("leave an object behind when its declaration goes", () => {
    const { stack } = build();
    const from = "genesyscloud_integration_action.crm_action-old_action_1A2B3C4D";
    stack.addOverride("removed", [{ from, lifecycle: { destroy: false } }]);
    expect(stack.synth().removed).toContainEqual({ from, lifecycle: { destroy: false } });
  });

  it("reach all resources of an integration at once", () => {
    const { stack, integration } = build();
    for (const resource of integration.node.findAll().filter(TerraformResource.isTerraformResource))
      resource.addOverride("provider", "vault.eu");
    expect(only(stack.synth(), "genesyscloud_auth_role").provider).toBe("vault.eu");
  });
});
