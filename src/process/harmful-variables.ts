/** A variable by which a provider does something else than the stack says, or logs what it must not. */
export interface HarmfulVariable {
  readonly name: string;
  /** What it does, as a sentence. */
  readonly why: string;
}

/** What is known of one. */
interface Entry {
  readonly why: string;
  /** Which values do harm. @default - each, the empty one too */
  readonly values?: RegExp;
}

/** What Go's `strconv.ParseBool` takes for true. */
const TRUE = /^(1|t|true)$/i;

/**
 * Sources: mypurecloud/genesyscloud 1.85, `util/feature_toggles/integration_config.go` (`os.LookupEnv`) and the description of
 * `genesyscloud_integration_config`; 1.82, `provider_schema.go` and `setUpSDKLogging` of `provider.go`; hashicorp/vault 5.6,
 * `helper/transport.go`.
 */
const VARIABLES: Readonly<Record<string, Entry>> = {
  ENABLE_STANDALONE_INTEGRATION_CONFIG: {
    why: "While it is set, also to nothing, the genesyscloud provider from 1.85 on neither reads nor writes the configuration of an integration: a deploy succeeds, the integration has no credential, and no plan shows that.",
  },
  GENESYSCLOUD_SDK_DEBUG: {
    why: "The genesyscloud provider writes each request and each answer to a file, with client secrets in clear.",
    values: TRUE,
  },
  TERRAFORM_VAULT_LOG_BODY: {
    why: "The vault provider logs what it writes to Vault, client secrets too.",
    values: TRUE,
  },
  TERRAFORM_VAULT_LOG_REQUEST_BODY: {
    why: "The vault provider logs what it writes to Vault, client secrets too.",
    values: TRUE,
  },
  TERRAFORM_VAULT_LOG_RESPONSE_BODY: {
    why: "The vault provider logs what it reads from Vault.",
    values: TRUE,
  },
};

/** What is set in an environment that does harm to a deploy. In the order of the table. */
export function harmfulVariables(env: NodeJS.ProcessEnv = process.env): readonly HarmfulVariable[] {
  return Object.entries(VARIABLES).flatMap(([name, { why, values = /^/ }]) => {
    const value = env[name];
    return value !== undefined && values.test(value) ? [{ name, why }] : [];
  });
}
