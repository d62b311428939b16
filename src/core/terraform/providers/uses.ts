import type { ProviderName } from "./providers";

/** Attributes and blocks by name, those in a block behind its name and a dot. */
type Paths = readonly string[];

/** What scopelock writes to, or reads from, a provider. */
export interface ProviderUse {
  /** Of the provider's own configuration. */
  readonly provider: Paths;
  readonly resources: Readonly<Record<string, Paths>>;
  readonly dataSources: Readonly<Record<string, Paths>>;
}

const TOKEN_SETTINGS = ["namespace", "backend", "role_name", "token_policies", "token_ttl", "token_max_ttl"];

/** What the constructs use of each provider. A test compares it with stacks that declare all there is. */
export const USES: Readonly<Record<ProviderName, ProviderUse>> = {
  genesyscloud: {
    provider: [
      "aws_region",
      "gateway",
      "gateway.host",
      "gateway.port",
      "gateway.protocol",
      "gateway.path_params",
      "gateway.path_params.path_name",
      "gateway.path_params.path_value",
    ],
    resources: {
      genesyscloud_auth_role: [
        "id",
        "name",
        "description",
        "permissions",
        "permission_policies",
        "permission_policies.domain",
        "permission_policies.entity_name",
        "permission_policies.action_set",
      ],
      genesyscloud_integration: [
        "id",
        "integration_type",
        "intended_state",
        "config",
        "config.name",
        "config.notes",
        "config.credentials",
      ],
      genesyscloud_integration_action: [
        "id",
        "name",
        "category",
        "integration_id",
        "secure",
        "config_timeout_seconds",
        "contract_input",
        "contract_output",
        "config_request",
        "config_request.request_type",
        "config_request.request_url_template",
        "config_request.request_template",
        "config_request.headers",
        "config_response",
        "config_response.success_template",
        "config_response.translation_map",
        "config_response.translation_map_defaults",
      ],
      genesyscloud_oauth_client: [
        "id",
        "client_id",
        "client_secret",
        "name",
        "description",
        "authorized_grant_type",
        "access_token_validity_seconds",
        "roles",
        "roles.role_id",
        "roles.division_id",
        "scopes",
        "registered_redirect_uris",
        "state",
        "integration_credential_name",
        "integration_credential_id",
        "directory_client_secret",
        "expose_client_secret",
      ],
    },
    dataSources: {
      genesyscloud_auth_division: ["id", "name"],
      genesyscloud_auth_division_home: ["id"],
      genesyscloud_auth_role: ["id", "name"],
    },
  },
  vault: {
    provider: ["address", "namespace", "skip_child_token"],
    resources: {
      vault_approle_auth_backend_role: [
        ...TOKEN_SETTINGS,
        "token_bound_cidrs",
        "secret_id_bound_cidrs",
        "secret_id_num_uses",
        "secret_id_ttl",
      ],
      vault_generic_secret: ["namespace", "path", "data_json", "delete_all_versions"],
      vault_jwt_auth_backend_role: [
        ...TOKEN_SETTINGS,
        "role_type",
        "user_claim",
        "bound_audiences",
        "bound_claims",
        "bound_claims_type",
      ],
      vault_kubernetes_auth_backend_role: [
        ...TOKEN_SETTINGS,
        "audience",
        "bound_service_account_names",
        "bound_service_account_namespaces",
      ],
      vault_kv_secret_backend_v2: ["namespace", "mount", "max_versions"],
      vault_kv_secret_v2: [
        "namespace",
        "mount",
        "name",
        "data_json",
        "data_json_wo",
        "data_json_wo_version",
        "disable_read",
        "delete_all_versions",
      ],
      vault_mount: ["namespace", "path", "type", "options", "description"],
      vault_policy: ["namespace", "name", "policy"],
    },
    dataSources: { vault_kv_secret_subkeys_v2: ["namespace", "mount", "name", "data"] },
  },
};
