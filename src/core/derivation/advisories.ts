import { OPENAPI_DOCUMENT, type OperationFlag } from "../catalog";
import type { Diagnostic } from "../diagnostic";
import type { Grant } from "../permission";

/** What is to be said of an operation, besides the permissions that it requires. */
export interface Advisory extends Pick<Diagnostic, "id" | "severity" | "why" | "fix"> {
  /** Clients of these grants are told. @default - all */
  readonly grants?: readonly Grant[];
  /** Follows the operation's id. */
  readonly what: string;
}

/** A judgement of operations of which the catalogue does not say it. */
export interface OperationAdvisory extends Advisory {
  /** `<METHOD> <path template>`. */
  readonly operations: readonly string[];
  readonly reason: string;
  /** Where it is known from. */
  readonly source: string;
}

const CLIENT: readonly Grant[] = ["client-credentials"];
const USER: readonly Grant[] = ["code", "token", "saml2-bearer"];

/** It acts for a user, whom a client is not. */
export const NEEDS_USER: Advisory = {
  id: "operation/needs-user",
  severity: "error",
  grants: CLIENT,
  what: "acts for a logged-in user.",
  why: "The call has client credentials, behind which there is no user: no permission can make it work.",
  fix: "Use an operation that names the user in its path or body, for example /api/v2/users/{userId}.",
};

/** It sometimes acts for a user; the body or the state of things decides. */
const MAY_NEED_USER: Omit<Advisory, "fix" | "what"> = {
  id: "operation/may-need-user",
  severity: "warning",
  grants: CLIENT,
};

const NEEDS_CLIENT: Advisory = {
  id: "operation/needs-client",
  severity: "error",
  grants: USER,
  what: "is for client credentials only: a token that acts for a user is refused.",
  fix: "Call it with a client whose grant is client-credentials.",
};

/** What a flag of the catalogue means to whoever calls. */
export const FLAG_ADVISORIES: Readonly<Record<OperationFlag, Advisory>> = {
  "current-user": NEEDS_USER,
  "no-client-credentials": NEEDS_USER,
  "client-credentials-only": NEEDS_CLIENT,
  deprecated: {
    id: "operation/deprecated",
    severity: "warning",
    what: "is deprecated: the vendor may remove it.",
    fix: "Use its successor; the API Explorer of the Genesys Cloud Developer Center names it.",
  },
  preview: {
    id: "operation/preview",
    severity: "note",
    what: "is a preview: it may change without notice.",
    fix: "Nothing to do; watch the release notes of the API.",
  },
  "permissions-not-listed": {
    id: "operation/permissions-not-listed",
    severity: "warning",
    what: "requires permissions that the catalogue does not list.",
    fix: 'State them: permissions: { anyOf: [...], because: "..." }.',
  },
};

const NOT_A_USER = `${OPENAPI_DOCUMENT}: its errors include not.a.user, "requires a user context"`;
const conversations = (...operations: readonly string[]) =>
  operations.map((operation) => operation.replace(" ", " /api/v2/conversations/"));

/** What the catalogue's flags and permissions do not say. The only place for it. */
export const OPERATION_ADVISORIES: readonly OperationAdvisory[] = [
  // Acts of a user who is, or becomes, party to the conversation.
  {
    ...NEEDS_USER,
    operations: conversations("POST calls"),
    fix: "Use POST /api/v2/conversations/calls/user/{userId}, which calls on behalf of a user.",
    reason: "The call is placed from the caller's own phone.",
    source: NOT_A_USER,
  },
  {
    ...NEEDS_USER,
    operations: conversations("POST calls/{conversationId}/participants"),
    fix: "Use POST /api/v2/conversations/calls/{conversationId}/participants/user/{userId}, which acts on behalf of a user.",
    reason: "The caller is the participant who adds others.",
    source: NOT_A_USER,
  },
  {
    ...NEEDS_USER,
    operations: conversations("DELETE {conversationId}"),
    fix: "Use POST /api/v2/conversations/{conversationId}/disconnect, which ends a conversation from outside.",
    reason: "A participant ends the conversation for all.",
    source: NOT_A_USER,
  },
  {
    ...NEEDS_USER,
    operations: conversations(
      "POST {conversationId}/barge",
      "POST calls/{conversationId}",
      "PATCH calls/{conversationId}/conference",
      "POST calls/{conversationId}/participants/{participantId}/barge",
      "POST calls/{conversationId}/participants/{participantId}/coach",
      "PATCH calls/{conversationId}/participants/{participantId}/communications/{communicationId}",
      "PUT calls/{conversationId}/participants/{participantId}/communications/{communicationId}/uuidata",
      "DELETE calls/{conversationId}/participants/{participantId}/consult",
      "PATCH calls/{conversationId}/participants/{participantId}/consult",
      "POST calls/{conversationId}/participants/{participantId}/consult",
      "POST calls/{conversationId}/participants/{participantId}/consult/agent",
      "POST calls/{conversationId}/participants/{participantId}/consult/contact/external",
      "POST calls/{conversationId}/participants/{participantId}/consult/external",
      "POST calls/{conversationId}/participants/{participantId}/consult/queue",
      "POST calls/{conversationId}/participants/{participantId}/monitor",
      "POST calls/{conversationId}/participants/{participantId}/snippet/record",
      "POST calls/{conversationId}/participants/{participantId}/voice/consult",
      "POST messages/{conversationId}/participants/{participantId}/monitor",
    ),
    fix: "Let the agent's own client do it, with a grant that acts for a user; a data action has no operation for it.",
    reason: "The caller joins the conversation, or transfers what is on their own line.",
    source: NOT_A_USER,
  },

  // One's own things, addressed without `me`.
  {
    ...NEEDS_USER,
    operations: [
      "DELETE /api/v2/voicemail/messages",
      "GET /api/v2/voicemail/messages",
      "POST /api/v2/voicemail/messages",
      "DELETE /api/v2/voicemail/messages/{messageId}",
      "GET /api/v2/voicemail/messages/{messageId}",
      "PATCH /api/v2/voicemail/messages/{messageId}",
      "PUT /api/v2/voicemail/messages/{messageId}",
      "GET /api/v2/voicemail/messages/{messageId}/media",
    ],
    fix: "To list voicemail use /api/v2/voicemail/users/{userId}/messages, groups/{groupId}/messages or queues/{queueId}/messages.",
    reason: "They are the caller's own messages.",
    source: NOT_A_USER,
  },
  {
    ...NEEDS_USER,
    operations: [
      "GET /api/v2/coaching/notifications",
      "PATCH /api/v2/coaching/notifications/{notificationId}",
      "POST /api/v2/workforcemanagement/agents/opportunities/enrollments/bulk/add",
      "POST /api/v2/workforcemanagement/agents/opportunities/enrollments/bulk/statuses/update",
      "POST /api/v2/workforcemanagement/agents/opportunities/query",
      "GET /api/v2/workforcemanagement/alternativeshifts/settings",
      "PATCH /api/v2/workforcemanagement/managementunits/{managementUnitId}/weeks/{weekDateId}/shifttrades/{tradeId}",
      "POST /api/v2/workforcemanagement/managementunits/{managementUnitId}/weeks/{weekDateId}/shifttrades/{tradeId}/match",
      "POST /api/v2/workforcemanagement/shifttrading/trades/{tradeId}/jobs",
      "POST /api/v2/workforcemanagement/shifttrading/trades/{tradeId}/match/jobs",
    ],
    fix: "Use the operation for planners, where there is one: its path names the agent or the business unit.",
    reason: "Their summaries name the caller's own data, the authenticated agent, or one side of a trade.",
    source: `${OPENAPI_DOCUMENT}: summaries and descriptions`,
  },

  // A user is needed for some of what they do.
  {
    ...MAY_NEED_USER,
    operations: conversations(
      "PATCH calls/{conversationId}",
      "PATCH calls/{conversationId}/participants/{participantId}",
    ),
    what: "does several things.",
    why: "What a supervisor may do to others works with client credentials; what only a party to the conversation can do is refused, whatever the permissions.",
    fix: "Send only what is meant for others: disconnect, wrap up. For the rest there is /api/v2/conversations/calls/{conversationId}/participants/{participantId}/user/{userId}.",
    reason:
      "Its errors include not.a.user, yet its permissions are for acting on others (disconnect, record, wrap up), and Genesys's own data actions wrap up a participant by PATCH.",
    source: `${NOT_A_USER}; GenesysCloudDevOps/public-api-wrap-up-conversation-data-action-module`,
  },
  {
    ...MAY_NEED_USER,
    operations: conversations("PATCH emails/{conversationId}/participants/{participantId}"),
    what: "was refused with 403 not.authorized to a data action that had every permission, because the caller was not a party to the conversation.",
    fix: "Try it with the integration's own client. Disconnecting works by POST /api/v2/conversations/{conversationId}/disconnect too.",
    reason:
      "A member of the vendor's staff names it as the likely cause; what it takes may have changed since.",
    source: "Genesys Cloud Developer Community, Error 403 in PureCloud Data Action (2018)",
  },
  {
    ...MAY_NEED_USER,
    operations: conversations("PATCH {conversationId}/recordingstate"),
    what: "may be refused to client credentials: the vendor lists the error not.a.user for it.",
    fix: "Use PUT /api/v2/conversations/calls/{conversationId}/recordingstate, or that of the other media, which does not list it.",
    reason: "Its permission, pauseOthers, is for acting on others; its errors show that it needs a user.",
    source: NOT_A_USER,
  },
  {
    ...MAY_NEED_USER,
    operations: conversations("POST emails"),
    what: "may be refused to client credentials: the vendor lists the error not.a.user for it.",
    why: "Inbound emails are created by data actions; outbound ones are written by an agent.",
    fix: "To send without an agent use POST /api/v2/conversations/emails/agentless.",
    reason: "Its errors include not.a.user, yet the vendor's own data action creates inbound emails with it.",
    source: `${NOT_A_USER}; GenesysCloudDevOps/public-api-create-email-conversation-data-action-module`,
  },
  {
    ...MAY_NEED_USER,
    operations: [
      "GET /api/v2/greetings/{greetingId}/downloads",
      "GET /api/v2/greetings/{greetingId}/groups/downloads",
      "GET /api/v2/greetings/{greetingId}/users/downloads",
    ],
    what: "may be refused to client credentials: the vendor lists the error not.a.user for it.",
    fix: "Try it with the integration's own client; GET /api/v2/greetings/{greetingId}/media does not list it.",
    reason: "Its errors include not.a.user, yet the vendor's Terraform provider, mostly a client, calls it.",
    source: `${NOT_A_USER}; provider mypurecloud/genesyscloud, resource greeting`,
  },
  {
    ...MAY_NEED_USER,
    operations: conversations(
      "POST emails/{conversationId}/messages",
      "PATCH emails/{conversationId}/messages/draft",
      "PUT emails/{conversationId}/messages/draft",
      "POST emails/{conversationId}/messages/draft/attachments/copy",
      "POST emails/{conversationId}/messages/draft/attachments/uploads",
      "DELETE emails/{conversationId}/messages/draft/attachments/{attachmentId}",
    ),
    what: "returns 403 unless the caller is an active participant of the conversation, which a client never is.",
    fix: "To send without an agent use POST /api/v2/conversations/emails/agentless.",
    reason: "Its errors include postino.error.forbidden or email.error.forbidden.",
    source: `${OPENAPI_DOCUMENT}: x-inin-error-codes`,
  },
  {
    ...MAY_NEED_USER,
    operations: [
      "PATCH /api/v2/learning/assignments/{assignmentId}",
      "PATCH /api/v2/learning/assignments/{assignmentId}/reschedule",
      "PATCH /api/v2/users/{userId}/geolocations/{clientId}",
    ],
    what: "returns 403 for another user's data, and for a client all data is another user's.",
    fix: "Let the user's own client do it, with a grant that acts for a user.",
    reason: "Its errors include one for the update of another user's data.",
    source: `${OPENAPI_DOCUMENT}: x-inin-error-codes`,
  },

  {
    ...NEEDS_CLIENT,
    operations: conversations("POST emails/agentless"),
    reason: "Its errors include not.a.client, as those of the other operations for clients only.",
    source: `${OPENAPI_DOCUMENT}: x-inin-error-codes`,
  },
  {
    ...FLAG_ADVISORIES["permissions-not-listed"],
    operations: ["POST /api/v2/authorization/divisions/{divisionId}/objects/{objectType}"],
    fix: 'State the edit permission of the objects that move, in both divisions: permissions: { allOf: ["routing:queue:edit"], because: "moves queues" }.',
    reason: "Which permission it takes depends on the type of the objects.",
    source:
      "Genesys Cloud Resource Center, Access control permissions overview; error bulk.move.no.permission.division",
  },
];
