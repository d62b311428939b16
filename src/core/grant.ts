export const GRANTS = ["client-credentials", "code", "token", "saml2-bearer"] as const;
export type Grant = (typeof GRANTS)[number];
