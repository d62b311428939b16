import type { Operation } from "./catalog/operation";
import type { Segment } from "./catalog/path-index";

/** Paths in which `me` is the organization or the token of the caller. A client has both. */
const NO_USER: ReadonlySet<string> = new Set(["/api/v2/organizations/me", "/api/v2/tokens/me"]);

/**
 * Whether a request acts for a logged-in user. Client credentials have none, so no permission can help it.
 * @param segments of the request, which may say `me` where the API has a parameter
 */
export function needsUser({ path, flags }: Operation, segments: readonly Segment[]): boolean {
  return (
    flags.includes("current-user") ||
    flags.includes("no-client-credentials") ||
    (segments.includes("me") && !NO_USER.has(path))
  );
}
