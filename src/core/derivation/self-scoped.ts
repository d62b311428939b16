import { OPENAPI_DOCUMENT } from "../catalog";
import { type Permission, partsOf } from "../permission";

/** Why a set of permissions opens one's own things only. */
interface SelfScopedEntry {
  readonly permissions: readonly string[];
  readonly reason: string;
  readonly source: string;
}

/** Permissions that open one's own things only, though neither entity nor verb says `self` or `own`. */
export const SELF_SCOPED: readonly SelfScopedEntry[] = [
  {
    permissions: ["analytics:agentConversationDetail:view"],
    reason:
      "Shows the conversations that the caller took part in; the permission for everyone's is analytics:conversationDetail:view.",
    source:
      "Genesys Cloud Resource Center, View an interaction's details, which asks agents for the one or the other",
  },
  {
    permissions: ["quality:evaluation:editAgentSignoff"],
    reason: "The evaluated agent's own comments and signature; others edit with quality:evaluation:edit.",
    source: `${OPENAPI_DOCUMENT}, PUT /api/v2/quality/conversations/{conversationId}/evaluations/{evaluationId}`,
  },
  {
    permissions: ["routing:queue:join"],
    reason:
      "Joining and leaving are what agents do themselves; others are made members with routing:queueMember:manage.",
    source: "Genesys Cloud Resource Center, glossary, leave",
  },
  {
    permissions: [
      "wfm:agentAdherenceExplanation:submit",
      "wfm:agentAlternativeShift:submit",
      "wfm:agentHistoricalAdherence:view",
      "wfm:agentHistoricalAdherenceConformance:view",
      "wfm:agentManagementUnitSchedule:view",
      "wfm:agentOpportunitiesEnrollments:add",
      "wfm:agentOpportunitiesEnrollmentsStatuses:edit",
      "wfm:agentOpportunitiesQuery:view",
      "wfm:agentPossibleWorkShifts:view",
      "wfm:agentSchedule:sync",
      "wfm:agentSchedule:view",
      "wfm:agentScheduleBid:submit",
      "wfm:agentSchedulingPreferences:edit",
      "wfm:agentSchedulingPreferencesQuery:view",
      "wfm:agentSchedulingPreferencesSettings:view",
      "wfm:agentShiftTradeRequest:participate",
      "wfm:agentTimeOffRequest:submit",
      "wfm:agentUnavailableTimes:submit",
      "wfm:agentWorkPlanBid:submit",
    ],
    reason:
      "An agent's own data: the operations name the current user, the logged-in or authenticated agent, or agents/me. Planners have the entity without agent in front (wfm:timeOffRequest:edit).",
    source: `${OPENAPI_DOCUMENT}, summaries of /api/v2/workforcemanagement`,
  },
];

const SELF_SCOPED_NAMES: ReadonlySet<string> = new Set(SELF_SCOPED.flatMap(({ permissions }) => permissions));

/** Whether a permission opens only what is the caller's own. A client is no user, and owns nothing. */
export function isSelfScoped(permission: Permission): boolean {
  const { entity, action } = partsOf(permission) ?? { entity: "", action: "" };
  return (
    SELF_SCOPED_NAMES.has(permission) ||
    /^self[A-Z]|Self$/.test(entity) ||
    /^self[A-Z]|(Self|Own)$/.test(action)
  );
}
