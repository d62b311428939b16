import type { z } from "zod";
import type { UserGrantType } from "../core/permission";
import { checkProps, list, props, text } from "../props";

/** Where browsers may be sent. */
export interface RedirectUriProps {
  /** https, or http for localhost; compared exactly. */
  readonly redirectUris: readonly [string, ...string[]];
}

const REDIRECT_URIS = props({
  redirectUris: list(
    text('"https://app.example.com/callback"'),
    "a list of redirect URIs",
    'Give a list, for example ["https://app.example.com/callback"].',
  ),
} satisfies Record<keyof RedirectUriProps, z.ZodType>);

/**
 * How an OAuth client gets a token of a user. Such a client may do what the user may, within its scopes; roles and divisions
 * mean nothing to it.
 */
export class UserGrant<Type extends UserGrantType = UserGrantType> {
  private constructor(
    readonly type: Type,
    readonly redirectUris: readonly string[],
  ) {}

  /**
   * Authorization code: a user logs in, and his browser is sent back with a code. With PKCE the client needs no secret.
   * @throws {@link ScopelockError} `props/missing`, `props/type`, `props/unknown`.
   */
  static code(props: RedirectUriProps): UserGrant<"code"> {
    checkProps("UserGrant.code", "UserGrant.code", REDIRECT_URIS, props);
    return new UserGrant("code", props.redirectUris);
  }

  /**
   * Implicit: the token itself comes back in the browser's address. Genesys Cloud takes no new client of this grant since March
   * 2026, and existing ones end by March 2027: each synth refuses it (SL048), unless the rule is acknowledged for a client that
   * exists. `code` with PKCE is the successor (RFC 9700, section 2.1.2).
   * @deprecated Use {@link UserGrant.code}.
   * @throws {@link ScopelockError} as {@link UserGrant.code}.
   */
  static token(props: RedirectUriProps): UserGrant<"token"> {
    checkProps("UserGrant.token", "UserGrant.token", REDIRECT_URIS, props);
    return new UserGrant("token", props.redirectUris);
  }

  /** SAML 2.0 bearer: a server hands in a user's SAML assertion, with the client's secret. */
  static saml2Bearer(): UserGrant<"saml2-bearer"> {
    return new UserGrant("saml2-bearer", []);
  }
}
