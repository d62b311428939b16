import type { Call } from "../core/action";
import type { Catalog } from "../core/catalog";
import type { ClientSecretProps } from "./client-secret";
import type { UserGrant } from "./user-grant";

/** Scopes that are stated by hand. Shows up in every review. */
export interface StatedScopes {
  /** In the words of Genesys Cloud, for example `users:readonly`. */
  readonly names: readonly [string, ...string[]];
  /** The reason, as a sentence. */
  readonly because: string;
}

/** What a client of every user grant has. */
export interface UserGrantClientCommonProps {
  /** Name of the environment; part of every name and path, so that environments never meet. */
  readonly environment: string;
  /**
   * Seconds a token stays valid, 300 to 172800.
   * @default 86400
   */
  readonly accessTokenValiditySeconds?: number;
  /**
   * @default Catalog.load(), the embedded one
   */
  readonly catalog?: Catalog;
}

/** What the scopes follow from. */
export type ScopesFrom =
  | {
      /** What the application calls: data actions, or bare requests. The scopes follow from these. */
      readonly calls: readonly [Call, ...Call[]];
      readonly scopes?: never;
    }
  | {
      readonly calls?: never;
      /** In place of derivation, with the reason. */
      readonly scopes: StatedScopes;
    };

/** The grant, and whether the client has a secret that is used. */
export type GrantAndSecret =
  | {
      readonly grant: UserGrant<"code">;
      /**
       * Where the secret is kept.
       * @default - nowhere: the application is public and uses PKCE, and a secret in it would be everybody's
       */
      readonly secret?: ClientSecretProps;
    }
  | { readonly grant: UserGrant<"token">; readonly secret?: never }
  | { readonly grant: UserGrant<"saml2-bearer">; readonly secret: ClientSecretProps };

/** Properties of a {@link UserGrantClient}. */
export type UserGrantClientProps = UserGrantClientCommonProps & ScopesFrom & GrantAndSecret;
