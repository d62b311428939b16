const ALLOWED = ["builtin", "real"] as const;

/** What the e2e tests deploy with: the stand-ins of `packages/sandbox`, or the real providers. */
export type WhichProviders = (typeof ALLOWED)[number];

/**
 * What `SCOPELOCK_E2E_PROVIDERS` says; the stand-ins when it says nothing.
 * @throws Error when it says anything else.
 */
export function whichProviders(env: NodeJS.ProcessEnv = process.env): WhichProviders {
  const said = env.SCOPELOCK_E2E_PROVIDERS || "builtin";
  const which = ALLOWED.find((allowed) => allowed === said);
  if (which !== undefined) return which;
  // A run on other providers than those that are meant would prove nothing.
  throw new Error(
    `SCOPELOCK_E2E_PROVIDERS is "${said}": set it to ${ALLOWED.join(" or ")}, or leave it out for builtin.`,
  );
}
