import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Catalog, type Operation } from "../../../src/core/catalog/catalog";
import { examine } from "../../../src/core/derivation/derive";
import { fitOf, fitOfCall } from "../../../src/core/derivation/fit";
import {
  INTERNAL_NAMES,
  OPERATION_FITS,
  OTHER_WORDS,
  RETIRED_NAMES,
} from "../../../src/core/derivation/fit-facts";
import { ACCESS_LEVELS, accessLevel } from "../../../src/core/permission/access-level";
import type { Permission } from "../../../src/core/permission/permission";

const catalog = Catalog.load();
const choices = catalog.operations.filter(
  ({ requirement }) => requirement.mode === "any" && requirement.permissions.length > 1,
);
const known = new Map(catalog.operations.map((operation) => [operation.id, operation]));
const fits = (id: string) => fitOf(known.get(id) as Operation);
const callOf = ({ method, path }: Operation) => ({
  name: `${method} ${path}`,
  request: { method, url: path.replace(/\{[^}]+\}/g, "${input.id}") },
});
const derived = (operations: readonly Operation[]) => examine(operations.map(callOf), catalog);
const highest = (permissions: readonly Permission[]) =>
  Math.max(-1, ...permissions.map((permission) => ACCESS_LEVELS.indexOf(accessLevel(permission))));

describe("what fits a call", () => {
  // What the vendor's help and the summaries of the operations say.
  it.each<[string, string]>([
    ["GET /api/v2/flows/datatables/{datatableId}/rows", "architect:datatableRow:view"],
    ["POST /api/v2/flows/datatables/{datatableId}/rows", "architect:datatableRow:add"],
    ["PUT /api/v2/flows/datatables/{datatableId}/rows/{rowId}", "architect:datatableRow:edit"],
    ["DELETE /api/v2/flows/datatables/{datatableId}/rows/{rowId}", "architect:datatableRow:delete"],
    ["POST /api/v2/flows/datatables/{datatableId}/import/jobs", "architect:datatableRow:add"],
    ["GET /api/v2/routing/queues/{queueId}/members", "routing:queue:view"],
    ["POST /api/v2/routing/queues/{queueId}/members", "routing:queueMember:manage"],
    ["PATCH /api/v2/routing/queues/{queueId}/members", "routing:queueMember:manage"],
    ["DELETE /api/v2/routing/queues/{queueId}/members/{memberId}", "routing:queueMember:manage"],
    ["PATCH /api/v2/routing/queues/{queueId}/users/{memberId}", "routing:queueMember:manage"],
    ["POST /api/v2/routing/queues/{queueId}/users", "routing:queueMember:manage"],
    ["PATCH /api/v2/users/{userId}/queues", "routing:queueMember:manage"],
    ["GET /api/v2/conversations/{conversationId}/recordings", "recording:recording:view"],
    ["GET /api/v2/conversations/{conversationId}/recordings/{recordingId}", "recording:recording:view"],
    ["GET /api/v2/conversations/{conversationId}/recordingmetadata", "recording:recording:view"],
    [
      "PUT /api/v2/conversations/{conversationId}/recordings/{recordingId}/annotations/{annotationId}",
      "recording:annotation:edit",
    ],
    ["PATCH /api/v2/users/{userId}", "directory:user:edit"],
    ["DELETE /api/v2/users/{userId}", "directory:user:delete"],
    ["PATCH /api/v2/scim/v2/users/{userId}", "directory:user:edit"],
    ["POST /api/v2/routing/skills", "routing:skill:create"],
    ["DELETE /api/v2/routing/skills/{skillId}", "routing:skill:delete"],
    ["POST /api/v2/outbound/messagingcampaigns", "outbound:messagingCampaign:add"],
    ["DELETE /api/v2/outbound/campaigns/{campaignId}/progress", "outbound:campaign:recycle"],
    ["POST /api/v2/analytics/actions/aggregates/query", "integrations:action:view"],
    ["GET /api/v2/externalcontacts/contacts/{contactId}", "externalContacts:contact:view"],
    ["PATCH /api/v2/taskmanagement/workitems/{workitemId}/assignment", "workitems:workitem:assign"],
    ["POST /api/v2/license/users", "authorization:license:view"],
    [
      "POST /api/v2/conversations/{conversationId}/participants/{participantId}/replace/queue",
      "conversation:communication:blindTransferQueue",
    ],
    ["GET /api/v2/telephony/providers/edges/expired", "telephony:plugin:all"],
  ])("of %s is %s", (id, permission) => {
    expect(fits(id)).toMatchObject({ fits: [permission], open: false });
  });

  it("is open for few operations, and each of those is for different things", () => {
    const open = choices.filter((operation) => fitOf(operation).open);
    expect(open.length).toBeLessThanOrEqual(60);
    for (const operation of open) {
      const { evidence, permissions } = derived([operation]);
      expect(permissions).toEqual([]);
      expect(evidence[0]?.problems).toContainEqual(
        expect.objectContaining({ id: "permission/choose", severity: "error" }),
      );
      for (const permission of fitOf(operation).fits) {
        const said = examine([{ ...callOf(operation), prefer: [permission] }], catalog);
        expect(said.permissions).toEqual([permission]);
        expect(said.evidence[0]?.problems.map(({ id }) => id)).not.toContain("permission/choose");
      }
    }
  });

  it("says nothing where it is decided", () => {
    for (const operation of choices.filter((each) => !fitOf(each).open))
      expect(derived([operation]).evidence[0]?.problems.map(({ id }) => id)).not.toContain(
        "permission/choose",
      );
  });

  it("has a reason for each permission that it passes over, and passes over no other", () => {
    for (const operation of choices) {
      const { fits, passedOver } = fitOf(operation);
      expect([...fits, ...passedOver.keys()].sort()).toEqual([...operation.requirement.permissions].sort());
      for (const reason of passedOver.values()) expect(reason).toMatch(/^(is|opens|allows) /);
    }
  });

  it("meets no write with a view of the same thing's, and no look with more, where there is a choice", () => {
    for (const operation of choices) {
      const { fits, open } = fitOf(operation);
      const current = operation.requirement.permissions.filter((each) => !each.startsWith("internal:"));
      const levels = new Set(current.map(accessLevel));
      if (operation.method === "GET" && !open && levels.has("view"))
        expect(fits.map(accessLevel)).toEqual(fits.map(() => "view"));
      if (["PUT", "PATCH", "DELETE"].includes(operation.method) && levels.size > 1)
        expect(fits.map(accessLevel)).not.toContain("view");
    }
  });

  it("is said by the body where it names one act, or one thing, and no other", () => {
    const participant = known.get(
      "PATCH /api/v2/conversations/calls/{conversationId}/participants/{participantId}",
    ) as Operation;
    expect(fitOfCall(participant, '{"wrapup": {"code": "${input.code}"}}').fits).toEqual([
      "conversation:participant:wrapup",
    ]);
    expect(fitOfCall(participant, '{"state": "disconnected"}').fits).toEqual([
      "conversation:communication:disconnect",
    ]);
    expect(fitOfCall(participant, '{"recording": true}').fits).toEqual(["conversation:call:record"]);
    for (const body of [
      "${input.rawRequest}",
      "",
      '{"muted": true}',
      '{"state": "disconnected", "wrapup": {}}',
    ])
      expect(fitOfCall(participant, body).open).toBe(true);
    const search = known.get("POST /api/v2/search") as Operation;
    expect(fitOfCall(search, '{"types": ["users"]}').fits).toEqual(["directory:user:view"]);
    expect(fitOfCall(search, '{"types": ["users", "skills"]}').open).toBe(true);
  });
});

describe("several actions together", () => {
  const decided = catalog.operations.filter((operation) => !fitOf(operation).open);
  const alone = new Map<string, readonly Permission[]>();
  const needs = (operation: Operation) => {
    const found = alone.get(operation.id) ?? derived([operation]).permissions;
    alone.set(operation.id, found);
    return found;
  };

  it("are granted no higher level than the highest that one of them needs: every pair that shares a permission", () => {
    const pairs = choices
      .filter((each) => !fitOf(each).open)
      .flatMap((one, at, all) =>
        all
          .slice(at + 1)
          .filter((other) =>
            one.requirement.permissions.some((each) => other.requirement.permissions.includes(each as never)),
          )
          .map((other) => [one, other] as const),
      );
    expect(pairs.length).toBeGreaterThan(300);
    for (const pair of pairs)
      expect(highest(derived(pair).permissions)).toBe(Math.max(...pair.map((each) => highest(needs(each)))));
  });

  it("are granted what each of them is granted alone, in any order", () => {
    const some = fc.uniqueArray(fc.constantFrom(...decided), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(some, (operations) => {
        const together = derived(operations);
        expect(highest(together.permissions)).toBe(
          Math.max(...operations.map((each) => highest(needs(each)))),
        );
        for (const { operation, chosen } of together.evidence)
          if (fitOf(operation as Operation).fits.length === 1 || operation?.requirement.mode === "all")
            expect(chosen).toEqual(needs(operation as Operation));
        expect(derived([...operations].reverse())).toEqual(together);
      }),
      { numRuns: 500 },
    );
  });
});

describe("the facts of the rule", () => {
  it("are of the catalogue, and each is needed", () => {
    for (const { operations, fits: named, reason, source } of OPERATION_FITS) {
      expect(reason).toMatch(/\.$/);
      expect(source.length).toBeGreaterThan(10);
      for (const id of operations) {
        expect(known.get(id)?.requirement.permissions).toEqual(expect.arrayContaining([...named]));
        expect(fits(id).fits).toEqual([...named].sort());
      }
    }
    const all = catalog.permissions;
    for (const { prefixes, source } of [...INTERNAL_NAMES, ...RETIRED_NAMES]) {
      expect(source.length).toBeGreaterThan(10);
      for (const prefix of prefixes) expect(all.some((each) => each.startsWith(prefix))).toBe(true);
    }
    const paths = catalog.operations.map(({ path }) => path.toLowerCase());
    for (const { word } of OTHER_WORDS)
      expect(paths.some((path) => new RegExp(`/${word}s?(/|$)`).test(path))).toBe(true);
  });
});
