import { describe, expect, it } from "vitest";
import { Catalog } from "../../../src/core/catalog/catalog";
import { isSelfScoped, SELF_SCOPED } from "../../../src/core/derivation/self-scoped";

const catalog = Catalog.load();

describe("a self-scoped permission", () => {
  it("is one of these, of all that the catalogue knows", () => {
    expect(catalog.permissions.filter(isSelfScoped).sort()).toEqual([
      "analytics:agentConversationDetail:view",
      "caseManagement:commentSelf:delete",
      "learning:assignment:editOwn",
      "learning:assignment:viewOwn",
      "quality:evaluation:editAgentSignoff",
      "routing:directRoutingBackup:selfDelete",
      "routing:directRoutingBackup:selfEdit",
      "routing:directRoutingBackup:selfView",
      "routing:queue:join",
      "telephony:selfAgentGreeting:edit",
      "telephony:selfAgentGreeting:view",
      "telephony:selfStationAssociation:edit",
      "telephony:selfStationAssociation:view",
      "telephony:station:disassociateSelf",
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
      "workitems:wrapupSelf:edit",
    ]);
  });

  it("is listed only where its name does not say so, with a reason and a source, and exists", () => {
    for (const { permissions, reason, source } of SELF_SCOPED) {
      for (const permission of permissions) {
        expect(catalog.operationsAccepting(permission)).not.toEqual([]);
        expect(permission).not.toMatch(/:self[A-Z]|Self(:|$)|Own$/);
      }
      expect(permissions).toEqual([...permissions].sort());
      expect(reason.length).toBeGreaterThan(20);
      expect(source.length).toBeGreaterThan(20);
    }
  });

  it("is none of these, which speak of agents, owners or teams, and open other people's things", () => {
    for (const permission of [
      "agentUI:agents:edit",
      "analytics:agentState:view",
      "caseManagement:caseOwner:edit",
      "conversation:communication:blindTransferAgent",
      "telephony:otherAgentGreeting:edit",
      "wfm:agent:view",
    ] as const)
      expect(isSelfScoped(permission)).toBe(false);
  });
});
