/** The same resources, written with the bindings as somebody without scopelock would. */
import { DataVaultKvSecretSubkeysV2 } from "@cdktf/provider-vault/lib/data-vault-kv-secret-subkeys-v2";
import { GenericSecret } from "@cdktf/provider-vault/lib/generic-secret";
import { KvSecretBackendV2 } from "@cdktf/provider-vault/lib/kv-secret-backend-v2";
import { KvSecretV2 } from "@cdktf/provider-vault/lib/kv-secret-v2";
import { Mount } from "@cdktf/provider-vault/lib/mount";
import { Policy } from "@cdktf/provider-vault/lib/policy";
import { VaultProvider } from "@cdktf/provider-vault/lib/provider";
import { App, LocalBackend, TerraformIterator, TerraformOutput, TerraformStack } from "cdktf";
import { AuthRole } from "../../src/genesys/bindings/auth-role";
import { DataGenesyscloudAuthDivisionHome } from "../../src/genesys/bindings/data-genesyscloud-auth-division-home";
import { Integration } from "../../src/genesys/bindings/integration";
import { IntegrationAction } from "../../src/genesys/bindings/integration-action";
import { OauthClient } from "../../src/genesys/bindings/oauth-client";
import { GenesyscloudProvider } from "../../src/genesys/bindings/provider";
// cdktf's own DataResource would start Terraform in each synth, and flatter the ratio.
import { TerraformData } from "../../src/terraform/terraform-data";
import { readInput, reportCost } from "./input";

const { input, outdir } = readInput();
const app = new App({ outdir });
for (let at = 0; at < input.stacks; at += 1) declare(new TerraformStack(app, `env-${at}`));
app.synth();
reportCost();

function declare(stack: TerraformStack): void {
  const name = stack.node.id;
  new LocalBackend(stack, { path: "terraform.tfstate" });
  new GenesyscloudProvider(stack, "genesyscloud", { awsRegion: "eu-west-1" });
  new VaultProvider(stack, "vault", {
    address: `https://${stack.node.id}.example.com`,
    skipChildToken: true,
  });
  const mount = new Mount(stack, "mount", { path: "kv", type: "kv", options: { version: "2" } });
  const limits = new KvSecretBackendV2(stack, "limits", { mount: mount.path, maxVersions: 10 });

  const role = new AuthRole(stack, "role", {
    name,
    permissionPolicies: input.permissions
      .map((permission) => permission.split(":"))
      .map(([domain = "", entityName = "", action = ""]) => ({ domain, entityName, actionSet: [action] })),
  });
  const generations = TerraformIterator.fromList(["1"]);
  const directory = `../../../handoff/${name}`;
  const client = new OauthClient(stack, "client", {
    forEach: generations,
    name: `${name} g${generations.value}`,
    authorizedGrantType: "CLIENT-CREDENTIALS",
    accessTokenValiditySeconds: 86_400,
    integrationCredentialName: `${name} g${generations.value}`,
    directoryClientSecret: directory,
    roles: [{ roleId: role.id, divisionId: new DataGenesyscloudAuthDivisionHome(stack, "home").id }],
    lifecycle: { createBeforeDestroy: true, ignoreChanges: "all" },
  });
  const current = `genesyscloud_oauth_client.${client.friendlyUniqueId}["1"]`;
  const each = TerraformIterator.fromResources(client);
  const guard = new TerraformData(stack, "guard", {
    forEach: each,
    input: `\${try(fileexists("${directory}/\${each.value.client_id}"), false)}`,
    lifecycle: { ignoreChanges: ["input"] },
  });
  const secret = new KvSecretV2(stack, "secret", {
    mount: limits.mount,
    name,
    dataJsonWo: `\${try(jsonencode({ client_id = ${current}.client_id, client_secret = file("${directory}/\${${current}.client_id}") }), "{}")}`,
    dataJsonWoVersion: 1,
    disableRead: true,
    deleteAllVersions: true,
    dependsOn: [guard],
  });
  const proof = new DataVaultKvSecretSubkeysV2(stack, "proof", {
    mount: limits.mount,
    name,
    dependsOn: [secret],
  });
  new TerraformData(stack, "sweep", {
    forEach: each,
    triggersReplace: "${[each.value.client_id]}",
    dependsOn: [proof],
  });

  const integration = new Integration(stack, "integration", {
    integrationType: "purecloud-data-actions",
    intendedState: "ENABLED",
    config: { name, credentials: { pureCloudOAuthClient: `\${${current}.integration_credential_id}` } },
    dependsOn: [proof],
  });
  for (const [index, action] of input.actions.entries()) {
    new IntegrationAction(stack, `action-${index}`, {
      name: action.name,
      category: name,
      integrationId: integration.id,
      contractInput: JSON.stringify(action.input),
      contractOutput: JSON.stringify(action.output),
      configRequest: {
        requestType: action.request.method,
        requestUrlTemplate: action.request.url.replaceAll("${", "$$${"),
        requestTemplate: "$${input.rawRequest}",
      },
      configResponse: { successTemplate: "$${rawResult}" },
    });
  }

  new GenericSecret(stack, "manifest", {
    path: `${limits.mount}/${name}/manifest`,
    dataJson: JSON.stringify({
      permissions: input.permissions,
      actions: input.actions.map((action) => action.name),
    }),
    deleteAllVersions: true,
    dependsOn: [integration],
  });
  new Policy(stack, "reader", {
    name: `${name}-reader`,
    policy: `path "kv/data/${name}" {\n  capabilities = ["read"]\n}\n`,
  });
  new TerraformData(stack, "permissions", {
    input: JSON.stringify({ permissions: input.permissions, actions: input.actions.map(({ name }) => name) }),
  });
  new TerraformOutput(stack, "grant", { value: input.permissions.join(", ") });
}
