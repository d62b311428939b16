import { ScopelockError } from "../../src/core/diagnostic/error";

const ALLOWED = ["builtin", "real"] as const;

/** What the e2e tests deploy with: the stand-ins of `packages/sandbox`, or the real providers. */
export type WhichProviders = (typeof ALLOWED)[number];

/**
 * What `SCOPELOCK_E2E_PROVIDERS` says; the stand-ins when it says nothing.
 * @throws {@link ScopelockError} `tests/providers` when it says anything else.
 */
export function whichProviders(env: NodeJS.ProcessEnv = process.env): WhichProviders {
  const said = env.SCOPELOCK_E2E_PROVIDERS || "builtin";
  const which = ALLOWED.find((allowed) => allowed === said);
  if (which !== undefined) return which;
  throw new ScopelockError({
    id: "tests/providers",
    what: `"${said}" are no providers.`,
    where: "SCOPELOCK_E2E_PROVIDERS",
    why: "A run on other providers than those that are meant would prove nothing.",
    fix: `Set it to ${ALLOWED.join(" or ")}, or leave it out for builtin.`,
  });
}
