import { OPENAPI_DOCUMENT } from "../catalog";
import type { Permission } from "../permission";

/** Names that are still on lists, and that nobody should be granted while another one will do. */
export interface OldNames {
  /** What the permissions begin with. */
  readonly prefixes: readonly string[];
  /** As half a sentence, of a permission. */
  readonly reason: string;
  readonly source: string;
}

/** No customer's role has them. */
export const INTERNAL_NAMES: readonly OldNames[] = [
  {
    prefixes: ["internal:"],
    reason: "is the vendor's own, and in no customer's role",
    source: "its domain; the vendor's help names no permission of it",
  },
];

/** Names whose things have another name now. */
export const RETIRED_NAMES: readonly OldNames[] = [
  {
    prefixes: ["bridge:"],
    reason: "is the older name, from when integrations were a bridge",
    source:
      "Genesys Cloud Resource Center, Data actions permissions, names Integrations > Action alone; in the catalogue bridge:actions stands nowhere without it",
  },
  {
    prefixes: ["relate:"],
    reason: "is the older name of External Contacts",
    source:
      "Genesys Cloud Resource Center, External contacts permissions, names External Contacts alone; in the catalogue relate stands nowhere without it",
  },
  {
    prefixes: ["dialog:bot:", "dialog:botVersion:"],
    reason: "is the older name of Language Understanding",
    source: "in the catalogue dialog:bot and dialog:botVersion stand nowhere without languageUnderstanding",
  },
  {
    prefixes: ["telephony:plugin:"],
    reason: "is the older permission, for all of telephony",
    source:
      "in the catalogue telephony:plugin:all stands beside a permission for each kind of thing wherever there is one",
  },
];

/** What a path calls otherwise than a permission does. */
export interface OtherWord {
  /** The word of the path, in the singular. */
  readonly word: string;
  /** Words of permissions that it stands for too. */
  readonly means: readonly string[];
  readonly reason: string;
  readonly source: string;
}

export const OTHER_WORDS: readonly OtherWord[] = [
  {
    word: "user",
    means: ["member", "agent"],
    reason:
      "The users of a queue are its members; those of a management unit and of a screen monitor are agents.",
    source: `${OPENAPI_DOCUMENT}: .../queues/{queueId}/users/{memberId} is deprecated for .../members/{memberId}`,
  },
  {
    word: "progress",
    means: ["recycle"],
    reason: "To delete the progress of a campaign is to recycle it.",
    source: `${OPENAPI_DOCUMENT}, DELETE /api/v2/outbound/campaigns/{campaignId}/progress: reset campaign progress and recycle the campaign`,
  },
  {
    word: "export",
    means: ["row"],
    reason: "What is exported of a data table is its rows.",
    source: `${OPENAPI_DOCUMENT}, POST /api/v2/flows/datatables/{datatableId}/export/jobs: begin an export process for exporting all rows from a datatable`,
  },
  {
    word: "import",
    means: ["row"],
    reason: "What is imported into a data table is rows.",
    source: `${OPENAPI_DOCUMENT}, POST /api/v2/flows/datatables/{datatableId}/import/jobs: begin an import process for importing rows into a datatable`,
  },
];

/** Operations of which more is known than their paths tell. */
export interface OperationFit {
  readonly operations: readonly string[];
  /** The permissions that fit. Where they open different things, the action has to say which. */
  readonly fits: readonly Permission[];
  /** As a sentence. */
  readonly reason: string;
  readonly source: string;
}

const CONTESTS: Pick<OperationFit, "reason" | "source"> = {
  reason: "One is for the caller's own contests, and a client may have made none; the other is for all.",
  source: "the names of the permissions, each of which stands beside one that ends in All",
};
const ANNOTATIONS: Pick<OperationFit, "reason" | "source"> = {
  reason: "It takes the permission for the type of the annotation, private or not.",
  source: `${OPENAPI_DOCUMENT}, POST /api/v2/coaching/appointments/{appointmentId}/annotations: you must have the appropriate permission for the type of annotation`,
};
const PUBLISHED: Pick<OperationFit, "fits" | "reason" | "source"> = {
  fits: ["wfm:publishedSchedule:view"],
  reason: "It searches published schedules alone.",
  source: `${OPENAPI_DOCUMENT}: search published schedules; query published schedules for given time range`,
};
const SETTINGS: Pick<OperationFit, "reason" | "source"> = {
  reason: "The settings are a user's.",
  source: `${OPENAPI_DOCUMENT}: get, and update, a user's chat settings`,
};
const ANNOTATION = "/api/v2/coaching/appointments/{appointmentId}/annotations";
const CONTEST = "/api/v2/gamification/contests/{contestId}";

export const OPERATION_FITS: readonly OperationFit[] = [
  {
    operations: ["GET /api/v2/chats/messages/{messageId}"],
    fits: ["chat:1on1Message:view", "chat:room:view"],
    reason: "The message may be one of a room, or one between two users.",
    source: "the permissions of .../chats/rooms/{roomJid}/messages and of .../chats/users/{userId}/messages",
  },
  {
    operations: ["GET /api/v2/chats/users/{userId}/settings"],
    fits: ["chat:usersettings:view"],
    ...SETTINGS,
  },
  {
    operations: ["PATCH /api/v2/chats/users/{userId}/settings"],
    fits: ["chat:usersettings:edit"],
    ...SETTINGS,
  },
  {
    operations: [`GET ${ANNOTATION}`, `GET ${ANNOTATION}/{annotationId}`],
    fits: ["coaching:annotation:view", "coaching:privateAnnotation:view"],
    ...ANNOTATIONS,
  },
  {
    operations: [`POST ${ANNOTATION}`],
    fits: ["coaching:annotation:add", "coaching:privateAnnotation:add"],
    ...ANNOTATIONS,
  },
  {
    operations: [`PATCH ${ANNOTATION}/{annotationId}`],
    fits: ["coaching:annotation:edit", "coaching:privateAnnotation:edit"],
    ...ANNOTATIONS,
  },
  {
    operations: [`DELETE ${ANNOTATION}/{annotationId}`],
    fits: ["coaching:annotation:delete", "coaching:privateAnnotation:delete"],
    ...ANNOTATIONS,
  },
  {
    operations: ["POST /api/v2/conversations/calls/user/{userId}"],
    fits: ["conversation:agentlessCall:add", "conversation:call:add"],
    reason: "A call on behalf of a user is agentless elsewhere; here the permission for calls does too.",
    source: `the catalogue: POST /api/v2/conversations/calls/{conversationId}/participants/user/{userId} takes conversation:agentlessCall:add alone`,
  },
  {
    operations: ["GET /api/v2/conversations/messaging/facebook/permissions"],
    fits: ["messaging:conversationInstagramIntegration:add", "messaging:integration:add"],
    reason: "The list is read to set up an integration, of Instagram or of another platform.",
    source: "the names of the permissions",
  },
  {
    operations: ["PUT /api/v2/conversations/{conversationId}/recordings/{recordingId}"],
    fits: [
      "recording:recording:editRetention",
      "recording:recording:restore",
      "recording:screenRecording:editRetention",
      "recording:screenRecording:restore",
      "recording:snippetRecording:editRetention",
      "recording:snippetRecording:restore",
    ],
    reason:
      "It takes the one or the other by what the body changes, and always the permission to view such a recording as well: state both, permissions: { allOf: [...] }.",
    source: `${OPENAPI_DOCUMENT}: required permissions depend on the operation`,
  },
  {
    operations: ["POST /api/v2/externalcontacts/contacts/{contactId}/journey/segments"],
    fits: ["externalContacts:segmentAssignment:add", "externalContacts:segmentAssignment:delete"],
    reason: "The body names the segments to assign and the segments to remove.",
    source: `${OPENAPI_DOCUMENT}: assign/unassign up to 10 segments to/from an external contact`,
  },
  {
    operations: [`DELETE ${CONTEST}`],
    fits: ["gamification:contest:delete", "gamification:contest:deleteAll"],
    ...CONTESTS,
  },
  {
    operations: [`PATCH ${CONTEST}`],
    fits: ["gamification:contestStatus:edit", "gamification:contestStatus:editAll"],
    ...CONTESTS,
  },
  {
    operations: [`PUT ${CONTEST}`],
    fits: ["gamification:contest:edit", "gamification:contest:editAll"],
    ...CONTESTS,
  },
  {
    operations: [`GET ${CONTEST}/prizeimages/{prizeImageId}`],
    fits: ["gamification:contest:view", "gamification:contest:viewAll"],
    ...CONTESTS,
  },
  {
    operations: ["GET /api/v2/outbound/campaigns/all"],
    fits: [
      "outbound:campaign:view",
      "outbound:emailCampaign:view",
      "outbound:messagingCampaign:view",
      "outbound:whatsAppCampaign:view",
    ],
    reason: "It lists campaigns of all types; each permission is for one.",
    source: `${OPENAPI_DOCUMENT}: query across all types of campaigns`,
  },
  {
    operations: ["GET /api/v2/outbound/campaigns/all/divisionviews"],
    fits: [
      "outbound:campaign:search",
      "outbound:emailCampaign:search",
      "outbound:messagingCampaign:search",
      "outbound:whatsAppCampaign:search",
    ],
    reason: "It lists campaigns of all types; each permission is for one.",
    source: `${OPENAPI_DOCUMENT}: query across all types of campaigns`,
  },
  {
    operations: [
      "POST /api/v2/workforcemanagement/businessunits/{businessUnitId}/agentschedules/search",
      "POST /api/v2/workforcemanagement/managementunits/{managementUnitId}/agentschedules/search",
      "POST /api/v2/workforcemanagement/managementunits/{managementUnitId}/schedules/search",
    ],
    ...PUBLISHED,
  },
];
