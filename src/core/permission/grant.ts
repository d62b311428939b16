/** Grants that act for a user. */
export const USER_GRANTS = ["code", "token", "saml2-bearer"] as const;

/** One of {@link USER_GRANTS}. */
export type UserGrantType = (typeof USER_GRANTS)[number];

/**
 * How an OAuth client gets its token, in the words of `authorized_grant_type`. A data action's client has
 * `client-credentials`: its permissions come through roles. The others act for a user, whose permissions count, and are
 * limited by scopes.
 */
export const GRANTS = ["client-credentials", ...USER_GRANTS] as const;

/** One of {@link GRANTS}. */
export type Grant = (typeof GRANTS)[number];
