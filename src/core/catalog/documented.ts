import type { Permission } from "../permission";

/** A permission that exists though no operation lists it as required. */
export interface DocumentedPermission {
  readonly permission: Permission;
  /** What it is for, as half a sentence. */
  readonly allows: string;
  readonly source: string;
}

const REFERENCE = "API reference of the JavaScript SDK 259.0.0";

/** Permissions that the vendor's documents name, and no operation of the catalogue. Not all that there are. */
export const DOCUMENTED: readonly DocumentedPermission[] = [
  {
    permission: "architect:ui:view",
    allows: "opens the user interface of Architect",
    source: "Genesys Cloud Resource Center, Architect permissions overview",
  },
  {
    permission: "conversation:cobrowsevoice:add",
    allows: "starts a cobrowse session of a call",
    source: `${REFERENCE}, POST /api/v2/conversations/{conversationId}/cobrowse`,
  },
  {
    permission: "conversation:internalMessaging:accept",
    allows: "lets a user be consulted by messages",
    source: `${REFERENCE}, POST /api/v2/conversations/{conversationId}/participants/{participantId}/internalmessages/users/communications`,
  },
  {
    permission: "internal:trunk:edit",
    allows: "shows the managed properties of trunk base settings",
    source: `${REFERENCE}, GET /api/v2/telephony/providers/edges/trunkbasesettings`,
  },
  {
    permission: "recording:recording:viewSensitiveData",
    allows: "shows recordings whose sensitive data is redacted for others",
    source: `${REFERENCE}, GET /api/v2/conversations/{conversationId}/recordings`,
  },
];

const BY_NAME: ReadonlyMap<string, DocumentedPermission> = new Map(
  DOCUMENTED.map((each) => [each.permission, each]),
);

/** What the vendor's documents say of a permission that no operation lists. */
export function documentedPermission(name: string): DocumentedPermission | undefined {
  return BY_NAME.get(name);
}
