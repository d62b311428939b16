/** What scopelock knows of a provider's versions. */
export interface ProviderVersions {
  /** Source address, as in `required_providers`. */
  readonly source: string;
  /** The version whose schema is recorded in `schemas/`: the bindings and the sandbox's stand-ins are made of it. */
  readonly recorded: string;
  /** The oldest version that has every attribute that the constructs write. */
  readonly oldest: string;
  /** What an older one lacks. */
  readonly lacks: string;
  /** The first version that the recorded schema says nothing about: a major version may take attributes away. */
  readonly below: string;
  /** What is allowed where nobody says otherwise, in Terraform's words: what is recorded, and what adds to it. */
  readonly default: string;
}

/**
 * The two providers of every stack. The one place of their versions.
 *
 * Sources of the oldest ones: hashicorp/vault, CHANGELOG of 5.0.0 (`data_json_wo`); mypurecloud/genesyscloud, the schema of
 * `genesyscloud_oauth_client` by release (`directory_client_secret` since 1.63.0, `expose_client_secret` since 1.68.5).
 */
export const PROVIDERS = {
  genesyscloud: {
    source: "mypurecloud/genesyscloud",
    recorded: "1.82.0",
    oldest: "1.68.5",
    lacks:
      "expose_client_secret of genesyscloud_oauth_client, which decides whether a client secret is in the state",
    below: "2.0.0",
    default: "~> 1.82",
  },
  vault: {
    source: "hashicorp/vault",
    recorded: "5.6.0",
    oldest: "5.0.0",
    lacks: "the write-only data_json_wo of vault_kv_secret_v2, which keeps a client secret out of the state",
    below: "6.0.0",
    default: "~> 5.6",
  },
} as const satisfies Record<string, ProviderVersions>;

/** A provider by the name that it has in `required_providers`. */
export type ProviderName = keyof typeof PROVIDERS;

/** The names, in order. */
export const PROVIDER_NAMES = Object.keys(PROVIDERS) as readonly ProviderName[];

/** Versions that Terraform may install of each provider, in its constraint language. */
export type AllowedVersions = { readonly [Name in ProviderName]?: string | undefined };

/** File of a provider's recorded schema, in `schemas/`. */
export const schemaFile = (name: ProviderName): string => `${name}-${PROVIDERS[name].recorded}.json`;
