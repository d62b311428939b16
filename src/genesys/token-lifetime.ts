import { Token } from "cdktf";
import type { Construct } from "constructs";
import { ScopelockError } from "../core/diagnostic";
import { ACCESS_TOKEN_VALIDITY_SECONDS } from "../core/rotation";

/**
 * Seconds that a client's tokens stay valid.
 * @throws {@link ScopelockError} `client/token-lifetime` when it is no whole number from 300 to 172800.
 */
export function tokenLifetime(
  scope: Construct,
  seconds: number = ACCESS_TOKEN_VALIDITY_SECONDS.default,
): number {
  const { min, max } = ACCESS_TOKEN_VALIDITY_SECONDS;
  if (Token.isUnresolved(seconds) || (Number.isInteger(seconds) && seconds >= min && seconds <= max))
    return seconds;
  throw ScopelockError.at(scope, {
    id: "client/token-lifetime",
    what: `accessTokenValiditySeconds is ${seconds}.`,
    why: `Genesys Cloud takes ${min} to ${max} seconds; the provider would take more and fail in the middle of a deploy.`,
    fix: `Use a whole number from ${min} (5 minutes) to ${max} (2 days).`,
  });
}
