import { describe, expect, it } from "vitest";
import { Catalog } from "../../../src/core/catalog/catalog";
import { OVERRIDES } from "../../../src/core/catalog/corrections";
import type { Operation } from "../../../src/core/catalog/operation";
import { advise } from "../../../src/core/derivation/advise";
import { OPERATION_ADVISORIES } from "../../../src/core/derivation/advisories";
import { type DiagnosticId, whatAndWhy } from "../../../src/core/diagnostic";
import { GRANTS, type Grant } from "../../../src/core/permission/grant";
import { resolveRequest } from "../../../src/core/request/match";

const catalog = Catalog.load();
const operation = (id: string) => {
  const found = catalog.operations.find((each) => each.id === id);
  if (!found) throw new Error(`${id} is not in the catalogue`);
  return found;
};
const ids = (each: Operation, grant: Grant = "client-credentials") => advise(each, grant).map(({ id }) => id);
const idsOf = (id: string, grant?: Grant) => ids(operation(id), grant);
const with_ = (id: DiagnosticId) => catalog.operations.filter((each) => ids(each).includes(id));

describe("the judgements", () => {
  it("are of operations that exist, each judged once under one id, with reason and source", () => {
    const seen = new Set<string>();
    for (const { id, operations, fix, reason, source, ...advisory } of OPERATION_ADVISORIES) {
      for (const each of operations) {
        expect(idsOf(each, id === "operation/needs-client" ? "code" : "client-credentials")).toContain(id);
        expect(seen.has(each)).toBe(false);
        seen.add(each);
      }
      for (const text of [whatAndWhy(advisory), fix, reason, source]) expect(text.length).toBeGreaterThan(20);
    }
  });

  it("name only operations that exist in what they advise", () => {
    const paths = new Set(catalog.operations.flatMap(({ id, path }) => [id, path]));
    for (const { fix } of OPERATION_ADVISORIES)
      for (const [named] of fix.matchAll(/((GET|PUT|POST|PATCH|DELETE) )?\/api\/v2\/[^\s,;]*[^\s,;.]/g))
        expect(paths.has(named), named).toBe(true);
  });

  it("say nothing of an operation that any client may call", () => {
    for (const grant of GRANTS) {
      expect(advise(operation("GET /api/v2/externalcontacts/reversewhitepageslookup"), grant)).toEqual([]);
      expect(advise(operation("GET /api/v2/users/{userId}"), grant)).toEqual([]);
    }
  });

  it("are sorted by id, one of each, and begin with the operation", () => {
    for (const grant of GRANTS)
      for (const each of catalog.operations) {
        const problems = advise(each, grant);
        const found = problems.map(({ id }) => id);
        expect(found).toEqual([...new Set(found)].sort());
        for (const { what } of problems) expect(what.startsWith(`${each.id} `)).toBe(true);
      }
  });
});

describe("a user behind the call", () => {
  const NEEDS_USER = {
    id: "operation/needs-user",
    severity: "error",
    what: "GET /api/v2/users/me acts for a logged-in user.",
    why: "The call has client credentials, behind which there is no user: no permission can make it work.",
    fix: "Use an operation that names the user in its path or body, for example /api/v2/users/{userId}.",
  };

  it("is needed where the catalogue says so, and only a user's token has one", () => {
    expect(advise(operation("GET /api/v2/users/me"), "client-credentials")).toEqual([NEEDS_USER]);
    expect(advise(operation("GET /api/v2/users/me"), "code")).toEqual([]);
    expect(idsOf("GET /api/v2/conversations/emails")).toEqual(["operation/needs-user"]);
    expect(idsOf("POST /api/v2/conversations/emails/{conversationId}/reconnect")).toEqual([
      "operation/needs-user",
    ]);
  });

  it("is needed for every operation of which the catalogue or the path says so", () => {
    const said = catalog.operations.filter(
      ({ flags, path }) =>
        flags.includes("current-user") ||
        flags.includes("no-client-credentials") ||
        (/\/me(\/|$)/.test(path) && !/\/(organizations|tokens)\/me$/.test(path)),
    );
    expect(said.length).toBeGreaterThan(80);
    for (const each of said) expect(ids(each)).toContain("operation/needs-user");
  });

  it("is needed where a request says me in the place of a parameter", () => {
    const presence = operation("PATCH /api/v2/users/{userId}/presences/purecloud");
    const at = (url: string) =>
      advise(presence, "client-credentials", resolveRequest(catalog, "PATCH", url).segments);
    expect(at("/api/v2/users/me/presences/purecloud")).toMatchObject([{ id: "operation/needs-user" }]);
    expect(at("/api/v2/users/${input.id}/presences/purecloud")).toEqual([]);
  });

  it("is not needed to see the organization, or the token, that one has", () => {
    expect(idsOf("GET /api/v2/organizations/me")).toEqual([]);
    expect(idsOf("GET /api/v2/tokens/me")).toEqual([]);
  });

  it.each([
    ["POST /api/v2/conversations/calls", "calls/user/{userId}"],
    ["POST /api/v2/conversations/calls/{conversationId}/participants/{participantId}/consult/queue", "agent"],
    ["DELETE /api/v2/conversations/{conversationId}", "/disconnect"],
    ["GET /api/v2/voicemail/messages", "/api/v2/voicemail/users/{userId}/messages"],
  ])("is needed for %s, and the way out is told", (id, fix) => {
    const [problem, ...others] = advise(operation(id), "client-credentials");
    expect(problem).toMatchObject({ id: "operation/needs-user", severity: "error" });
    expect(problem?.fix).toContain(fix);
    expect(others.filter((each) => each.id.startsWith("permission/"))).toEqual([]);
  });

  // What data actions of the vendor's blueprints and modules do, with client credentials.
  it.each([
    "GET /api/v2/conversations/{conversationId}",
    "GET /api/v2/conversations/calls/{conversationId}",
    "POST /api/v2/conversations/callbacks",
    "POST /api/v2/conversations/emails",
    "POST /api/v2/conversations/emails/agentless",
    "POST /api/v2/conversations/messages/agentless",
    "POST /api/v2/conversations/{conversationId}/assign",
    "POST /api/v2/conversations/{conversationId}/disconnect",
    "PATCH /api/v2/conversations/callbacks/{conversationId}",
    "PATCH /api/v2/conversations/calls/{conversationId}/participants/{participantId}",
    "PATCH /api/v2/conversations/{conversationId}/participants/{participantId}",
    "PATCH /api/v2/conversations/{conversationId}/participants/{participantId}/attributes",
    "POST /api/v2/conversations/{conversationId}/participants/{participantId}/callbacks",
    "POST /api/v2/conversations/{conversationId}/participants/{participantId}/replace",
    "POST /api/v2/conversations/calls/{conversationId}/participants/{participantId}/communications/{communicationId}/wrapup",
    "GET /api/v2/users/{userId}/outofoffice",
    "GET /api/v2/users/{userId}/presences/purecloud",
    "GET /api/v2/users/{userId}/routingstatus",
    "PATCH /api/v2/users/{userId}/presences/purecloud",
  ])("is not needed for %s", (id) => {
    const errors = advise(operation(id), "client-credentials").filter(({ severity }) => severity === "error");
    expect(errors).toEqual([]);
  });

  it("may be needed where the body, or the state of things, decides", () => {
    expect(
      advise(
        operation("PATCH /api/v2/conversations/calls/{conversationId}/participants/{participantId}"),
        "client-credentials",
      ),
    ).toMatchObject([{ id: "operation/may-need-user", severity: "warning" }]);
  });
});

describe("a client behind the call", () => {
  it("is needed where the catalogue, or the vendor's list of errors, says so", () => {
    const only = catalog.operations.filter(({ flags }) => flags.includes("client-credentials-only"));
    expect(only.length).toBeGreaterThan(5);
    for (const each of [...only, operation("POST /api/v2/conversations/emails/agentless")])
      for (const grant of GRANTS)
        expect(ids(each, grant).includes("operation/needs-client")).toBe(grant !== "client-credentials");
  });
});

describe("the flags", () => {
  it.each([
    ["deprecated", "operation/deprecated", "warning"],
    ["preview", "operation/preview", "note"],
    ["permissions-not-listed", "operation/permissions-not-listed", "warning"],
  ] as const)("%s is said for every grant", (flag, id, severity) => {
    const flagged = catalog.operations.filter(({ flags }) => flags.includes(flag));
    expect(flagged).not.toEqual([]);
    for (const each of flagged)
      for (const grant of GRANTS)
        expect(advise(each, grant)).toContainEqual(expect.objectContaining({ id, severity }));
  });
});

describe("permissions", () => {
  it("of an operation that changes what is a user's are doubted where none is listed", () => {
    const doubted = [
      "DELETE /api/v2/contentmanagement/workspaces/{workspaceId}/members/{memberId}",
      "PUT /api/v2/contentmanagement/workspaces/{workspaceId}/members/{memberId}",
      "PUT /api/v2/outbound/campaigns/{campaignId}/agents/{userId}",
      "POST /api/v2/users/{userId}/greetings",
      "PUT /api/v2/users/{userId}/greetings/defaults",
      "PUT /api/v2/users/{userId}/outofoffice",
      "PUT /api/v2/users/{userId}/routingstatus",
    ];
    expect(with_("permission/own-user-only").map(({ id }) => id)).toEqual(doubted);
    for (const { operation: corrected } of OVERRIDES) expect(idsOf(corrected)).toEqual([]);
    expect(idsOf("PUT /api/v2/users/{userId}/routingstatus", "code")).toEqual([]);
  });

  it("that open one's own things only are of no use to a client", () => {
    expect(idsOf("GET /api/v2/workforcemanagement/schedulebids")).toEqual(["permission/own-only"]);
    expect(idsOf("GET /api/v2/workforcemanagement/schedulebids", "code")).toEqual([]);
    expect(idsOf("GET /api/v2/analytics/conversations/details")).toEqual([]);
  });

  it("that permit far more are said, unless a narrower one will do", () => {
    expect(idsOf("PUT /api/v2/organizations/me")).toEqual(["permission/broad"]);
    expect(idsOf("GET /api/v2/contentmanagement/documents/{documentId}")).toEqual(["permission/broad"]);
    expect(idsOf("DELETE /api/v2/users/{userId}")).toEqual([]);
  });
});
