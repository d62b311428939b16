import type { Requirement } from "../permission";
import { OPENAPI_DOCUMENT } from "./sources";

/** A correction of the catalogue. */
export interface Override {
  /** `<METHOD> <path template>`. */
  readonly operation: string;
  readonly requirement: Requirement;
  readonly reason: string;
  /** Where the correction is known from. */
  readonly source: string;
}

const PRESENCE_OF_ANOTHER_USER: Omit<Override, "operation"> = {
  requirement: { mode: "any", permissions: ["presence:userPresence:edit"] },
  reason:
    "Only the caller's own presence needs no permission; a client has none, and acts on another user's.",
  source: `Genesys Cloud blueprint gc-associate-user-setup, which grants Presence > User Presence > Edit; ${OPENAPI_DOCUMENT}: error presence.not.authorized.update.other.user.presence`,
};

/** Where the vendor's reference is known to be wrong. The only place for corrections. */
export const OVERRIDES: readonly Override[] = [
  { operation: "PATCH /api/v2/users/{userId}/presences/purecloud", ...PRESENCE_OF_ANOTHER_USER },
  { operation: "PATCH /api/v2/users/{userId}/presences/{sourceId}", ...PRESENCE_OF_ANOTHER_USER },
];
