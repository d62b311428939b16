import { describe, expect, it } from "vitest";
import { Catalog } from "../../src/core/catalog/catalog";
import { mixesVerbs } from "../../src/core/mixed-verbs";

const catalog = Catalog.load();
const mixing = new Set(catalog.operations.filter(mixesVerbs).map(({ id }) => id));

describe("an operation mixes verbs", () => {
  it("seldom, and never where it reads or leaves no choice", () => {
    expect(mixing.size).toBe(53);
    for (const { id, method, requirement } of catalog.operations)
      if (method === "GET" || requirement.mode !== "any" || requirement.permissions.length === 1)
        expect(mixing.has(id)).toBe(false);
  });

  it.each([
    [
      "PATCH /api/v2/conversations/calls/{conversationId}/participants/{participantId}",
      "record, end, wrap up",
    ],
    ["PUT /api/v2/conversations/{conversationId}/recordings/{recordingId}", "view, restore, keep longer"],
    ["PUT /api/v2/recordings/deletionprotection", "apply, revoke"],
    ["PUT /api/v2/recording/settings", "one permission for each setting"],
    ["PATCH /api/v2/scim/v2/users/{userId}", "edit, grant, assign, set a password"],
    ["PUT /api/v2/identityproviders/okta", "add, edit"],
  ])("%s: %s", (id) => {
    expect(mixing.has(id)).toBe(true);
  });

  it.each([
    ["POST /api/v2/routing/skills", "manage includes create"],
    ["PATCH /api/v2/users/{userId}", "the broad ones include edit"],
    [
      "POST /api/v2/conversations/calls/{conversationId}/participants/{participantId}/consult/queue",
      "synonyms",
    ],
    ["PUT /api/v2/outbound/schedules/campaigns/{campaignId}", "synonyms"],
    ["PATCH /api/v2/externalcontacts/contacts/{contactId}", "one verb"],
    ["POST /api/v2/learning/assessments/scoring", "a query by POST"],
    [
      "POST /api/v2/workforcemanagement/managementunits/{managementUnitId}/weeks/{weekDateId}/shifttrades/state/bulk",
      "the other one is for one's own",
    ],
  ])("%s does not: %s", (id) => {
    expect(catalog.operations.some((operation) => operation.id === id)).toBe(true);
    expect(mixing.has(id)).toBe(false);
  });
});
