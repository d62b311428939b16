import type { UserGrantType } from "../core/permission";

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
   * @param redirectUris where browsers may be sent: https, or http for localhost; compared exactly
   */
  static code({
    redirectUris,
  }: {
    readonly redirectUris: readonly [string, ...string[]];
  }): UserGrant<"code"> {
    return new UserGrant("code", redirectUris);
  }

  /**
   * Implicit: the token itself comes back in the browser's address. For old applications; `code` with PKCE is the successor
   * (RFC 9700, section 2.1.2).
   * @param redirectUris as for {@link UserGrant.code}
   */
  static token({
    redirectUris,
  }: {
    readonly redirectUris: readonly [string, ...string[]];
  }): UserGrant<"token"> {
    return new UserGrant("token", redirectUris);
  }

  /** SAML 2.0 bearer: a server hands in a user's SAML assertion, with the client's secret. */
  static saml2Bearer(): UserGrant<"saml2-bearer"> {
    return new UserGrant("saml2-bearer", []);
  }
}
