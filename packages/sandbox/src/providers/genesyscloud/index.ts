import { schemaFile } from "scopelock/sandbox-support";
import type { Provider } from "../plugin/resource";
import { authDivision, authDivisionHome } from "./auth-division";
import { authRole, authRoleByName } from "./auth-role";
import { GenesyscloudClient } from "./client";
import { integration } from "./integration";
import { integrationAction } from "./integration-action";
import { oauthClient } from "./oauth-client";

/** A stand-in of mypurecloud/genesyscloud, with its recorded schema: what scopelock's resources need. */
export function genesyscloudProvider(env: NodeJS.ProcessEnv, cwd: string): Provider<GenesyscloudClient> {
  return {
    address: "mypurecloud/genesyscloud",
    schemaFile: schemaFile("genesyscloud"),
    connect: (config) => GenesyscloudClient.connect(config, env, cwd),
    resources: {
      genesyscloud_auth_role: authRole,
      genesyscloud_integration: integration,
      genesyscloud_integration_action: integrationAction,
      genesyscloud_oauth_client: oauthClient,
    },
    dataSources: {
      genesyscloud_auth_division: authDivision,
      genesyscloud_auth_division_home: authDivisionHome,
      genesyscloud_auth_role: authRoleByName,
    },
  };
}
