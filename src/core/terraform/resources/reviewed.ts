/** A judge of the review: the part of it that says what the change of an attribute means. */
export type Judge =
  /** What a role grants. */
  | "role"
  /** Which roles a client has, in which divisions. */
  | "client-roles"
  /** How a client gets its tokens: grant, scopes, redirect URIs. */
  | "client-grant"
  /** Which OAuth client an integration calls with. */
  | "credential"
  /** What a data action asks for, matched against the catalogue. */
  | "request"
  /** What a Vault policy allows. */
  | "policy"
  /** Whom a role of a Vault auth method lets in, and which policies it gives them. */
  | "auth-role"
  /** Whether the secret of the current generation is in its place. */
  | "secret"
  /** Whether the manifest says what the stack declares. */
  | "manifest"
  /** Where something is: another place is another thing. */
  | "place";

/** How the review accounts for the change of an attribute. */
export type AttributeReview =
  /** A judge reads both sides. */
  | { readonly judgedBy: Judge }
  /** The reason why no change of it gives access or breaks anything. */
  | { readonly harmless: string }
  /**
   * Nothing judges it, so every change is an alarm. At a create so is what is neither usual nor what the resource's
   * other instances have.
   */
  | {
      /** What another value means, as a clause that follows the attribute's name. */
      readonly means: string;
      /** Values of a new resource that mean nothing special. What is unset never does. */
      readonly usual?: readonly unknown[];
      /** The largest number that means nothing special. */
      readonly atMost?: number;
      /** True if the provider or the server fills it in where the configuration leaves it out. Source: the recorded schemas. */
      readonly isComputed?: true;
    };

/**
 * How the review accounts for each attribute of a type, by path: `config.name` is the name in the block `config`. What is
 * not named is judged by nobody.
 */
export type ReviewedAttributes = Readonly<Record<string, AttributeReview>>;

/** An attribute that the provider or the server sets. */
export const SERVERS_OWN: AttributeReview = { harmless: "the server sets it, and nothing is read from it" };

/** Attributes of every type of the Vault provider. */
export const VAULT_COMMON = {
  id: SERVERS_OWN,
  namespace: { judgedBy: "place" },
} as const satisfies ReviewedAttributes;

/** How long a token of a Vault auth method lives, and what it may be used for. */
export const TOKEN_SETTINGS = {
  token_policies: { judgedBy: "auth-role" },
  token_bound_cidrs: { judgedBy: "auth-role" },
  token_ttl: { judgedBy: "auth-role" },
  token_max_ttl: { judgedBy: "auth-role" },
  token_explicit_max_ttl: { judgedBy: "auth-role" },
  token_num_uses: { judgedBy: "auth-role" },
  token_no_default_policy: { judgedBy: "auth-role" },
  token_period: { means: "a token with a period can be renewed forever" },
  token_type: { means: "tokens of another type are revoked and limited by other rules", usual: ["default"] },
  alias_metadata: { means: "templated policies may read it" },
} as const satisfies ReviewedAttributes;
